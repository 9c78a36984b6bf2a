import { performance } from 'node:perf_hooks'
import type { Store } from '../../store/store.ts'

/** The part of the time that the process is busy from which on writes go first. */
const busy = 0.9

/** Writes in an interval from which on they count as load. */
const manyWrites = 5

/** Deliveries that start in an interval while writes go first. */
const minDeliveries = 3

/**
 * Lets writes go first while the process has no time for everything: then only a few deliveries start, and the others wait
 * in the log.
 */
export class Pace {
  #left = Number.POSITIVE_INFINITY
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
    const isBusy = this.#utilization() > busy && this.#writes > manyWrites
    this.#left = isBusy ? minDeliveries : Number.POSITIVE_INFINITY
    this.#writes = 0
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
