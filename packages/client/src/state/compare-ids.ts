/** Compares ids as the server does: by code points. JavaScript would compare the surrogates of UTF-16. */
export function compareIds(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return (one.codePointAt(at) ?? -1) - (other.codePointAt(at) ?? -1)
}
