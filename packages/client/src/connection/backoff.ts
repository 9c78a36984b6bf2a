const minBound = 500
const maxBound = 20_000

/**
 * Returns the milliseconds to wait after `failures` failures in a row: a random number below a bound that doubles
 * from 0.5 s to 20 s. With full jitter, clients that lost the same server do not all reconnect at once.
 */
export const backoff = (failures: number, random: () => number): number =>
  random() * Math.min(maxBound, minBound * 2 ** failures)
