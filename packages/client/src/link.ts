import type { Clock } from './clock.ts'
import { type Frame, readEventStream } from './event-stream.ts'

/** How long the first word of a stream may take, in milliseconds. */
const openingPatience = 30_000
const missedHeartbeats = 2.5

/** One stream, from before it is opened to its end, and the watch over its signs of life. */
export class Link {
  /** The token that opened it. */
  token: string | undefined
  readonly #clock: Clock
  readonly #onSilence: () => void
  readonly #ending = new AbortController()
  #patience = openingPatience
  #stopWatch = () => {}

  constructor(clock: Clock, onSilence: () => void) {
    this.#clock = clock
    this.#onSilence = onSilence
    this.#watch()
  }

  /** Aborts when the stream is no longer wanted. */
  get signal(): AbortSignal {
    return this.#ending.signal
  }

  frames(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame> {
    return readEventStream(body, this.signal, () => this.#watch())
  }

  /** From now on there is a byte every `heartbeat` milliseconds, or the stream is lost. */
  expectBeats(heartbeat: number): void {
    this.#patience = heartbeat * missedHeartbeats
    this.#watch()
  }

  end(): void {
    this.#ending.abort()
    this.#stopWatch()
  }

  #watch(): void {
    this.#stopWatch()
    if (!this.signal.aborted) this.#stopWatch = this.#clock.after(this.#patience, this.#onSilence)
  }
}
