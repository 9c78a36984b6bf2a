import { maxUnreadCounted, unreadTotal } from '../../model/unread.ts'
import type { Handler } from '../operation.ts'

export const getUnreadTotal: Handler<'getUnreadTotal'> = (_, { app, caller, store }) =>
  store.snapshot(async (tx) => {
    const { userId } = caller
    const unread = await tx.userConversations.unread(app.id, userId, maxUnreadCounted + 1)
    return unreadTotal(await tx.mentions.countUnread(app.id, unread))
  })
