import { setImmediate } from 'node:timers/promises'
import type { Store } from '../store/store.ts'
import { chunk } from '../store/tables/clauses.ts'
import { type Cursor, cursorFrom } from '../store/tables/events.ts'
import { type LogTail, pageSize } from './log-tail.ts'
import type { OpenReaders } from './open-readers.ts'
import type { Presence } from './presence.ts'
import { type ControlEvent, type FeedItem, itemAt, type Reader, type Receiver } from './reader.ts'
import {
  type Missed,
  missedSince,
  type ResetReason,
  type ResumeBounds,
  resumedAt,
} from './resume.ts'
import type { Streams } from './streams.ts'
import type { Watching } from './watching.ts'

/** The parts of the node that its streams share. */
export interface StreamParts {
  store: Store
  epoch: string
  presence: Presence
  watching: Watching
  streams: Streams
  tail: LogTail
  openReaders: OpenReaders
  /** Milliseconds between heartbeats. */
  heartbeat: number
  /** The bounds of a resume. */
  resume: ResumeBounds
}

/** Where a stream begins, and the reason if it cannot resume from its cursor. */
interface Start {
  at: Cursor
  missed: Missed
  reset?: ResetReason
}

/** The stream of a user's events. The user is online while it is open. */
export class UserStream {
  readonly #parts: StreamParts
  readonly #reader: Reader
  readonly #after: string | undefined

  constructor(parts: StreamParts, reader: Reader, after: string | undefined) {
    this.#parts = parts
    this.#reader = reader
    this.#after = after
  }

  /**
   * Returns the first items of the stream, in groups that are sent together. A new stream begins with `ready`; a
   * resumed one sends `ready` after the replay, or begins with `reset` if it cannot be resumed.
   */
  async open(): Promise<AsyncGenerator<FeedItem[]>> {
    const { openReaders, watching, presence } = this.#parts
    const { appId, userId, streamId } = this.#reader
    openReaders.add(this.#reader)
    watching.open(this.#reader)
    await presence.enter({ appId, userId, id: streamId })
    return this.#begin(await this.#start())
  }

  /** Sends each further group, and ends after a `closed` event or after `end`. */
  follow(receiver: Receiver): void {
    this.#reader.follow(receiver)
  }

  /** Call this when the client has disconnected. */
  end(): void {
    this.#reader.end()
  }

  /** Releases the stream, even if it could not be opened. */
  async close(): Promise<void> {
    const { openReaders, presence, streams, watching } = this.#parts
    this.#reader.end()
    openReaders.delete(this.#reader)
    streams.leave(this.#reader)
    watching.close(this.#reader)
    await presence.leave(this.#reader.streamId)
  }

  #start(): Promise<Start> {
    const { store, epoch, resume } = this.#parts
    return store.snapshot(async (tx) => {
      const from = async (at: Cursor) => {
        const missed = await missedSince(tx, at, this.#reader, resume)
        return typeof missed === 'string' ? missed : { at, missed }
      }
      const after = this.#after
      const resumed = after === undefined ? undefined : await resumedAt(tx, epoch, after)
      const start = typeof resumed === 'object' ? await from(resumed) : resumed
      if (typeof start === 'object') return start
      const position = await tx.events.position()
      const missed = { places: [], position }
      return { at: position, missed, ...(start && { reset: start }) }
    })
  }

  async *#begin({ at, missed, reset }: Start): AsyncGenerator<FeedItem[]> {
    const { epoch, streams, tail, heartbeat } = this.#parts
    const reader = this.#reader
    const { streamId } = reader
    let replayed = 0
    reader.at = at
    if (this.#after === undefined || reset) streams.joinNow(reader, at)
    else
      for await (const item of this.#catchUp(missed)) {
        if (item.event) replayed += 1
        yield [item]
      }
    tail.wake()
    // Not joined: the stream ended during the replay.
    if (!reader.joinedAt) return
    const event: ControlEvent = reset
      ? { type: 'reset', reason: reset, heartbeat, streamId }
      : { type: 'ready', replayed, heartbeat, streamId }
    // Not `reader.at`, because live events may already be queued.
    yield [itemAt(epoch, reader.joinedAt, event)]
  }

  /**
   * Replays up to the end of the log, as fast as the reader can take it. New events wait in the log, not in memory.
   * Then the reader gets live events.
   */
  async *#catchUp(start: Missed): AsyncGenerator<FeedItem> {
    const { store, epoch, streams, resume } = this.#parts
    const reader = this.#reader
    let missed = start
    while (!reader.isEnded) {
      for (const places of chunk(missed.places, pageSize)) {
        const itemFor = await streams.itemsFor(reader)
        const page = await store.read.events.withIds(places.map(({ id }) => id))
        // Some events were trimmed meanwhile. The stream ends; when it resumes, it gets `reset`.
        if (page.length < places.length) return reader.end()
        for (const entry of page) {
          if (reader.isEnded) return
          reader.at = cursorFrom(entry)
          yield { ...itemFor(entry), awaitDrain: true }
        }
        // Cached pages arrive without a pause, so let other work run.
        await setImmediate()
      }
      const { position } = missed
      reader.at = position
      if (streams.join(reader, position)) return
      yield { ...itemAt(epoch, position), awaitDrain: true }
      const more = await store.snapshot((tx) => missedSince(tx, position, reader, resume))
      if (typeof more === 'string') return reader.end()
      missed = more
    }
  }
}
