import { unwrap } from '../problem.ts'
import { type ConversationSnapshot, conversationKind } from '../state/conversation-snapshot.ts'
import { firstParticipants } from '../state/conversation-state.ts'
import { snapshotOf } from '../state/kind.ts'
import { messageKind } from '../state/message-snapshot.ts'
import { frozen } from '../state/snapshots.ts'
import type { Page } from '../state/window.ts'
import type { Calls } from '../typed-calls.ts'
import { createFound, type Found } from './found.ts'
import type {
  Search,
  SearchArguments,
  SearchListener,
  SearchMessageSnapshot,
  SearchOptions,
  SearchState,
} from './search-types.ts'

interface Query {
  query: string
  filter?: string
  participants?: number
  /** The id of the last result. */
  startingAfter?: string
}

/** Makes a search whose query can change while results arrive. The listener only gets the results of the newest query. */
function createSearch<Wire extends { id: string }, Result>(
  getPage: (query: Query & { limit: number }) => Promise<Page<Wire>>,
  resultOf: (wire: Wire) => Result,
  listener?: SearchListener<Result>,
  { withParticipants }: SearchOptions = {},
): Search<Result> {
  let newest: Query | undefined
  let state: SearchState<Result> = { results: [], loadedAll: true }
  /** Calls run one after the other. */
  let last: Promise<unknown> = Promise.resolve()

  function load(limit: number): Promise<SearchState<Result>> {
    const query = newest
    const page = last.then(() => loadPage(limit, query))
    last = page.catch(() => undefined)
    return page
  }

  async function loadPage(limit: number, query: Query | undefined): Promise<SearchState<Result>> {
    const isNewest = () => query === newest
    function tell(status: Parameters<SearchListener<Result>>[1]): void {
      const { results } = state
      if (isNewest()) queueMicrotask(() => listener?.(results, status))
    }
    try {
      if (!query || !isNewest() || state.loadedAll) return state
      tell('searching')
      const { data, hasMore } = await getPage({ ...query, limit })
      if (!isNewest()) return state
      const results = [...state.results, ...data.map(resultOf)]
      state = frozen({ results, loadedAll: !hasMore })
      query.startingAfter = data.at(-1)?.id ?? ''
    } finally {
      tell(state.loadedAll ? 'loadedAll' : 'canLoadMore')
    }
    return state
  }

  return {
    async setQuery(query, { conversation } = {}) {
      newest = {
        query,
        ...(conversation && { filter: JSON.stringify(conversation) }),
        ...(withParticipants && { participants: firstParticipants }),
      }
      last = Promise.resolve()
      state = frozen({ results: [], loadedAll: query.trim() === '' })
      const firstPage = 3
      return load(firstPage)
    },
    loadMore: async (limit = 10) => load(limit),
  }
}

/** The searches of a session, and the conversations that they have found. */
export interface Searches extends Found {
  messages(...how: SearchArguments<SearchMessageSnapshot>): Search<SearchMessageSnapshot>
  conversations(...how: SearchArguments<ConversationSnapshot>): Search<ConversationSnapshot>
}

export function createSearches(client: Calls, isConnected: () => boolean): Searches {
  const found = createFound(isConnected)
  return {
    ...found,
    messages: (...how) =>
      createSearch(
        (query) =>
          found.learn(
            async () =>
              unwrap(await client.GET('/realtime/search/messages', { params: { query } })),
            ({ data }) => data.map(({ conversation }) => conversation),
          ),
        ({ conversation, ...message }) => ({
          conversation: snapshotOf(conversationKind, conversation),
          message: snapshotOf(messageKind, message),
        }),
        ...how,
      ),
    conversations: (...how) =>
      createSearch(
        (query) =>
          found.learn(
            async () =>
              unwrap(await client.GET('/realtime/search/conversations', { params: { query } })),
            ({ data }) => data,
          ),
        (wire) => snapshotOf(conversationKind, wire),
        ...how,
      ),
  }
}
