import { vi } from 'vitest'

/** Repeats the assertion until it holds, and returns what it returns; throws its error if it still fails at the end. */
export const eventually = <T>(assertion: () => T | Promise<T>, timeout = 25_000): Promise<T> =>
  vi.waitFor(assertion, { timeout, interval: 10 })
