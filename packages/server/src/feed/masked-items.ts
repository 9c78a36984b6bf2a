import {
  type EventTexts,
  hasTexts,
  maskedEvent,
  sendersIn,
} from '../model/contacts/masked-message.ts'
import { defaultRole, maskOf, type Roles } from '../model/permissions.ts'
import type { FeedItem, Reader } from './reader.ts'

/**
 * Returns, for each reader, the version of an event in an app whose roles hide contacts. The event is encoded once for
 * all users who see it whole, once for each mask that hides something, and once for a sender who sees their own
 * message.
 */
export function maskedItems(
  item: FeedItem,
  roles: Roles,
): (reader: Pick<Reader, 'role' | 'userId'>) => FeedItem {
  const { event } = item
  const data: EventTexts = event ? JSON.parse(event.json) : {}
  if (!event || !hasTexts(data)) return () => item
  const senders = sendersIn(data)
  const known = new Map<string, FeedItem>()
  return ({ role = defaultRole, userId }) => {
    const mask = maskOf(roles, role)
    if (!mask) return item
    const key = `${mask.key}\n${senders.has(userId) ? userId : ''}`
    const seen = known.get(key)
    if (seen) return seen
    const masked = maskedEvent(data, mask, userId)
    const own =
      masked === data ? item : { ...item, event: { ...event, json: JSON.stringify(masked) } }
    known.set(key, own)
    return own
  }
}
