import type { ConversationSnapshot } from '../state/conversation-snapshot.ts'
import type { MessageSnapshot } from '../state/message-snapshot.ts'
import type { ConversationFilter } from './filters.ts'

/** A message that was found, and its conversation. */
export interface SearchMessageSnapshot {
  readonly conversation: ConversationSnapshot
  readonly message: MessageSnapshot
}

export interface SearchFilters {
  /** Only in conversations that match the filter. */
  conversation?: ConversationFilter
}

export interface SearchOptions {
  /**
   * Only in Parley: whether the request for the results also gets the participants of their conversations. Until
   * something changes in a conversation, its `subscribeParticipants` needs no request. Default: false.
   */
  withParticipants?: boolean
}

export interface SearchState<Result> {
  readonly results: Result[]
  readonly loadedAll: boolean
}

/** Called with the results so far, when a page is requested and again when it has arrived. */
export type SearchListener<Result> = (
  results: Result[],
  status: 'searching' | 'canLoadMore' | 'loadedAll',
) => void

/** The arguments of `searchMessages` and `searchConversations`. */
export type SearchArguments<Result> = [onResults?: SearchListener<Result>, options?: SearchOptions]

export interface Search<Result> {
  /**
   * Starts a search and stops the previous one. Resolves when the first three results have arrived. Each word
   * of the query must be the beginning of a word in the text; case and accents do not matter.
   */
  setQuery(query: string, filters?: SearchFilters): Promise<SearchState<Result>>
  /** Adds results. Default 10, max 50. */
  loadMore(limit?: number): Promise<SearchState<Result>>
}

export interface MessageSearchFilters extends SearchFilters {}
export interface ConversationSearchFilters extends SearchFilters {}
export interface MessageSearchState extends SearchState<SearchMessageSnapshot> {}
export interface ConversationSearchState extends SearchState<ConversationSnapshot> {}
export interface MessageSearch extends Search<SearchMessageSnapshot> {}
export interface ConversationSearch extends Search<ConversationSnapshot> {}
