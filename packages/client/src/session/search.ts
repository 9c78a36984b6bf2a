import { unwrap } from '../problem.ts'
import { type ConversationSnapshot, conversationSnapshot } from '../state/conversation-snapshot.ts'
import { conversationState, sendersIn } from '../state/conversation-state.ts'
import { type MessageSnapshot, snapshotOfMessage, usersOf } from '../state/message-snapshot.ts'
import { frozen } from '../state/snapshots.ts'
import type { Page } from '../state/window.ts'
import type { Calls } from '../typed-calls.ts'
import type { ConversationFilter } from './filters.ts'
import type { Search, SearchListener, SearchMessageSnapshot, SearchState } from './search-types.ts'

interface Found<Result> {
  /** What the next page starts after. */
  id: string
  result: Result
}

interface PageQuery {
  query: string
  limit: number
  startingAfter?: string
  filter?: string
}

type GetPage<Result> = (query: PageQuery) => Promise<Page<Found<Result>>>

const firstPage = 3
const defaultPage = 10

/** Makes a search whose query can change while its results come. Only those of the newest query are told. */
function createSearch<Result>(
  getPage: GetPage<Result>,
  listener: SearchListener<Result> | undefined,
): Search<Result> {
  let query = ''
  let filter: ConversationFilter | undefined
  let found: Found<Result>[] = []
  let state: SearchState<Result> = frozen({ results: [], loadedAll: true })
  /** Calls run one after the other. */
  let last: Promise<unknown> = Promise.resolve()
  let newest = 0

  function load(limit: number): Promise<SearchState<Result>> {
    const turn = newest
    const page = last.then(() => loadPage(limit, turn))
    last = page.catch(() => undefined)
    return page
  }

  async function loadPage(limit: number, turn: number): Promise<SearchState<Result>> {
    // Another query has replaced this one, or there is nothing more.
    if (turn !== newest || state.loadedAll) {
      if (turn === newest) tell('loadedAll')
      return state
    }
    tell('searching')
    const startingAfter = found.at(-1)?.id
    try {
      const page = await getPage({
        query,
        limit,
        ...(startingAfter !== undefined && { startingAfter }),
        ...(filter && { filter: JSON.stringify(filter) }),
      })
      if (turn !== newest) return state
      found = [...found, ...page.data]
      state = frozen({ results: found.map(({ result }) => result), loadedAll: !page.hasMore })
    } finally {
      if (turn === newest) tell(state.loadedAll ? 'loadedAll' : 'canLoadMore')
    }
    return state
  }

  function tell(status: Parameters<SearchListener<Result>>[1]): void {
    const { results } = state
    queueMicrotask(() => listener?.(results, status))
  }

  return {
    async setQuery(text, filters = {}) {
      newest += 1
      last = Promise.resolve()
      query = text
      filter = filters.conversation
      found = []
      state = frozen({ results: [], loadedAll: text.trim() === '' })
      return load(firstPage)
    },
    loadMore: async (limit = defaultPage) => load(limit),
  }
}

export const searchMessages = (
  client: Calls,
  listener: SearchListener<SearchMessageSnapshot> | undefined,
) =>
  createSearch<SearchMessageSnapshot>(async (query) => {
    const page = unwrap(await client.GET('/realtime/search/messages', { params: { query } }))
    const data = page.data.map(({ conversation, ...message }) => ({
      id: message.id,
      result: frozen({
        conversation: snapshotOf(conversation),
        message: snapshotOfMessage(message) as MessageSnapshot,
      }),
    }))
    return { ...page, data }
  }, listener)

export const searchConversations = (
  client: Calls,
  listener: SearchListener<ConversationSnapshot> | undefined,
) =>
  createSearch<ConversationSnapshot>(async (query) => {
    const page = unwrap(await client.GET('/realtime/search/conversations', { params: { query } }))
    const data = page.data.map((wire) => ({ id: wire.id, result: snapshotOf(wire) }))
    return { ...page, data }
  }, listener)

const snapshotOf = (wire: Parameters<typeof conversationState>[0]) =>
  conversationSnapshot(conversationState(wire), usersOf(sendersIn(wire))) as ConversationSnapshot
