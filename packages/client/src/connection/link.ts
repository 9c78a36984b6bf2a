import type { Clock } from '../clock.ts'
import { type Frame, readEventStream } from './event-stream.ts'

/** A stream with a timeout that detects when nothing arrives on it. */
export interface Link {
  /** The token with which the stream was opened. */
  token: string | undefined
  /** Aborts when the stream is not needed any more. */
  readonly signal: AbortSignal
  frames(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame>
  /** Expects a byte at least every `heartbeat` milliseconds from now on. */
  expectHeartbeats(heartbeat: number): void
  end(): void
}

export function createLink(clock: Clock, onSilence: () => void): Link {
  const ending = new AbortController()
  const { signal } = ending
  /** Milliseconds. Until the heartbeats are known, this is the time for the first byte of the stream. */
  let silenceTimeout = 30_000
  let stopTimer = () => {}

  function restartTimer(): void {
    stopTimer()
    if (!signal.aborted) stopTimer = clock.after(silenceTimeout, onSilence)
  }

  restartTimer()
  return {
    token: undefined,
    signal,
    frames: (body) => readEventStream(body, signal, restartTimer),
    expectHeartbeats(heartbeat) {
      const missed = 2.5
      silenceTimeout = heartbeat * missed
      restartTimer()
    },
    end() {
      ending.abort()
      stopTimer()
    },
  }
}
