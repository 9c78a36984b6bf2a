import type { ReadTx } from '../store/store.ts'
import { formatCursor } from './cursor.ts'
import { LogTail, type LogTailOptions } from './log-tail.ts'
import type { Notices } from './notices.ts'
import { OpenReaders, type OpenReadersOptions } from './open-readers.ts'
import { Reader } from './reader.ts'
import { Streams, type StreamsOptions } from './streams.ts'
import { Turn } from './turn.ts'
import { Typing } from './typing.ts'
import { type StreamParts, UserStream } from './user-stream.ts'

export interface FeedOptions
  extends Omit<LogTailOptions, 'store'>,
    StreamsOptions,
    OpenReadersOptions,
    Pick<StreamParts, 'presence' | 'heartbeat' | 'resume'> {
  notices: Notices
  newStreamId: () => string
}

export interface Opening {
  appId: string
  userId: string
  /** Unix milliseconds at which the token expires; `Infinity` if never. */
  expires: number
  /** The secret key that signed the reader's token. */
  key: string
  /** The cursor to resume from. */
  after: string | undefined
}

/**
 * Delivers the events of the log to their streams. A commit only triggers a read: events are always read from the log,
 * after their commit.
 */
export class Feed {
  readonly typing: Typing
  readonly #options: FeedOptions
  readonly #parts: StreamParts
  readonly #beat: NodeJS.Timeout
  readonly #turn = new Turn()

  constructor(options: FeedOptions) {
    this.#options = options
    const streams = new Streams(options)
    const tail = new LogTail(options, streams)
    this.#parts = { ...options, streams, tail, openReaders: new OpenReaders(options) }
    this.typing = new Typing({ ...options, streams })
    this.#beat = setInterval(() => streams.beat(), options.heartbeat).unref()
  }

  /** Returns a stream to be opened. It ends when the feed closes, its token expires, or its key is revoked. */
  streamOf({ after, ...opening }: Opening): UserStream {
    const { epoch, newStreamId } = this.#options
    const reader = new Reader({ ...opening, streamId: newStreamId(), epoch, turn: this.#turn })
    return new UserStream(this.#parts, reader, after)
  }

  /** Returns the position of the log, as the `id` of an event. */
  async position(tx: ReadTx): Promise<string> {
    return formatCursor(this.#options.epoch, await tx.events.position())
  }

  /** Ends the streams whose key was revoked or whose app was deleted, by this process or another. */
  checkKeys(): Promise<void> {
    return this.#parts.openReaders.checkKeys()
  }

  /** Ends every stream with a `closed` event. */
  async close(): Promise<void> {
    clearInterval(this.#beat)
    this.#parts.openReaders.close()
    await this.#parts.tail.close()
  }
}
