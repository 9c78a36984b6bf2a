import { unwrap } from '../problem.ts'
import { type ConversationSnapshot, conversationSnapshot } from '../state/conversation-snapshot.ts'
import { conversationState, sendersIn } from '../state/conversation-state.ts'
import { type MessageSnapshot, snapshotOfMessage, usersOf } from '../state/message-snapshot.ts'
import { frozen } from '../state/snapshots.ts'
import type { Page } from '../state/window.ts'
import type { Calls } from '../typed-calls.ts'
import type { ConversationFilter } from './filters.ts'
import type {
  SearchFilters,
  SearchListener,
  SearchMessageSnapshot,
  SearchState,
} from './search-types.ts'

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

/** A search whose query can change while its results come. Only those of the newest query are told. */
export class RunningSearch<Result> {
  readonly #getPage: GetPage<Result>
  readonly #listener: SearchListener<Result> | undefined
  #query = ''
  #filter: ConversationFilter | undefined
  #found: Found<Result>[] = []
  #state: SearchState<Result> = frozen({ results: [], loadedAll: true })
  /** Calls run one after the other. */
  #last: Promise<unknown> = Promise.resolve()
  #turn = 0

  constructor(getPage: GetPage<Result>, listener: SearchListener<Result> | undefined) {
    this.#getPage = getPage
    this.#listener = listener
  }

  async setQuery(query: string, filters: SearchFilters = {}): Promise<SearchState<Result>> {
    this.#turn += 1
    this.#last = Promise.resolve()
    this.#query = query
    this.#filter = filters.conversation
    this.#found = []
    this.#state = frozen({ results: [], loadedAll: query.trim() === '' })
    return this.#load(firstPage)
  }

  loadMore(limit = defaultPage): Promise<SearchState<Result>> {
    return this.#load(limit)
  }

  #load(limit: number): Promise<SearchState<Result>> {
    const turn = this.#turn
    const load = this.#last.then(() => this.#loadPage(limit, turn))
    this.#last = load.catch(() => undefined)
    return load
  }

  async #loadPage(limit: number, turn: number): Promise<SearchState<Result>> {
    // Another query has replaced this one, or there is nothing more.
    if (turn !== this.#turn || this.#state.loadedAll) {
      if (turn === this.#turn) this.#tell('loadedAll')
      return this.#state
    }
    this.#tell('searching')
    const last = this.#found.at(-1)
    try {
      const page = await this.#getPage({
        query: this.#query,
        limit,
        ...(last && { startingAfter: last.id }),
        ...(this.#filter && { filter: JSON.stringify(this.#filter) }),
      })
      if (turn !== this.#turn) return this.#state
      this.#found = [...this.#found, ...page.data]
      const results = this.#found.map(({ result }) => result)
      this.#state = frozen({ results, loadedAll: !page.hasMore })
    } finally {
      if (turn === this.#turn) this.#tell(this.#state.loadedAll ? 'loadedAll' : 'canLoadMore')
    }
    return this.#state
  }

  #tell(status: Parameters<SearchListener<Result>>[1]): void {
    const { results } = this.#state
    queueMicrotask(() => this.#listener?.(results, status))
  }
}

export const searchMessages = (
  client: Calls,
  listener: SearchListener<SearchMessageSnapshot> | undefined,
) =>
  new RunningSearch<SearchMessageSnapshot>(async (query) => {
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
  new RunningSearch<ConversationSnapshot>(async (query) => {
    const page = unwrap(await client.GET('/realtime/search/conversations', { params: { query } }))
    const data = page.data.map((wire) => ({ id: wire.id, result: snapshotOf(wire) }))
    return { ...page, data }
  }, listener)

const snapshotOf = (wire: Parameters<typeof conversationState>[0]) =>
  conversationSnapshot(conversationState(wire), usersOf(sendersIn(wire))) as ConversationSnapshot
