/** Compares ids as the server does: by code points. JavaScript would compare the surrogates of UTF-16. */
function compareIds(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return (one.codePointAt(at) ?? -1) - (other.codePointAt(at) ?? -1)
}

export type Identified = { id: string } | { userId: string }

/** The id of an item of a list: its own id, or the id of its user. */
export const idOf = (item: Identified): string => ('id' in item ? item.id : item.userId)

/** The order of lists that begin with the newest: by the time, then by the id, both descending. */
export const newestFirst =
  <Item extends Identified>(timeOf: (item: Item) => number) =>
  (one: Item, other: Item): number =>
    timeOf(other) - timeOf(one) || compareIds(idOf(other), idOf(one))
