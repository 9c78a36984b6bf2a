import type { Fault } from './error.ts'

/** Absent leaves the value, null takes it back to its default, anything else replaces it. */
export const patched = <T>(value: T, patch: T | null | undefined, fallback: T): T =>
  patch === undefined ? value : patch === null ? fallback : patch

/** A list as it may be sent: one text stands for a list of one, and a null in a list for nothing. */
type SentList = (string | null)[] | string | null | undefined

/** The list that was sent; absent and null stay what they are. */
export function itemsOf(sent: SentList): string[] | null | undefined {
  if (typeof sent === 'string') return [sent]
  return Array.isArray(sent) ? sent.filter((item) => item !== null) : sent
}

/** Changes to a map. An array is always empty, and stands for an empty map: PHP writes it so. */
type MapPatch<T> = Record<string, T | null> | unknown[] | null | undefined

/** JSON Merge Patch, one level deep (RFC 7396): a key set to null is removed, null clears all. */
export function mergedMap<T>(map: Record<string, T>, patch: MapPatch<T>): Record<string, T> {
  if (patch === undefined || Array.isArray(patch)) return map
  if (patch === null) return {}
  const merged = new Map<string, T | null>([...Object.entries(map), ...Object.entries(patch)])
  return Object.fromEntries([...merged].filter((entry): entry is [string, T] => entry[1] !== null))
}

const units = { keys: 'keys', bytes: 'bytes of JSON' } as const

type Unit = keyof typeof units

/** How large a map may be after a change. */
export interface MapBounds {
  keys: number
  /** Bytes of its JSON in UTF-8. */
  bytes: number
}

/** The custom data of one user, conversation or message. Events carry it to every reader. */
export const customBounds: MapBounds = { keys: 100, bytes: 64 * 1024 }

/** The devices of one user. */
export const pushTokenBounds: MapBounds = { keys: 100, bytes: 512 * 1024 }

/**
 * Returns why the map as merged exceeds the bounds, undefined if it does not. A map that was stored before
 * there were bounds may stay as it is, or shrink.
 */
function excessOf(
  bounds: MapBounds,
  old: Record<string, unknown>,
  merged: Record<string, unknown>,
): string | undefined {
  const size = sizeOf(merged)
  if (size.keys <= bounds.keys && size.bytes <= bounds.bytes) return undefined
  const before = sizeOf(old)
  if (size.json === before.json) return undefined
  const grown = (Object.keys(units) as Unit[]).find(
    (unit) => size[unit] > bounds[unit] && size[unit] >= before[unit],
  )
  if (grown === undefined) return undefined
  return `Would have ${size[grown]} ${units[grown]}; the max is ${bounds[grown]}.`
}

function sizeOf(map: Record<string, unknown>) {
  const json = JSON.stringify(map)
  return { json, keys: Object.keys(map).length, bytes: Buffer.byteLength(json) }
}

/** The fault of a patch after which the map would exceed the bounds; none if it fits. */
export function mapFaults<T>(
  field: string,
  bounds: MapBounds,
  old: Record<string, T>,
  patch: MapPatch<T>,
): Fault[] {
  const excess = patch && excessOf(bounds, old, mergedMap(old, patch))
  return excess ? [{ field: [field], why: excess }] : []
}
