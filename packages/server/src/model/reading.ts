import type { MessageRecord } from './message.ts'
import { hasAccess, type Participant } from './participant.ts'

// How far participants have read. Whoever sends a message while nothing is unread to them has read it too.

/** The earliest time among those with access: -Infinity if one has read nothing, Infinity without anyone. */
const earliest = (participants: Participant[]): number =>
  participants
    .filter(hasAccess)
    .reduce((time, { readUntil }) => Math.min(time, readUntil ?? -Infinity), Infinity)

const finite = (time: number): number | null => (Number.isFinite(time) ? time : null)

/** The time up to which everyone with access has read; null if one of them has read nothing. */
export const everyoneReadUntil = (participants: Participant[]): number | null =>
  finite(earliest(participants))

/**
 * What new messages change in how far their conversation is read: the newest one that its sender has read, if any,
 * and up to when everyone has read after each of the messages. `participants` are as they were before.
 */
export function readingAfter(
  messages: MessageRecord[],
  participants: Participant[],
): { read: MessageRecord | undefined; everyone: (number | null)[] } {
  const sender = messages[0]?.senderId
  const reader = participants.find(
    ({ userId, unreadCount }) => userId === sender && unreadCount === 0,
  )
  if (!reader)
    return { read: undefined, everyone: messages.map(() => everyoneReadUntil(participants)) }
  const next = messages.findIndex(({ senderId }) => senderId !== sender)
  const own = next < 0 ? messages : messages.slice(0, next)
  const others = earliest(participants.filter((one) => one !== reader))
  const read = own.at(-1) as MessageRecord
  return {
    read,
    everyone: messages.map((_, index) => finite(Math.min(others, (own[index] ?? read).createdAt))),
  }
}
