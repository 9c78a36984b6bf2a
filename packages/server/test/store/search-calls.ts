import { defaultSettings } from '../../src/model/app.ts'
import { handlers } from '../../src/operations/index.ts'
import type { Output } from '../../src/operations/operation.ts'
import type { Store } from '../../src/store/store.ts'
import { appId } from './large-conversation.ts'

interface SearchQuery {
  query: string
  limit?: number
  startingAfter?: string
  filter?: object
}

/** Searches on a store as a server does for one of its users. */
export function searchesOn(store: Store, userId: string, id = appId) {
  const context = {
    app: { id, keys: [], settings: defaultSettings },
    caller: { kind: 'user', userId },
    store,
  }
  const search =
    <Id extends 'searchMessages' | 'searchConversations'>(operation: Id) =>
    (query: SearchQuery): Promise<Output<Id>> =>
      handlers[operation](
        { path: { appId: id }, query, header: {}, body: undefined, faults: [] } as never,
        context as never,
      ) as Promise<Output<Id>>
  /** Returns the ids of all pages. */
  const everyId =
    (page: (query: SearchQuery) => Promise<{ data: { id: string }[]; hasMore: boolean }>) =>
    async (query: SearchQuery): Promise<string[]> => {
      const ids: string[] = []
      for (;;) {
        const startingAfter = ids.at(-1)
        const { data, hasMore } = await page({ ...query, ...(startingAfter && { startingAfter }) })
        ids.push(...data.map(({ id }) => id))
        if (!hasMore) return ids
      }
    }
  const messages = search('searchMessages')
  const conversations = search('searchConversations')
  return {
    messages,
    conversations,
    everyMessage: everyId(messages),
    everyConversation: everyId(conversations),
  }
}
