/** Faults beyond these numbers are left out: the response must not grow with the number of mistakes. */
const maxInEach = 50
const maxItems = 100

/** Some of the faults of every item that has any; those of the whole come first. */
export function boundedFaults<T>(faults: readonly T[], itemOf: (fault: T) => string): T[] {
  if (faults.length <= maxInEach) return [...faults]
  const items = Map.groupBy(faults, itemOf)
  const whole = items.get('') ?? []
  items.delete('')
  const others = [...items.values()].slice(0, maxItems)
  return [whole, ...others].flatMap((some) => some.slice(0, maxInEach))
}
