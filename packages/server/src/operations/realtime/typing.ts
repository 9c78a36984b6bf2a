import type { Handler } from '../operation.ts'
import { writableConversation } from './own-conversation.ts'
import { requirePermission } from './permissions.ts'

export const markAsTyping: Handler<'markAsTyping'> = async ({ path }, context) => {
  const { app, caller, store, feed } = context
  const { conversationId } = path
  const { at, newestSeq, newest } = await store.snapshot(async (tx) => {
    const { own } = await writableConversation(tx, context, conversationId)
    await requirePermission(tx, context, 'sendMessages')
    const [newest] = await tx.messages.list(app.id, conversationId, { limit: 1, direction: 'DESC' })
    return { at: await tx.events.position(), newestSeq: own.newestSeq, newest }
  })
  const typist = { appId: app.id, conversationId, userId: caller.userId, at, newestSeq }
  feed.typing.send(typist, newest?.senderId === caller.userId)
  return {}
}
