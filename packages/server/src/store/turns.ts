export interface TurnsOptions {
  /** Max turns at the same time. */
  max: number
  /** Max number that wait for a turn. Default: no limit. */
  maxWaiting?: number
  /** Max milliseconds to wait for a turn. Default: no limit. */
  maxWait?: number
}

/** Ends a turn. Further calls do nothing. */
export type EndTurn = () => void

/** Limits concurrency. Callers wait for their turn in order of arrival. */
export class Turns {
  readonly #options: TurnsOptions
  readonly #waiting = new Set<() => void>()
  #running = 0

  constructor(options: TurnsOptions) {
    this.#options = options
  }

  /** Whether no turn is taken or waited for. */
  get isIdle(): boolean {
    return this.#running === 0
  }

  /** Resolves when the turn begins, or with undefined if too many wait already or the wait took too long. */
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

  /** Runs `work` in a turn. Only for turns without a limit on waiting. */
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
