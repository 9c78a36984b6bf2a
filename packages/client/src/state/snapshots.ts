import type { components } from '@openparley/spec/types'

type Wire = components['schemas']

/** A user's properties at one moment. It is frozen: a later change creates another snapshot. */
export interface UserSnapshot {
  /** Custom metadata of the user. */
  custom: Record<string, string>
  id: string
  /** An IETF language tag. Default: the app's. */
  locale: string
  name: string
  /** URL of the user's picture, or null. */
  photoUrl: string | null
  /** Default: `default`. */
  role: string
  /** Shown to someone who opens a conversation with this user, or null. */
  welcomeMessage: string | null
}

/** Selects the public properties of the server's snapshot. */
export const userSnapshot = ({ lastEventId, ...user }: Wire['UserSnapshot']): UserSnapshot => user

/** Freezes the value and all that it contains. */
export function frozen<T>(value: T): T {
  if (isObject(value) && !Object.isFrozen(value))
    for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}

/** Returns `now` with every part that equals its part of `before` replaced by that. Items of lists are matched by id. */
export function reused<T>(before: unknown, now: T): T {
  if (equal(before, now)) return before as T
  if (!Array.isArray(before) || !Array.isArray(now)) return now
  const known = new Map(before.map((item, index) => [keyOf(item, index), item]))
  return Object.freeze(
    now.map((item, index) => reused(known.get(keyOf(item, index)), item)),
  ) as unknown as T
}

const keyOf = (item: { id?: string; user?: { id: string } } | null, index: number) =>
  item?.id ?? item?.user?.id ?? index

/** Whether two JSON values are equal. The order of keys does not matter. */
export function equal(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!isObject(one) || !isObject(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && equal(one[key], other[key]))
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
