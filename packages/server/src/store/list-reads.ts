import { tooManyRequests } from '../model/error.ts'
import { type EndTurn, Turns } from './turns.ts'

/** The result of reading one piece of a list. */
export interface Piece<Item, Position> {
  /** The items that belong in the list, in its order. */
  items: Item[]
  /** Number of rows read, and of characters of JSON in them. */
  rows: number
  size: number
  /** Where the next piece begins; undefined at the end of the list. */
  next: Position | undefined
}

/** An empty piece at the end of the list. */
export const endOfList = { items: [], rows: 0, size: 0, next: undefined }

/** Reads at most `rows` rows of a list after the position, or from its start. */
export type ReadPiece<Tx, Item, Position> = (
  tx: Tx,
  position: Position | undefined,
  rows: number,
) => Promise<Piece<Item, Position>>

type Snapshot<Tx> = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

export interface ListReadsOptions {
  /** Max pieces that are read at the same time, not counting the first piece of each list. Default: 1. */
  maxPieces?: number
  /** Max lists of one app that read more than one piece at the same time. Default: 2. */
  maxRunning?: number
  /** Max lists of one app that wait for their turn. Default 16. */
  maxWaiting?: number
  /** Max milliseconds that a list waits. Default 10 s. */
  maxWait?: number
}

/** Bounds of a piece, so that it takes a few milliseconds. A first piece reads a whole page. */
const maxRows = 64
const maxSize = 64 * 1024

/** Returns the max rows of the next piece. */
const rowsAfter = ({ rows, size }: Pick<Piece<unknown, unknown>, 'rows' | 'size'>) =>
  Math.max(1, Math.min(maxRows, Math.floor((maxSize * rows) / Math.max(size, 1))))

/** Seconds in `Retry-After` for a list that got no turn. */
const retryAfter = 5

/**
 * Reads pages of lists whose filter may match few items or none. Each piece is read in its own snapshot, so that
 * other calls can run in between and no snapshot lasts more than a few milliseconds. Most lists are complete after the
 * first piece; longer lists take turns, by app.
 */
export class ListReads<Tx> {
  readonly #snapshot: Snapshot<Tx>
  readonly #options: ListReadsOptions
  /** The turns of pieces: each list reads one piece per turn. */
  readonly #pieces: Turns
  /** The turns of lists, by app. */
  readonly #turns = new Map<string, Turns>()

  constructor(snapshot: Snapshot<Tx>, options: ListReadsOptions = {}) {
    this.#snapshot = snapshot
    this.#options = options
    this.#pieces = new Turns({ max: options.maxPieces ?? 1 })
  }

  /**
   * Returns the first `limit` items of a list, or fewer at the end of the list. An item that moves between two pieces
   * is returned only once, as it was first read.
   */
  async read<Item extends { id: string }, Position>(
    appId: string,
    limit: number,
    read: ReadPiece<Tx, Item, Position>,
  ): Promise<Item[]> {
    const found = new Map<string, Item>()
    /** Adds the items of the piece. Returns the position of the next piece, if one is needed. */
    const add = ({ items, next }: Piece<Item, Position>): Position | undefined => {
      for (const item of items) if (!found.has(item.id)) found.set(item.id, item)
      return found.size < limit ? next : undefined
    }
    let piece = await this.#snapshot((tx) => read(tx, undefined, limit))
    let position = add(piece)
    if (position !== undefined) {
      const endTurn = await this.#takeTurn(appId)
      try {
        while (position !== undefined) {
          const [from, rows] = [position, rowsAfter(piece)]
          piece = await this.#pieces.run(() => this.#snapshot((tx) => read(tx, from, rows)))
          position = add(piece)
        }
      } finally {
        endTurn()
      }
    }
    return [...found.values()].slice(0, limit)
  }

  async #takeTurn(appId: string): Promise<EndTurn> {
    const { maxRunning: max = 2, maxWaiting = 16, maxWait = 10_000 } = this.#options
    const turns = this.#turns.get(appId) ?? new Turns({ max, maxWaiting, maxWait })
    this.#turns.set(appId, turns)
    const endTurn = await turns.take()
    if (!endTurn)
      throw tooManyRequests(
        'Too many lists of this app are searching for items that match their filters.',
        retryAfter,
      )
    return () => {
      endTurn()
      if (turns.isIdle) this.#turns.delete(appId)
    }
  }
}
