import { invalid } from '../../model/error.ts'
import { existingMessage } from '../existing.ts'
import type { Handler } from '../operation.ts'
import { messageSnapshots } from './message-snapshots.ts'
import { ownConversation } from './own-conversation.ts'

export const listMessageSnapshots: Handler<'listMessageSnapshots'> = ({ path, query }, context) =>
  context.store.snapshot(async (tx) => {
    const { app } = context
    const { conversationId } = path
    const { limit = 30, startingAfter } = query
    await ownConversation(tx, context, conversationId)
    const after = startingAfter && (await tx.messages.get(app.id, conversationId, startingAfter))
    if (startingAfter && !after)
      throw invalid('startingAfter', 'There is no such message in this conversation.')
    const found = await tx.messages.list(app.id, conversationId, {
      limit: limit + 1,
      direction: 'DESC',
      after: after || undefined,
    })
    return {
      data: await messageSnapshots(tx, app.id, found.slice(0, limit)),
      hasMore: found.length > limit,
      lastEventId: await tx.events.lastId(app.id, path),
    }
  })

export const getMessageSnapshot: Handler<'getMessageSnapshot'> = ({ path }, context) =>
  context.store.snapshot(async (tx) => {
    const { app } = context
    const { conversationId, messageId } = path
    await ownConversation(tx, context, conversationId)
    const message = await existingMessage(tx, app.id, conversationId, messageId)
    const [snapshot] = await messageSnapshots(tx, app.id, [message])
    return snapshot as NonNullable<typeof snapshot>
  })
