import type { Clock } from '@openparley/client'

/** A clock that moves only when a test moves it. */
export class ManualClock implements Clock {
  #now: number
  #timers = new Set<{ at: number; callback: () => void }>()

  /** `start` is in Unix milliseconds. */
  constructor(start = Date.now()) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + milliseconds, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Remaining milliseconds of the running timers, in ascending order. */
  get waits(): number[] {
    return [...this.#timers].map(({ at }) => at - this.#now).sort((one, other) => one - other)
  }

  /** Moves the clock forward and calls the timers that are due. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (;;) {
      const due = [...this.#timers]
        .filter(({ at }) => at <= end)
        .sort((one, other) => one.at - other.at)[0]
      if (!due) break
      this.#timers.delete(due)
      this.#now = Math.max(this.#now, due.at)
      due.callback()
    }
    this.#now = end
  }
}
