import type { components } from '@openparley/spec/types'
import type { Kind } from './kind.ts'
import type { LoggedEvent } from './subject.ts'
import { changedWindow, type Window } from './window-events.ts'

interface WireMember {
  user: components['schemas']['UserSnapshot']
}

/**
 * An item of a list that belongs to a user, such as a participant. The profile of the user is kept once for the whole
 * session.
 */
interface Member {
  userId: string
}

/** Removes the profile from the server's snapshot. */
export const memberState = <Wire extends WireMember>({
  user,
  ...own
}: Wire): Omit<Wire, 'user'> & Member => ({ ...own, userId: user.id })

/** The kind of lists with one item for each user. */
export const memberKind: Kind<WireMember, Member & { lastEventId?: number }, object> = {
  stateOf: memberState,
  usersIn: ({ user }) => [user],
  userIds: ({ userId }) => [userId],
  snapshot({ userId, lastEventId, ...own }, users) {
    const user = users.get(userId)
    return user ? { ...own, user } : undefined
  },
}

/**
 * Returns the first items of a sorted list with one item per user, after an event of its conversation. `changed` has
 * the items that the event changes, by user; null for users who are not in the list after it. Null if the session's
 * user `userId` has no access to the conversation, undefined if the items must be requested again.
 */
export const changedMembers = <Item extends { userId: string }>(
  window: Window<Item> | null,
  event: LoggedEvent,
  userId: string,
  changed: Map<string, Item | null>,
  compare: (one: Item, other: Item) => number,
): Window<Item> | null | undefined =>
  changedWindow(window, event, userId, ({ items, hasMore }) => {
    if (changed.size === 0) return items
    const end = items.at(-1)
    // An item that is not loaded may belong before this one.
    if (hasMore && !end) return undefined
    const isLoaded = (one: Item) => !hasMore || !end || compare(one, end) <= 0
    const others = items.filter((item) => !changed.has(item.userId))
    const own = [...changed.values()].filter((one) => one !== null).filter(isLoaded)
    return [...others, ...own].sort(compare)
  })
