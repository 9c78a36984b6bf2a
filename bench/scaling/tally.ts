import type { Costs, DatabaseUnits, StreamUnits } from './units.ts'

/** How often each thing was done. */
export type Usage = Record<keyof Costs | 'delivery' | 'heartbeat', number>

/** Nothing done. */
export const none = (): Usage => ({
  ...{ send: 0, participant: 0, commit: 0, idle: 0, read: 0, tail: 0, wake: 0, notice: 0 },
  ...{ background: 0, delivery: 0, heartbeat: 0 },
})

export const things = Object.keys(none()) as (keyof Usage)[]

/** CPU time of the work that was done; microseconds. */
export const cpuOf = (usage: Usage, costs: Partial<Usage>) =>
  things.reduce((sum, name) => sum + usage[name] * (costs[name] ?? 0), 0)

/** Counts the single things that are done, and adds up their costs. */
export class Tally {
  readonly usage = none()
  readonly #costs: DatabaseUnits & Partial<StreamUnits>
  constructor(costs: DatabaseUnits & Partial<StreamUnits>) {
    this.#costs = costs
  }

  /** Returns the CPU time. */
  add(done: Partial<Usage>): number {
    let cpu = 0
    for (const name in done) {
      const times = done[name as keyof Usage] ?? 0
      this.usage[name as keyof Usage] += times
      cpu += times * (this.#costs[name as keyof Usage] ?? 0)
    }
    return cpu
  }

  /** How cold the caches are after so many microseconds of rest, from 0 to 1. */
  coldness(rest: number): number {
    return 1 - Math.exp(-rest / 1000 / this.#costs.cooling)
  }
}
