import { setImmediate } from 'node:timers/promises'
import { type Cursor, isAfter } from '../store/events.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import { itemOf, pageAfter, pageSize } from './page.ts'
import { type FeedItem, isWord, Reader, type Word } from './reader.ts'
import { Tail, type TailOptions } from './tail.ts'

/**
 * Hands the events of the log to their readers. A wake is a hint, the log is the truth: an event is read
 * from it after its commit, never before, and never skipped.
 */
export class Feed {
  readonly #options: TailOptions
  readonly #tail: Tail
  readonly #open = new Set<Reader>()
  #isClosed = false

  constructor(options: TailOptions) {
    this.#options = options
    this.#tail = new Tail(options)
  }

  /** Says that the log may have grown. */
  wake(): void {
    this.#tail.wake()
  }

  /**
   * Everything that the user may see from now on, or since the cursor `after`. A new stream is `ready` at
   * once, a resumed one behind all that it replays; where it cannot, the first word is `reset`. It goes on
   * until the feed closes or `signal` aborts; a reason that is a word is said last.
   */
  async *open(
    appId: string,
    userId: string,
    after: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<FeedItem> {
    const { store, epoch, heartbeat } = this.#options
    const reader = new Reader(appId, userId)
    const stop = () => reader.end(isWord(signal.reason) ? signal.reason : undefined)
    signal.addEventListener('abort', stop)
    this.#open.add(reader)
    if (signal.aborted) stop()
    if (this.#isClosed) reader.end(stopping)
    try {
      const start = await this.#start(after)
      let at = start.at
      let replayed = 0
      const said = (word?: Word): FeedItem => ({
        at,
        cursor: formatCursor(epoch, at),
        ...(word && { event: { type: word.type, json: JSON.stringify(word) } }),
      })
      if (start.reset) yield said({ type: 'reset', reason: start.reset, heartbeat })
      else if (after === undefined) yield said({ type: 'ready', replayed, heartbeat })

      // At the reader's own pace to the end of the log: what happens meanwhile waits there, not in memory.
      while (!reader.isEnded) {
        const page = await pageAfter(store, at)
        if (!page) return
        for (const entry of page) {
          at = { xid: entry.xid, id: entry.id }
          if (!reader.maySee(entry)) continue
          replayed += 1
          yield { ...itemOf(epoch, entry), patient: true }
        }
        if (page.length < pageSize && this.#tail.join(reader, at)) break
        yield { ...said(), patient: true }
        // Pages that the process has at hand come without a pause for anybody else.
        await setImmediate()
      }
      if (after !== undefined && !start.reset && !reader.isEnded)
        yield said({ type: 'ready', replayed, heartbeat })

      for (let items = await reader.take(); items.length > 0; items = await reader.take())
        for (const item of items) {
          const isNew = isAfter(item.at, at)
          if (isNew) at = item.at
          // A heartbeat takes no cursor back.
          if (!item.event) yield said()
          else if (isNew) yield item
        }
      if (reader.lastWord) yield said(reader.lastWord)
    } finally {
      signal.removeEventListener('abort', stop)
      this.#open.delete(reader)
      this.#tail.leave(reader)
    }
  }

  /** Ends every stream, with the word that the server stops. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const reader of this.#open) reader.end(stopping)
    await this.#tail.close()
  }

  /** Where a stream begins, and why it is not behind its cursor where it cannot be. */
  async #start(after: string | undefined): Promise<{ at: Cursor; reset?: Reset }> {
    const { store, epoch } = this.#options
    const { trimmed, position } = await store.snapshot(async (tx) => ({
      trimmed: await tx.events.trimmed(),
      position: await tx.events.position(),
    }))
    if (after === undefined) return { at: position }
    const at = parseCursor(epoch, after)
    if (!at || isAfter(at, position)) return { at: position, reset: 'restored' }
    return isAfter(trimmed, at) ? { at: position, reset: 'expired' } : { at }
  }
}

type Reset = Extract<Word, { type: 'reset' }>['reason']

const stopping: Word = { type: 'closed', reason: 'stopping' }
