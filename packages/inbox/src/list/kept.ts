import type { ConversationSnapshot } from '@openparley/client'

/**
 * The unread conversations, and the open one among them: it has been read by being opened, and must not vanish from below
 * the pointer. It stays at its place in `before`.
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
