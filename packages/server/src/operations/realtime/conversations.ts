import { notFound } from '../../model/error.ts'
import { hasAccess } from '../../model/participant.ts'
import { conversationSnapshot } from '../../model/snapshot.ts'
import type { Handler } from '../operation.ts'

export const getConversationSnapshot: Handler<'getConversationSnapshot'> = (
  { path },
  { app, store, caller },
) =>
  store.snapshot(async (tx) => {
    const conversation = await tx.conversations.get(app.id, path.conversationId)
    const own = await tx.participants.get(app.id, path.conversationId, caller.userId)
    if (!conversation || !own || !hasAccess(own))
      throw notFound('conversation', path.conversationId)
    const lastEventId = await tx.events.lastId(app.id, path)
    const everyone = await tx.participants.everyoneReadUntil(app.id, path.conversationId)
    return conversationSnapshot(conversation.attributes, own, everyone, lastEventId)
  })
