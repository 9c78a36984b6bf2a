import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'

/**
 * Sends frames to one client. While a write is in progress, further frames wait and are then sent in one write.
 */
export class Outbox {
  readonly #raw: ServerResponse
  #waiting: Buffer[] = []
  #waitingBytes = 0

  constructor(raw: ServerResponse) {
    this.#raw = raw
    raw.on('drain', () => this.#release())
  }

  send(frames: Buffer[]): void {
    if (this.#raw.writableNeedDrain) {
      this.#waiting.push(...frames)
      for (const { length } of frames) this.#waitingBytes += length
    } else this.#write(frames)
  }

  /** Bytes that wait, without the first frame: a single frame of any size may wait for the one before it. */
  get backlog(): number {
    return this.#waitingBytes - (this.#waiting[0]?.length ?? 0)
  }

  /**
   * Resolves with whether bytes wait for the client to read. Node collects the writes of a turn of the event loop and
   * passes them on at its end: until then they wait even for a client that reads at once.
   */
  async isWaiting(): Promise<boolean> {
    if (this.#raw.writableLength > 0) await setImmediate()
    return this.#raw.writableLength > 0
  }

  /** Resolves when the client has received everything or has disconnected. */
  async flushed(): Promise<void> {
    while (this.#raw.writableNeedDrain && !this.#raw.destroyed)
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#raw.off('drain', done)
          this.#raw.off('close', done)
          resolve()
        }
        this.#raw.on('drain', done)
        this.#raw.on('close', done)
      })
  }

  #release(): void {
    const frames = this.#waiting
    this.#waiting = []
    this.#waitingBytes = 0
    if (frames.length > 0) this.#write(frames)
  }

  #write(frames: Buffer[]): void {
    if (frames.length > 1) this.#raw.cork()
    for (const frame of frames) this.#raw.write(frame)
    if (frames.length > 1) this.#raw.uncork()
  }
}
