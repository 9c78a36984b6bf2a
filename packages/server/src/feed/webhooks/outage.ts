/** Failures in a row, of any deliveries, after which an endpoint counts as down. */
const tolerated = 10

const second = 1000

/** Milliseconds between the attempts while an endpoint is down: the first and the max value. */
const firstPause = 5 * second
const maxPause = 60 * second

/**
 * Whether an endpoint is down. Its events then stay in the log and are not tried one after the other. While it is down,
 * one delivery at a time is tried, at intervals.
 */
export class Outage {
  #failures = 0
  #nextTry = 0

  get isDown(): boolean {
    return this.#failures >= tolerated
  }

  /** Max deliveries at the time `now`, of `max` that are allowed otherwise. */
  limit(now: number, max: number): number {
    if (!this.isDown) return max
    return now < this.#nextTry ? 0 : 1
  }

  fail(now: number): void {
    this.#failures += 1
    const pauses = Math.max(0, this.#failures - tolerated)
    this.#nextTry = now + Math.min(firstPause * 2 ** Math.min(pauses, 10), maxPause)
  }

  /** Returns whether the endpoint was down until now. */
  succeed(): boolean {
    const wasDown = this.isDown
    this.#failures = 0
    return wasDown
  }
}
