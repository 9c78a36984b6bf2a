/**
 * Returns the index to which a key moves in a list of `count` items, from the index `from`. Undefined if the key does not
 * move, or if the list is empty.
 */
export function movedBy(key: string, from: number, count: number): number | undefined {
  const goals: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + 10,
    PageUp: from - 10,
    Home: 0,
    End: count - 1,
  }
  const goal = goals[key]
  if (goal === undefined || count === 0) return undefined
  return Math.max(0, Math.min(count - 1, goal))
}
