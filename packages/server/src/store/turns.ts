export interface TurnsOptions {
  /** How many have their turn at the same time. */
  max: number
  /** How many may wait for one. Default any number. */
  maxWaiting?: number
  /** How long one may wait, in milliseconds. Default any time. */
  maxWait?: number
}

/** Ends a turn, once however often it is called. */
export type EndTurn = () => void

/** Lets few work at the same time: the others wait for their turn in the order they came. */
export class Turns {
  readonly #options: TurnsOptions
  readonly #waiting = new Set<() => void>()
  #running = 0

  constructor(options: TurnsOptions) {
    this.#options = options
  }

  /** Whether nobody has a turn or waits for one. */
  get isIdle(): boolean {
    return this.#running === 0
  }

  /** Resolves when the turn begins; with undefined when too many wait already, or it took too long. */
  take(): Promise<EndTurn | undefined> {
    const { max, maxWaiting = Infinity, maxWait } = this.#options
    if (this.#running < max) return Promise.resolve(this.#begin())
    if (this.#waiting.size >= maxWaiting) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      const begin = () => {
        clearTimeout(timer)
        resolve(this.#begin())
      }
      const timer =
        maxWait === undefined
          ? undefined
          : setTimeout(() => {
              this.#waiting.delete(begin)
              resolve(undefined)
            }, maxWait)
      this.#waiting.add(begin)
    })
  }

  /** Runs `work` in a turn of its own; for turns that are waited for without bounds. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const endTurn = await this.take()
    try {
      return await work()
    } finally {
      endTurn?.()
    }
  }

  #begin(): EndTurn {
    this.#running += 1
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      this.#running -= 1
      const [next] = this.#waiting
      if (!next) return
      this.#waiting.delete(next)
      next()
    }
  }
}
