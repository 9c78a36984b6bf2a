/** Throws if the key could be more than one name in a folder. */
export function assertKey(key: string): void {
  if (!/^[\w-]{1,200}$/.test(key)) throw new Error(`Not a valid key of a file: ${key}`)
}
