import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A generator of random numbers from a seed. */
export function randomFrom(seed: number) {
  const generator = xoroshiro128plus(seed)
  /** A whole number from `min` to `max`. */
  const integer = (min: number, max: number) => uniformInt(generator, min, max)
  const pick = <T>(from: readonly T[]): T => from[integer(0, from.length - 1)] as T
  const shuffle = <T>(from: readonly T[]): T[] => {
    const rest = [...from]
    return from.map(() => rest.splice(integer(0, rest.length - 1), 1)[0] as T)
  }
  return { integer, pick, shuffle }
}

export type Random = ReturnType<typeof randomFrom>

/** The seed from the environment variable `SEED`, or a random one. */
export const givenSeed = () => Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

/**
 * The seed of the part of a random test whose inputs are the same in each run. Only these inputs are counted: an
 * expectation about random inputs must hold for all of them.
 */
export const countedSeed = 391
