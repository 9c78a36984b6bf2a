import type { TimeCondition } from './schema.ts'

/** Times from `from` on and before `to`, in Unix milliseconds. */
export interface Interval {
  from: number
  to: number
}

/** A time later than every valid one. */
export const endOfTime = 2 ** 53

/** The times that match the condition: non-empty intervals in order. */
export function intervalsOf(condition: TimeCondition): Interval[] {
  const [operator, operand] = condition
  const [time = 0, end = 0] = [operand].flat()
  const intervals = {
    '<': [{ from: 0, to: time }],
    '<=': [{ from: 0, to: time + 1 }],
    '>': [{ from: time + 1, to: endOfTime }],
    '>=': [{ from: time, to: endOfTime }],
    between: [{ from: time, to: end }],
    '!between': [
      { from: 0, to: time },
      { from: Math.max(time, end), to: endOfTime },
    ],
  }[operator]
  return intervals.filter(({ from, to }) => from < to)
}

/** True if the condition is on a range that ends before it begins. */
export function isReversed([, operand]: TimeCondition): boolean {
  const [from = 0, to = from] = [operand].flat()
  return to < from
}

export const isInOneOf = (intervals: Interval[], time: number): boolean =>
  intervals.some(({ from, to }) => time >= from && time < to)

export const anyTime: Interval = { from: 0, to: endOfTime }

export const isAnyTime = ({ from, to }: Interval): boolean => from === 0 && to === endOfTime
