import type { MessageRecord } from '../../model/message.ts'
import { emojiIn } from '../../model/reaction.ts'
import { conversationLock, type WriteTx } from '../../store/store.ts'
import { existingMessage } from '../existing.ts'
import type { Context, Handler } from '../operation.ts'
import { addReactionTo, removeReactionFrom } from '../reaction-changes.ts'
import { reactionPage } from '../reactions.ts'
import { ownConversation, writableConversation } from './own-conversation.ts'
import { requirePermission } from './permissions.ts'
import { userSnapshots } from './users.ts'

export const listReactionSnapshots: Handler<'listReactionSnapshots'> = ({ path, query }, context) =>
  context.store.snapshot(async (tx) => {
    const { id: appId } = context.app
    const { conversationId, messageId } = path
    const { limit = 10, startingAfter } = query
    const emoji = emojiIn(path)
    await ownConversation(tx, context, conversationId)
    const message = await existingMessage(tx, appId, conversationId, messageId)
    const page = { limit: limit + 1, ...(startingAfter && { startingAfter }) }
    const found = await reactionPage(tx, appId, message, emoji, page)
    const reactions = found.slice(0, limit)
    const users = await userSnapshots(
      tx,
      appId,
      reactions.map(({ userId }) => userId),
    )
    return {
      data: reactions.flatMap(({ userId, createdAt }) => {
        const user = users.get(userId)
        return user ? { user, createdAt } : []
      }),
      hasMore: found.length > limit,
      lastEventId: await tx.events.lastId(appId, { conversationId }),
    }
  })

export const addOwnReaction: Handler<'addOwnReaction'> = async ({ path }, context) => {
  await changeOwn(path, context, addReactionTo)
  return {}
}

export const removeOwnReaction: Handler<'removeOwnReaction'> = async ({ path }, context) => {
  await changeOwn(path, context, removeReactionFrom)
  return {}
}

async function changeOwn(
  path: { conversationId: string; messageId: string; emoji: string },
  context: Context<'addOwnReaction' | 'removeOwnReaction'>,
  change: typeof addReactionTo,
): Promise<void> {
  const { app, caller, store } = context
  const { conversationId, messageId } = path
  const emoji = emojiIn(path)
  await store.write([conversationLock(app.id, conversationId)], async (tx: WriteTx) => {
    await writableConversation(tx, context, conversationId)
    await requirePermission(tx, context, 'react')
    const message: MessageRecord = await existingMessage(tx, app.id, conversationId, messageId)
    await change(tx, context, message, { emoji, userId: caller.userId })
  })
}
