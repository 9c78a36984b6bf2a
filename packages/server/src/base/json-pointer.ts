/** The path to a value: names of properties and indexes of items, outermost first. Empty for the whole value. */
export type FieldPath = readonly (string | number)[]

/** The path as a JSON pointer (RFC 6901 §3). */
export const jsonPointer = (path: FieldPath): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Parses a JSON pointer to a path (RFC 6901 §4). Indexes are strings. */
export const fieldPath = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
