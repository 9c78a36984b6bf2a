import { setImmediate } from 'node:timers/promises'
import { callAt } from '../base/timers.ts'
import { chunk } from '../store/tables/batches.ts'
import { type Cursor, cursorFrom, isAfter } from '../store/tables/events.ts'
import { formatCursor } from './cursor.ts'
import { LogTail, type LogTailOptions, pageSize } from './log-tail.ts'
import type { Notices } from './notices.ts'
import type { Presence } from './presence.ts'
import { type ControlEvent, type FeedItem, Reader } from './reader.ts'
import {
  type Missed,
  missedSince,
  type ResetReason,
  type ResumeBounds,
  resumedAt,
} from './resume.ts'
import { type KeyEnding, SignedStreams, type SignedStreamsOptions } from './signed-streams.ts'
import { Streams, type StreamsOptions } from './streams.ts'
import { Typing } from './typing.ts'
import type { Watching } from './watching.ts'

export interface FeedOptions
  extends Omit<LogTailOptions, 'store'>,
    StreamsOptions,
    SignedStreamsOptions {
  presence: Presence
  watching: Watching
  notices: Notices
  newStreamId: () => string
  /** Milliseconds between heartbeats. */
  heartbeat: number
  /** The bounds of a resume. */
  resume: ResumeBounds
}

export interface Opening {
  /** The cursor to resume from. */
  after: string | undefined
  /** Unix milliseconds at which the token expires; `Infinity` if never. */
  expires: number
  /** The secret key that signed the reader's token. */
  key: string
  /** Aborts when the client disconnects. */
  signal: AbortSignal
}

/** The progress of a stream. */
interface Progress {
  at: Cursor
  /** The events that the resume still has to replay, as far as they are known. */
  missed: Missed
  replayed: number
}

/**
 * Delivers the events of the log to their streams. A commit only triggers a read: events are always read from the log,
 * after their commit.
 */
export class Feed {
  readonly typing: Typing
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
    this.typing = new Typing({ ...options, streams: this.#streams })
    this.#tail = new LogTail(options, this.#streams)
    this.#signed = new SignedStreams(options)
    this.#beat = setInterval(() => this.#streams.beat(), options.heartbeat).unref()
  }

  /**
   * Yields the events that the user may see, from now on or since the cursor `after`, in groups to be sent together. A new
   * stream begins with `ready`; a resumed one sends `ready` after the replay, or begins with `reset` if it
   * cannot be resumed. It continues until the feed closes, the token expires, or the client disconnects. The user is
   * online while it runs.
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
      if (reader.closingEvent) yield [this.#said(progress, reader.closingEvent)]
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

  /** Ends the streams whose key was revoked or whose app was deleted, by this process or another. */
  checkKeys(): Promise<void> {
    return this.#signed.check()
  }

  /** Ends every stream with a `closed` event. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#beat)
    for (const reader of this.#open) reader.end(stopping)
    await this.#tail.close()
  }

  /** Returns where a stream begins, and the reason if it cannot resume from its cursor. */
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
   * Replays up to the end of the log, as fast as the reader can take it. New events wait in the log, not in memory.
   * Then the reader gets live events.
   */
  async *#catchUp(reader: Reader, progress: Progress): AsyncGenerator<FeedItem[]> {
    const { store, resume } = this.#options
    while (!reader.isEnded) {
      for (const places of chunk(progress.missed.places, pageSize)) {
        const itemFor = await this.#streams.itemsFor(reader)
        const page = await store.read.events.withIds(places.map(({ id }) => id))
        // Some events were trimmed meanwhile. The stream ends; when it resumes, it gets `reset`.
        if (page.length < places.length) return reader.end()
        for (const entry of page) {
          if (reader.isEnded) return
          progress.at = cursorFrom(entry)
          progress.replayed += 1
          yield [{ ...itemFor(entry), awaitDrain: true }]
        }
        // Cached pages arrive without a pause, so let other work run.
        await setImmediate()
      }
      progress.at = progress.missed.position
      if (this.#streams.join(reader, progress.at)) return
      yield [{ ...this.#said(progress), awaitDrain: true }]
      const missed = await store.snapshot((tx) => missedSince(tx, progress.at, reader, resume))
      if (typeof missed === 'string') return reader.end()
      progress.missed = missed
    }
  }

  /** Yields live events. */
  async *#live(reader: Reader, progress: Progress): AsyncGenerator<FeedItem[]> {
    for (let items = await reader.take(); items.length > 0; items = await reader.take()) {
      const due: FeedItem[] = []
      for (const item of items) {
        const isNew = item.at !== undefined && isAfter(item.at, progress.at)
        if (item.at && isNew) progress.at = item.at
        // A heartbeat must not move the cursor back, and replayed events must not be sent twice.
        if (!item.at) due.push(item)
        else if (!item.event) due.push(this.#said(progress))
        else if (isNew) due.push(item)
      }
      if (due.length > 0) yield due
    }
  }

  #said({ at }: Progress, word?: ControlEvent): FeedItem {
    return {
      at,
      cursor: formatCursor(this.#options.epoch, at),
      ...(word && { event: { type: word.type, json: JSON.stringify(word) } }),
    }
  }
}

const stopping: ControlEvent = { type: 'closed', reason: 'stopping' }
const expired: ControlEvent = { type: 'closed', reason: 'token-expired' }
