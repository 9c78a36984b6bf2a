const msPerDay = 24 * 60 * 60 * 1000

/** For how many days the usage is kept, today included. */
export const maxUsageDays = 90

/** The number of the first of `days` days until the time `now`, in Unix milliseconds; days are numbered from 1970 (UTC). */
export const firstDay = (now: number, days: number): number => Math.floor(now / msPerDay) - days + 1

/** The date of a numbered day, such as `2021-06-17`. */
export const dateOf = (day: number): string => new Date(day * msPerDay).toISOString().slice(0, 10)
