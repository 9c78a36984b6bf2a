import type { Violation } from '@openparley/contract'
import type { RunResult } from './run.ts'

/** One difference between responses and the document, and the calls that show it. */
export interface Difference extends Pick<Violation, 'pointer' | 'expected' | 'source' | 'got'> {
  /** The operations and statuses, each once, such as `getUser 200`. */
  where: string[]
  calls: number
  /** A command line that repeats the first of these calls. */
  curl: string | undefined
}

/** The operation and status of a violation. */
export const placeOf = ({ operation, status }: Pick<Violation, 'operation' | 'status'>) =>
  status === 0 ? operation : `${operation} ${status}`

/** Every difference of a run, each once, in the order of the operations. */
export function differencesOf({ calls }: RunResult): Difference[] {
  const found = new Map<string, Difference>()
  for (const { violations, curl } of calls)
    for (const violation of violations) {
      const { pointer, expected, source, got } = violation
      const key = JSON.stringify([pointer, expected, source, got])
      const difference = found.get(key) ?? {
        ...{ pointer, expected, source, got, curl },
        where: [],
        calls: 0,
      }
      difference.calls += 1
      if (!difference.where.includes(placeOf(violation))) difference.where.push(placeOf(violation))
      found.set(key, difference)
    }
  const first = ({ where }: Difference) => where[0]
  return [...Map.groupBy(found.values(), first).values()].flat()
}
