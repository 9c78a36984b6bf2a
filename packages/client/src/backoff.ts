const first = 500
const longest = 20_000

/**
 * Milliseconds to wait after so many failures in a row: anything up to a bound that doubles from 0.5 s to 20 s.
 * With full jitter, those who lost the same server come back spread over the whole time.
 */
export const backoff = (failures: number, random: () => number): number =>
  random() * Math.min(longest, first * 2 ** failures)
