import type { Store } from '../store/store.ts'
import type { Consumer } from './consumer.ts'
import { pageAfter, pageSize } from './page.ts'

export interface LogTailOptions {
  store: Store
  /** Milliseconds between looks at the log that nobody asked for. */
  poll: number
  /** Takes the failure of a look at the log, or of a consumer; the next look tries again. */
  onError: (error: unknown) => void
}

/** Reads the end of the event log for its consumers, each from its own position. */
export class LogTail {
  readonly #options: LogTailOptions
  readonly #consumers: Consumer[]
  readonly #timer: NodeJS.Timeout
  readonly #reading = new Map<Consumer, Promise<void>>()
  readonly #woken = new Set<Consumer>()
  #isClosed = false

  constructor(options: LogTailOptions, consumers: Consumer[]) {
    this.#options = options
    this.#consumers = consumers
    this.#timer = setInterval(() => this.wake(), options.poll).unref()
  }

  /** Says that the log may have grown, or that a consumer wants more. */
  wake(): void {
    for (const consumer of this.#consumers) this.#wake(consumer)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await Promise.all(this.#reading.values())
  }

  #wake(consumer: Consumer): void {
    this.#woken.add(consumer)
    if (this.#isClosed || this.#reading.has(consumer) || !consumer.position) return
    const reading = this.#read(consumer)
      .catch(this.#options.onError)
      .then(() => {
        this.#reading.delete(consumer)
        if (this.#woken.has(consumer)) this.#wake(consumer)
      })
    this.#reading.set(consumer, reading)
  }

  async #read(consumer: Consumer): Promise<void> {
    while (this.#woken.has(consumer) && consumer.position && !this.#isClosed) {
      this.#woken.delete(consumer)
      const page = await pageAfter(this.#options.store, consumer.position)
      if (!page) consumer.lose()
      else if (page.length > 0) await consumer.handle(page)
      if (page?.length === pageSize) this.#woken.add(consumer)
    }
  }
}
