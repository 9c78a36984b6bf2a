import { vi } from 'vitest'

/** Repeats the assertion until it passes, and returns its result. Throws its last error after a timeout. */
export const eventually = <T>(assertion: () => T | Promise<T>, timeout = 60_000): Promise<T> =>
  vi.waitFor(assertion, { timeout, interval: 25 })
