import type { LoggedEvent } from './apply.ts'
import { accessAfter } from './own-access.ts'
import type { Window } from './window.ts'

/**
 * Returns the first items of a sorted list with one item per user, after an event of its conversation. `changed` has the items that
 * the event changes, by user; null for those that are not in the list after it. Null if the session's user `userId` has no access
 * to the conversation, undefined if the items must be requested again.
 */
export function changedWindow<Item extends { userId: string }>(
  window: Window<Item> | null,
  event: LoggedEvent,
  userId: string,
  changed: Map<string, Item | null>,
  compare: (one: Item, other: Item) => number,
): Window<Item> | null | undefined {
  if (window && event.id <= window.lastEventId) return window
  const hasAccess = accessAfter(event, userId)
  if (hasAccess === false) return null
  if (!window) return hasAccess ? undefined : null
  if (changed.size === 0) return { ...window, lastEventId: event.id }
  const { items, hasMore } = window
  const end = items.at(-1)
  // It is not known which of those that are not loaded comes first.
  if (hasMore && !end) return undefined
  const isLoaded = (one: Item) => !hasMore || !end || compare(one, end) <= 0
  const others = items.filter((item) => !changed.has(item.userId))
  const own = [...changed.values()].filter((one) => one !== null).filter(isLoaded)
  return { ...window, items: [...others, ...own].sort(compare), lastEventId: event.id }
}
