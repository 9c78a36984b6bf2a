import { conversationSnapshot } from '../../model/snapshot.ts'
import type { Handler } from '../operation.ts'
import { ownConversation } from './own-conversation.ts'

export const getConversationSnapshot: Handler<'getConversationSnapshot'> = ({ path }, context) =>
  context.store.snapshot(async (tx) => {
    const { app } = context
    const { conversation, own } = await ownConversation(tx, context, path.conversationId)
    const lastEventId = await tx.events.lastId(app.id, path)
    const everyone = await tx.participants.everyoneReadUntil(app.id, path.conversationId)
    return conversationSnapshot(conversation.attributes, own, everyone, lastEventId)
  })
