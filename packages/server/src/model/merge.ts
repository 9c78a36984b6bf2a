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
