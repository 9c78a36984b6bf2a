import type { Clock } from '../clock.ts'
import { type Frame, readEventStream } from './event-stream.ts'

/** How long a stream may take to send its first byte, in milliseconds. */
const openTimeout = 30_000
const missedHeartbeats = 2.5

/** One stream, and the timeout that detects when nothing arrives on it. */
export class Link {
  /** The token that opened it. */
  token: string | undefined
  readonly #clock: Clock
  readonly #onSilence: () => void
  readonly #ending = new AbortController()
  #silenceTimeout = openTimeout
  #stopTimer = () => {}

  constructor(clock: Clock, onSilence: () => void) {
    this.#clock = clock
    this.#onSilence = onSilence
    this.#restartTimer()
  }

  /** Aborts when the stream is not needed any more. */
  get signal(): AbortSignal {
    return this.#ending.signal
  }

  frames(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame> {
    return readEventStream(body, this.signal, () => this.#restartTimer())
  }

  /** Expects a byte at least every `heartbeat` milliseconds from now on. */
  expectHeartbeats(heartbeat: number): void {
    this.#silenceTimeout = heartbeat * missedHeartbeats
    this.#restartTimer()
  }

  end(): void {
    this.#ending.abort()
    this.#stopTimer()
  }

  #restartTimer(): void {
    this.#stopTimer()
    if (!this.signal.aborted)
      this.#stopTimer = this.#clock.after(this.#silenceTimeout, this.#onSilence)
  }
}
