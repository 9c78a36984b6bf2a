import { performance } from 'node:perf_hooks'
import type { Store } from '../../store/store.ts'

/** The part of the time that the process is busy from which on there is not enough for everything. */
const busy = 0.9

/** Deliveries that may start in an interval: at least, and without writes. */
const min = 3
const max = 1000

/** Deliveries in an interval below which everything else for them is done less often too. */
const tight = 20

/**
 * Lets writes go first while the process has no time for everything: fewer and fewer deliveries start in each interval until
 * it has, and the others wait in the log.
 */
export class Pace {
  #allowed = max
  #left = max
  #writes = 0
  #since = performance.eventLoopUtilization()
  readonly #utilization: () => number

  /** `utilization` returns the part of the time since its last call that the process was busy. */
  constructor(store: Pick<Store, 'onCommit'>, utilization?: () => number) {
    store.onCommit(() => {
      this.#writes += 1
    })
    this.#utilization = utilization ?? (() => this.#measured())
  }

  /** Begins an interval. */
  next(): void {
    const isTooMuch = this.#utilization() > busy && this.#writes > 0
    const allowed = isTooMuch ? this.#allowed / 2 : this.#allowed * 1.25 + 1
    this.#allowed = Math.min(Math.max(Math.floor(allowed), min), max)
    this.#left = this.#allowed
    this.#writes = 0
  }

  /** Whether writes go first now. */
  get isTight(): boolean {
    return this.#allowed < tight
  }

  /** Does not count a write of the deliveries themselves. */
  forgetWrite(): void {
    this.#writes -= 1
  }

  /** Returns whether a delivery may start now. */
  take(): boolean {
    if (this.#left === 0) return false
    this.#left -= 1
    return true
  }

  /** Gives back what was taken, if there is nothing to deliver. */
  giveBack(): void {
    this.#left += 1
  }

  #measured(): number {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, this.#since)
    this.#since = now
    return utilization
  }
}
