import { tooManyRequests } from '../model/error.ts'
import { type EndTurn, Turns } from './turns.ts'

/** What one piece of a list has found. */
export interface Piece<Item, Position> {
  /** The items that belong in the list, in its order. */
  items: Item[]
  /** Rows read for them, and characters of JSON in those. */
  rows: number
  size: number
  /** Where the next piece begins; undefined at the end of the list. */
  next: Position | undefined
}

/** A piece that finds nothing, and ends the list. */
export const endOfList = { items: [], rows: 0, size: 0, next: undefined }

/** Reads at most `rows` rows of a list after the position, or from its start. */
export type ReadPiece<Tx, Item, Position> = (
  tx: Tx,
  position: Position | undefined,
  rows: number,
) => Promise<Piece<Item, Position>>

type Snapshot<Tx> = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

export interface ListReadsOptions {
  /** How many pieces beyond the first ones of their lists are read at the same time. Default 1. */
  maxPieces?: number
  /** How many lists of one app read beyond their first piece at the same time. Default 2. */
  maxRunning?: number
  /** How many more of an app may wait for that. Default 16. */
  maxWaiting?: number
  /** How long they may wait, in milliseconds. Default 10 s. */
  maxWait?: number
}

/** What a piece reads at most: a few milliseconds' work. A first piece reads a whole page. */
const maxRows = 64
const maxSize = 64 * 1024

/** How many rows the piece after this one may read. */
const rowsAfter = ({ rows, size }: Pick<Piece<unknown, unknown>, 'rows' | 'size'>) =>
  Math.max(1, Math.min(maxRows, Math.floor((maxSize * rows) / Math.max(size, 1))))

/** Seconds after which a list that had no turn may be tried again. */
const retryAfter = 5

/**
 * Reads pages of lists whose filter may match little or nothing. Each piece is a snapshot of its own, so
 * that other calls go on in between and no snapshot outlives a few milliseconds. Most lists are complete
 * with their first piece; those of an app that read on take turns.
 */
export class ListReads<Tx> {
  readonly #snapshot: Snapshot<Tx>
  readonly #options: ListReadsOptions
  /** Of pieces, in the order of their lists: each list has one piece in turn. */
  readonly #pieces: Turns
  /** By app, for apps with lists that read on. */
  readonly #turns = new Map<string, Turns>()

  constructor(snapshot: Snapshot<Tx>, options: ListReadsOptions = {}) {
    this.#snapshot = snapshot
    this.#options = options
    this.#pieces = new Turns({ max: options.maxPieces ?? 1 })
  }

  /**
   * Returns the first `limit` items of a list, fewer only where the list ends. An item that moves on
   * between two pieces is returned once, as it was found first.
   */
  async read<Item extends { id: string }, Position>(
    appId: string,
    limit: number,
    read: ReadPiece<Tx, Item, Position>,
  ): Promise<Item[]> {
    const found = new Map<string, Item>()
    /** Keeps what the piece has found, and returns where to read on, if need be. */
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
