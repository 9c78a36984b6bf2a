import type { ConversationSnapshot } from '@openparley/client'

/**
 * The unread conversations and the open one, which keeps its place in `before`. It was marked as read when it was
 * opened, and must not disappear under the pointer.
 */
export function withOpened(
  now: readonly ConversationSnapshot[],
  before: readonly ConversationSnapshot[],
  openedId: string,
): readonly ConversationSnapshot[] {
  const place = before.findIndex(({ id }) => id === openedId)
  const opened = before[place]
  if (!opened || now.some(({ id }) => id === openedId)) return now
  return now.toSpliced(place, 0, {
    ...opened,
    isUnread: false,
    unreadMessageCount: 0,
    unreadMentionCount: 0,
  })
}
