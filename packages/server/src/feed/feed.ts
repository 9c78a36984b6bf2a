import { setImmediate } from 'node:timers/promises'
import { type Cursor, isAfter } from '../store/tables/events.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import { itemOf, pageAfter, pageSize } from './page.ts'
import type { Presence } from './presence.ts'
import { type FeedItem, Reader, type Word } from './reader.ts'
import { type KeyEnding, SignedStreams, type SignedStreamsOptions } from './signed-streams.ts'
import { Tail, type TailOptions } from './tail.ts'
import type { Watching } from './watching.ts'

export interface FeedOptions extends TailOptions, SignedStreamsOptions {
  presence: Presence
  watching: Watching
  newStreamId: () => string
}

export interface Opening {
  /** The cursor to go on from. */
  after: string | undefined
  /** Unix milliseconds at which the reader may read no longer. */
  expires: number
  /** The secret key that signed the reader's token. */
  key: string
  /** Aborts when the reader has gone. */
  signal: AbortSignal
}

/** The longest time that a timer takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1

/**
 * Hands the events of the log to their readers. A wake is a hint, the log is the truth: an event is read
 * from it after its commit, never before, and never skipped.
 */
export class Feed {
  readonly #options: FeedOptions
  readonly #tail: Tail
  readonly #open = new Set<Reader>()
  readonly #signed: SignedStreams
  #isClosed = false

  constructor(options: FeedOptions) {
    this.#options = options
    this.#tail = new Tail(options)
    this.#signed = new SignedStreams(options)
  }

  /** Says that the log may have grown. */
  wake(): void {
    this.#tail.wake()
  }

  /**
   * Everything that the user may see from now on, or since the cursor `after`, in groups of what there is to
   * be sent at a time. A new stream is `ready` at once, a resumed one behind all that it replays; where it
   * cannot, the first word is `reset`. It goes on until the feed closes, the reader's time is over, or it
   * has gone, and the user is online for as long.
   */
  async *open(appId: string, userId: string, opening: Opening): AsyncGenerator<FeedItem[]> {
    const { after, expires, key, signal } = opening
    const { store, epoch, heartbeat, presence, watching, now } = this.#options
    const streamId = this.#options.newStreamId()
    const reader = new Reader(appId, userId, streamId)
    const expiry = setTimeout(() => reader.end(expired), Math.min(expires - now(), longestTimer))
    const stop = () => reader.end()
    signal.addEventListener('abort', stop)
    this.#open.add(reader)
    const end = (reason: KeyEnding) => reader.end({ type: 'closed', reason })
    const forget = this.#signed.add({ appId, key, end })
    if (signal.aborted) stop()
    if (this.#isClosed) reader.end(stopping)
    watching.open(reader)
    try {
      await presence.enter({ appId, userId, id: streamId })
      const start = await this.#start(after)
      let at = start.at
      let replayed = 0
      const said = (word?: Word): FeedItem => ({
        at,
        cursor: formatCursor(epoch, at),
        ...(word && { event: { type: word.type, json: JSON.stringify(word) } }),
      })
      if (start.reset) yield [said({ type: 'reset', reason: start.reset, heartbeat, streamId })]
      else if (after === undefined) yield [said({ type: 'ready', replayed, heartbeat, streamId })]

      // At the reader's own pace to the end of the log: what happens meanwhile waits there, not in memory.
      while (!reader.isEnded) {
        const page = await pageAfter(store, at)
        if (!page) return
        for (const entry of page) {
          at = { xid: entry.xid, id: entry.id }
          if (!reader.maySee(entry)) continue
          replayed += 1
          yield [{ ...itemOf(epoch, entry), patient: true }]
        }
        if (page.length < pageSize && this.#tail.join(reader, at)) break
        yield [{ ...said(), patient: true }]
        // Pages that the process has at hand come without a pause for anybody else.
        await setImmediate()
      }
      if (after !== undefined && !start.reset && !reader.isEnded)
        yield [said({ type: 'ready', replayed, heartbeat, streamId })]

      for (let items = await reader.take(); items.length > 0; items = await reader.take()) {
        const due: FeedItem[] = []
        for (const item of items) {
          const isNew = item.at !== undefined && isAfter(item.at, at)
          if (item.at && isNew) at = item.at
          // A heartbeat takes no cursor back, and what was replayed does not come twice.
          if (!item.at) due.push(item)
          else if (!item.event) due.push(said())
          else if (isNew) due.push(item)
        }
        if (due.length > 0) yield due
      }
      if (reader.lastWord) yield [said(reader.lastWord)]
    } finally {
      clearTimeout(expiry)
      signal.removeEventListener('abort', stop)
      this.#open.delete(reader)
      forget()
      this.#tail.leave(reader)
      watching.close(reader)
      await presence.leave(streamId)
    }
  }

  /** Ends the streams whose key was revoked, or whose app was deleted, here or by another process. */
  checkKeys(): Promise<void> {
    return this.#signed.check()
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
const expired: Word = { type: 'closed', reason: 'token-expired' }
