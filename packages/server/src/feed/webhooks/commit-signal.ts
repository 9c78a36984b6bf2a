import { setTimeout } from 'node:timers/promises'
import { gap } from './throttle.ts'

/**
 * Signals commits to another thread through shared memory. A message for each commit would take time of the thread that
 * commits, and so would a timer in that thread that collects commits.
 */
export class CommitSignal {
  /** The number of commits; for `onSignal` in the other thread. */
  readonly count = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

  tell(): void {
    Atomics.add(this.count, 0, 1)
    Atomics.notify(this.count, 0)
  }
}

/**
 * Calls the listener immediately after a commit. Further commits within a short time cause only one more call, at the
 * end of that time.
 */
export async function onSignal(count: Int32Array, listener: () => void): Promise<never> {
  for (let seen = Atomics.load(count, 0); ; ) {
    await Atomics.waitAsync(count, 0, seen).value
    seen = Atomics.load(count, 0)
    listener()
    await setTimeout(gap, undefined, { ref: false })
  }
}
