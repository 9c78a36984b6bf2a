import { setTimeout } from 'node:timers/promises'
import { gap } from './throttle.ts'

/**
 * Tells another thread of commits through memory that both share. A message for each would take the time of the thread that
 * commits, and so would a timer that gathers them there.
 */
export class CommitSignal {
  /** The number of commits; for `onSignal` in the other thread. */
  readonly count = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

  tell(): void {
    Atomics.add(this.count, 0, 1)
    Atomics.notify(this.count, 0)
  }
}

/** Calls the listener at once after a commit, but for all commits within a short time after it only once, at its end. */
export async function onSignal(count: Int32Array, listener: () => void): Promise<never> {
  for (let seen = Atomics.load(count, 0); ; ) {
    await Atomics.waitAsync(count, 0, seen).value
    seen = Atomics.load(count, 0)
    listener()
    await setTimeout(gap, undefined, { ref: false })
  }
}
