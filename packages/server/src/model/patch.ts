import type { Fault } from './error.ts'

/** Absent leaves the value, null takes it back to its default, anything else replaces it. */
export const patched = <T>(value: T, patch: T | null | undefined, fallback: T): T =>
  patch === undefined ? value : patch === null ? fallback : patch

/** JSON Merge Patch, one level deep (RFC 7396): a key set to null is removed, null clears all. */
export function mergedMap<T>(
  map: Record<string, T>,
  patch: Record<string, T | null> | null | undefined,
): Record<string, T> {
  if (patch === undefined) return map
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
  patch: Record<string, T | null> | null | undefined,
): Fault[] {
  const excess = patch && excessOf(bounds, old, mergedMap(old, patch))
  return excess ? [{ field: [field], why: excess }] : []
}
