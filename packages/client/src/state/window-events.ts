import { accessAfter } from './own-access.ts'
import type { LoggedEvent } from './subject.ts'

/** The loaded first items of a list. */
export interface Window<Item> {
  items: Item[]
  /** Whether the list has items after those. */
  hasMore: boolean
  /** Whether the list has items before those. */
  hasNewer?: boolean
  /** The newest event that the items include. 0 if each item has its own. */
  lastEventId: number
}

/**
 * Returns a window of a list of a conversation after the event. Null if the session's user `userId` has no access to the conversation,
 * undefined if the items must be requested again.
 */
export function changedWindow<Item>(
  window: Window<Item> | null,
  event: LoggedEvent,
  userId: string,
  itemsAfter: (window: Window<Item>) => Item[] | undefined,
): Window<Item> | null | undefined {
  if (window && event.id <= window.lastEventId) return window
  const hasAccess = accessAfter(event, userId)
  if (hasAccess === false) return null
  if (!window) return hasAccess ? undefined : null
  const items = itemsAfter(window)
  return items && { ...window, items, lastEventId: event.id }
}
