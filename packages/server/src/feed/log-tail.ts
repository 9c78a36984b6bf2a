import type { ReadStore, Store } from '../store/store.ts'
import { type Cursor, isAfter, type LogEntry } from '../store/tables/events.ts'

/** Handles every event of the log, in order. */
export interface Consumer {
  readonly name: string
  /** Everything up to this cursor was handled. Undefined while the consumer needs no events. */
  readonly position: Cursor | undefined
  /** Handles the entries after the position and moves the position. If it throws, they are delivered again. */
  handle(entries: LogEntry[]): Promise<void>
  /** Called when the log was trimmed past the position, so that entries were missed. */
  lose(): void
}

export interface LogTailOptions {
  store: Pick<Store, 'read' | 'onCommit'>
  /** Milliseconds between reads of the log without a commit. */
  poll: number
  /** Called when a read of the log or the consumer fails; the next read tries again. */
  onError: (error: unknown) => void
}

/** Reads new events of the log for a consumer. While the consumer has no position, a commit causes no read. */
export class LogTail {
  readonly #options: LogTailOptions
  readonly #consumer: Consumer
  #stopListening: (() => void) | undefined
  #reading: Promise<void> | undefined
  #isWoken = false
  #isClosed = false

  constructor(options: LogTailOptions, consumer: Consumer) {
    this.#options = options
    this.#consumer = consumer
  }

  /** Call this when the consumer gets a position, and when the log may have grown. */
  wake(): void {
    this.#isWoken = true
    if (this.#isClosed || this.#reading !== undefined) return
    if (!this.#consumer.position) {
      this.#stop()
      return
    }
    this.#listen()
    this.#reading = this.#read()
      .catch(this.#options.onError)
      .then(() => {
        this.#reading = undefined
        if (this.#isWoken) this.wake()
      })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stop()
    await this.#reading
  }

  #listen(): void {
    if (this.#stopListening) return
    const { store, poll } = this.#options
    const unsubscribe = store.onCommit(() => this.wake())
    const timer = setInterval(() => this.wake(), poll).unref()
    this.#stopListening = () => {
      unsubscribe()
      clearInterval(timer)
    }
  }

  #stop(): void {
    this.#stopListening?.()
    this.#stopListening = undefined
  }

  async #read(): Promise<void> {
    while (this.#isWoken && this.#consumer.position && !this.#isClosed) {
      this.#isWoken = false
      const page = await pageAfter(this.#options.store, this.#consumer.position, pageSize)
      if (!page) this.#consumer.lose()
      else if (page.length > 0) await this.#consumer.handle(page)
      if (page?.length === pageSize) this.#isWoken = true
    }
  }
}

export const pageSize = 200

/** Returns the next events after the cursor; undefined if some of them are no longer in the log. */
export async function pageAfter(
  { read }: Pick<ReadStore, 'read'>,
  at: Cursor,
  limit: number,
): Promise<LogEntry[] | undefined> {
  const page = await read.events.readAfter(at, limit)
  // Checked after the read: an event that is in the log now was in it before.
  const isWhole = page.length === 0 || !isAfter(await read.events.trimmed(), at)
  return isWhole ? page : undefined
}
