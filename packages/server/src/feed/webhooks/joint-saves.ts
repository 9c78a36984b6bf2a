import { chunk } from '../../store/tables/clauses.ts'
import type { ProgressChange } from '../../store/tables/webhook-progress.ts'
import type { DeliveryWrites } from './delivery-writes.ts'

/** Max endpoints that are saved in one write, so that writes of the API need not wait long. */
const maxTogether = 50

interface Waiting {
  change: ProgressChange
  resolve: (isSaved: boolean) => void
  reject: (error: unknown) => void
}

/**
 * Endpoints may want to save their progress at the same time. This saves all of them with one write, and one message
 * between threads.
 */
export class JointSaves {
  readonly #writes: DeliveryWrites
  #waiting: Waiting[] = []

  constructor(writes: DeliveryWrites) {
    this.#writes = writes
  }

  /** See `webhookProgress.save`. */
  save(change: ProgressChange): Promise<boolean> {
    if (this.#waiting.length === 0) queueMicrotask(() => this.#saveAll())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, resolve, reject })
    })
  }

  #saveAll(): void {
    const all = this.#waiting
    this.#waiting = []
    for (const some of chunk(all, maxTogether))
      this.#writes.save(some.map(({ change }) => change)).then(
        (saved) => {
          for (const [index, { resolve }] of some.entries()) resolve(saved[index] ?? false)
        },
        (error) => {
          for (const { reject } of some) reject(error)
        },
      )
  }
}
