import type { Fault } from './error.ts'

/** Undefined keeps the value, null resets it to its default, anything else replaces it. */
export const patched = <T>(value: T, patch: T | null | undefined, fallback: T): T =>
  patch === undefined ? value : patch === null ? fallback : patch

/** A list in a request: a single text counts as a list of one, and nulls in the list are ignored. */
type SentList = (string | null)[] | string | null | undefined

/** Normalizes a list. Undefined and null are returned unchanged. */
export function itemsOf(sent: SentList): string[] | null | undefined {
  if (typeof sent === 'string') return [sent]
  return Array.isArray(sent) ? sent.filter((item) => item !== null) : sent
}

/** Changes to a map. An array is always empty and means an empty map, as PHP serializes it. */
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

/** The bounds of a map. */
export interface MapBounds {
  keys: number
  /** Max bytes of its JSON in UTF-8. */
  bytes: number
}

/** The custom data of one user, conversation or message. Events contain it. */
export const customBounds: MapBounds = { keys: 100, bytes: 64 * 1024 }

/** The devices of one user. */
export const pushTokenBounds: MapBounds = { keys: 100, bytes: 512 * 1024 }

/**
 * Returns why the merged map exceeds the bounds, or undefined if it does not. A map that an older version stored
 * without bounds may stay or shrink.
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

/** Returns a fault if the map would exceed its bounds after the patch. */
export function mapFaults<T>(
  field: string,
  bounds: MapBounds,
  old: Record<string, T>,
  patch: MapPatch<T>,
): Fault[] {
  const excess = patch && excessOf(bounds, old, mergedMap(old, patch))
  return excess ? [{ field: [field], why: excess }] : []
}
