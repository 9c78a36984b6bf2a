/** An equation: `of` says how many of each unknown add up to the value. Its weight is how much its deviation counts. */
export interface Equation<Name extends string> {
  of: Record<Name, number>
  value: number
  weight: number
}

/** Returns the values that fit all equations best; none of them is negative. */
export function leastSquares<Name extends string>(
  names: Name[],
  equations: Equation<Name>[],
): Record<Name, number> {
  const values = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
  const product = (one: (equation: Equation<Name>) => number, name: Name) =>
    equations.reduce((sum, row) => sum + one(row) * row.of[name] * row.weight ** 2, 0)
  const target = names.map((name) => product(({ value }) => value, name))
  const matrix = names.map((one) => names.map((other) => product(({ of }) => of[other], one)))
  // Solves for one unknown at a time, until no value changes any more.
  for (let pass = 0; pass < 100_000; pass += 1) {
    let moved = 0
    for (const [index, name] of names.entries()) {
      const row = matrix[index] as number[]
      const own = row[index] as number
      if (own === 0) continue
      const rest = names.reduce((sum, other, n) => sum + (row[n] as number) * values[other], 0)
      const next = Math.max(0, values[name] + ((target[index] as number) - rest) / own)
      moved = Math.max(moved, Math.abs(next - values[name]))
      values[name] = next
    }
    if (moved < 1e-6) break
  }
  return values
}

/** The sum of the squares of all deviations. */
export const deviation = <Name extends string>(
  values: Record<Name, number>,
  equations: Equation<Name>[],
) =>
  equations.reduce((sum, { of, value, weight }) => {
    const made = (Object.keys(values) as Name[]).reduce(
      (all, name) => all + of[name] * values[name],
      0,
    )
    return sum + ((made - value) * weight) ** 2
  }, 0)
