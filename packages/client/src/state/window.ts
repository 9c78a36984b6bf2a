import { ProblemError } from '../problem.ts'

/** The first items of a list, as far as they are loaded. */
export interface Window<Item> {
  items: Item[]
  /** Whether the list has items after those. */
  hasMore: boolean
  /** The newest event that the items include. */
  lastEventId: number
}

/** A page of a list of the server. */
export interface Page<Wire> {
  data: Wire[]
  hasMore: boolean
  lastEventId?: number
}

/** Whether the item to start after is not in the list any more. */
export const isLostCursor = (error: unknown): boolean =>
  error instanceof ProblemError && 'query/startingAfter' in error.errors
