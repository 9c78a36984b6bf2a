import { type Counted, hasAccess } from './participant.ts'
import type { UnreadTotal } from './schema.ts'

/** Max unread conversations that are counted. */
export const maxUnreadCounted = 1000

/** `unread` contains the newest conversations that a user has not read, at most one more than are counted. */
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
