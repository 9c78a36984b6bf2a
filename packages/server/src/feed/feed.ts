import { setImmediate } from 'node:timers/promises'
import { callAt } from '../base/timers.ts'
import { chunk } from '../store/tables/batches.ts'
import { type Cursor, cursorFrom, isAfter } from '../store/tables/events.ts'
import { formatCursor } from './cursor.ts'
import { LogTail, type LogTailOptions, pageSize } from './log-tail.ts'
import type { Presence } from './presence.ts'
import { type FeedItem, itemOf, Reader, type Word } from './reader.ts'
import {
  type Missed,
  missedSince,
  type ResetReason,
  type ResumeBounds,
  resumedAt,
} from './resume.ts'
import { type KeyEnding, SignedStreams, type SignedStreamsOptions } from './signed-streams.ts'
import { Streams, type StreamsOptions } from './streams.ts'
import type { Watching } from './watching.ts'

export interface FeedOptions extends LogTailOptions, StreamsOptions, SignedStreamsOptions {
  presence: Presence
  watching: Watching
  newStreamId: () => string
  /** Milliseconds between heartbeats. */
  heartbeat: number
  /** How much a resume replays at most. */
  resume: ResumeBounds
}

export interface Opening {
  /** The cursor to go on from. */
  after: string | undefined
  /** Unix milliseconds at which the reader may read no longer; `Infinity` if never. */
  expires: number
  /** The secret key that signed the reader's token. */
  key: string
  /** Aborts when the reader has gone. */
  signal: AbortSignal
}

/** How far a stream has come. */
interface Progress {
  at: Cursor
  /** What the resume has yet to replay, as far as that is known. */
  missed: Missed
  replayed: number
}

/**
 * Sends the events of the log to their readers. A commit only says when to read the log: an event is read from it
 * after its commit, never before, and never skipped.
 */
export class Feed {
  readonly #options: FeedOptions
  readonly #streams: Streams
  readonly #tail: LogTail
  readonly #beat: NodeJS.Timeout
  readonly #open = new Set<Reader>()
  readonly #signed: SignedStreams
  #isClosed = false

  constructor(options: FeedOptions) {
    this.#options = options
    this.#streams = new Streams(options)
    this.#tail = new LogTail(options, this.#streams)
    this.#signed = new SignedStreams(options)
    this.#beat = setInterval(() => this.#streams.beat(), options.heartbeat).unref()
  }

  /**
   * Everything that the user may see from now on, or since the cursor `after`, in groups of what there is to
   * be sent at a time. A new stream is `ready` at once, a resumed one behind all that it replays; when it
   * cannot be resumed, the first word is `reset`. It goes on until the feed closes, the reader's time is over, or the
   * reader is gone, and the user is online for as long.
   */
  async *open(appId: string, userId: string, opening: Opening): AsyncGenerator<FeedItem[]> {
    const { after, expires, key, signal } = opening
    const { heartbeat, presence, watching, now } = this.#options
    const streamId = this.#options.newStreamId()
    const reader = new Reader(appId, userId, streamId)
    const cancelExpiry = callAt(expires, now, () => reader.end(expired))
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
      const { reset, ...progress } = await this.#begin(reader, after)
      if (after !== undefined && !reset) yield* this.#catchUp(reader, progress)
      else progress.at = this.#streams.joinNow(reader, progress.at)
      this.#tail.wake()
      const { replayed } = progress
      if (reset) yield [this.#said(progress, { type: 'reset', reason: reset, heartbeat, streamId })]
      else if (after === undefined || !reader.isEnded)
        yield [this.#said(progress, { type: 'ready', replayed, heartbeat, streamId })]
      yield* this.#live(reader, progress)
      if (reader.lastWord) yield [this.#said(progress, reader.lastWord)]
    } finally {
      cancelExpiry()
      signal.removeEventListener('abort', stop)
      this.#open.delete(reader)
      forget()
      this.#streams.leave(reader)
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
    clearInterval(this.#beat)
    for (const reader of this.#open) reader.end(stopping)
    await this.#tail.close()
  }

  /** Where a stream begins, and why it is not behind its cursor if it cannot be. */
  #begin(reader: Reader, after: string | undefined): Promise<Progress & { reset?: ResetReason }> {
    const { store, epoch, resume } = this.#options
    return store.snapshot(async (tx) => {
      const from = async (at: Cursor) => {
        const missed = await missedSince(tx, at, reader, resume)
        return typeof missed === 'string' ? missed : { at, missed, replayed: 0 }
      }
      const resumed = after === undefined ? undefined : await resumedAt(tx, epoch, after)
      const begun = typeof resumed === 'object' ? await from(resumed) : resumed
      if (typeof begun === 'object') return begun
      const position = await tx.events.position()
      const progress = { at: position, missed: { places: [], position }, replayed: 0 }
      return { ...progress, ...(begun && { reset: begun }) }
    })
  }

  /**
   * Replays at the reader's own pace up to the end of the log: what happens meanwhile waits there, not in memory.
   * From then on the reader has what comes.
   */
  async *#catchUp(reader: Reader, progress: Progress): AsyncGenerator<FeedItem[]> {
    const { store, epoch, resume } = this.#options
    while (!reader.isEnded) {
      for (const places of chunk(progress.missed.places, pageSize)) {
        const page = await store.read.events.withIds(places.map(({ id }) => id))
        // Some went from the log meanwhile. The stream ends, and is told so when it resumes.
        if (page.length < places.length) return reader.end()
        for (const entry of page) {
          if (reader.isEnded) return
          progress.at = cursorFrom(entry)
          progress.replayed += 1
          yield [{ ...itemOf(epoch, entry), patient: true }]
        }
        // Pages that the process has at hand come without a pause for anybody else.
        await setImmediate()
      }
      progress.at = progress.missed.position
      if (this.#streams.join(reader, progress.at)) return
      yield [{ ...this.#said(progress), patient: true }]
      const missed = await store.snapshot((tx) => missedSince(tx, progress.at, reader, resume))
      if (typeof missed === 'string') return reader.end()
      progress.missed = missed
    }
  }

  /** What happens while the reader is there. */
  async *#live(reader: Reader, progress: Progress): AsyncGenerator<FeedItem[]> {
    for (let items = await reader.take(); items.length > 0; items = await reader.take()) {
      const due: FeedItem[] = []
      for (const item of items) {
        const isNew = item.at !== undefined && isAfter(item.at, progress.at)
        if (item.at && isNew) progress.at = item.at
        // A heartbeat takes no cursor back, and what was replayed does not come twice.
        if (!item.at) due.push(item)
        else if (!item.event) due.push(this.#said(progress))
        else if (isNew) due.push(item)
      }
      if (due.length > 0) yield due
    }
  }

  #said({ at }: Progress, word?: Word): FeedItem {
    return {
      at,
      cursor: formatCursor(this.#options.epoch, at),
      ...(word && { event: { type: word.type, json: JSON.stringify(word) } }),
    }
  }
}

const stopping: Word = { type: 'closed', reason: 'stopping' }
const expired: Word = { type: 'closed', reason: 'token-expired' }
