/** The file of a SQLite database, or undefined if the URL names another one. */
export const sqliteFile = (url: string): string | undefined => /^sqlite:(.+)$/.exec(url)?.[1]

/** The URL of a database as it may be printed: without a password, whatever form it is in. */
export function withoutPassword(url: string): string {
  if (sqliteFile(url) !== undefined) return url
  const hidden = `${/^[a-z]+(?=:\/\/)/.exec(url)?.[0] ?? 'postgres'}://…`
  if (!URL.canParse(url)) return hidden
  const { protocol, username, host, pathname, search, hash } = new URL(url)
  // A password with a `#`, `/` or `?` that is not encoded ends up in a later part.
  if (`${pathname}${search}${hash}`.includes('@')) return hidden
  return `${protocol}//${username && `${username}@`}${host}${pathname}`
}
