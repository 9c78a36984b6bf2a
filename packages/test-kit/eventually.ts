import { setTimeout } from 'node:timers/promises'

/** Looks again and again until `read` answers what `isIt` takes, for as long as the test may last. */
export async function eventually<T>(read: () => Promise<T>, isIt: (value: T) => boolean) {
  for (;;) {
    const value = await read()
    if (isIt(value)) return value
    await setTimeout(10)
  }
}
