import { type Counted, hasAccess } from './participant.ts'
import type { UnreadTotal } from './schema.ts'

/** Max unread conversations that are counted. */
export const maxUnreadCounted = 1000

/** `unread` is the newest conversations that a user has not read, one more than are counted if there are more. */
export function unreadTotal(unread: Counted[]): UnreadTotal {
  const counted = unread.slice(0, maxUnreadCounted).filter(hasAccess)
  return {
    unreadConversationCount: counted.length,
    unreadMessageCount: sum(counted.map(({ unreadCount }) => unreadCount)),
    unreadMentionCount: sum(counted.map(({ unreadMentionCount }) => unreadMentionCount)),
    hasMore: unread.length > maxUnreadCounted,
  }
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
