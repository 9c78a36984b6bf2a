/** A source of numbers that the seed decides (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** A whole number from `least` to `most`. */
  const integer = (least: number, most: number) =>
    least + Math.floor(fraction() * (most - least + 1))
  const pick = <T>(from: readonly T[]): T => from[integer(0, from.length - 1)] as T
  return { integer, pick }
}

export type Random = ReturnType<typeof randomFrom>
