/** The way to a value: the names of properties and the indexes of items, from outside in. Empty for the whole. */
export type FieldPath = readonly (string | number)[]

/** The path as a JSON pointer (RFC 6901 §3). */
export const jsonPointer = (path: FieldPath): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** The path that a JSON pointer stands for (RFC 6901 §4). Indexes are text in it. */
export const fieldPath = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
