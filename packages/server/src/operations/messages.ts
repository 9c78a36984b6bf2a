import { invalid, invalidRequest } from '../model/error.ts'
import { editedContent, messageDeleted, messageOf, messageUpdated } from '../model/message.ts'
import { orderOf } from '../model/order.ts'
import { customBounds, mapFaults } from '../model/patch.ts'
import { conversationLock } from '../store/store.ts'
import { existingConversation, existingMessage } from './existing.ts'
import type { Handler } from './operation.ts'

export const listMessages: Handler<'listMessages'> = ({ path, query }, { app, store, version }) =>
  store.snapshot(async (tx) => {
    const { conversationId } = path
    const { limit = 10, startingAfter } = query
    const { direction } = orderOf(query, version)
    await existingConversation(tx, app.id, conversationId)
    const after = startingAfter && (await tx.messages.get(app.id, conversationId, startingAfter))
    if (startingAfter && !after)
      throw invalid('startingAfter', 'There is no such message in this conversation.')
    const participants = await tx.participants.listForConversation(app.id, conversationId)
    const found = await tx.messages.list(app.id, conversationId, {
      limit,
      direction,
      after: after || undefined,
    })
    return { data: found.map((message) => messageOf(message, participants)) }
  })

export const getMessage: Handler<'getMessage'> = ({ path }, { app, store }) =>
  store.snapshot(async (tx) => {
    const { conversationId, messageId } = path
    await existingConversation(tx, app.id, conversationId)
    const message = await existingMessage(tx, app.id, conversationId, messageId)
    return messageOf(message, await tx.participants.listForConversation(app.id, conversationId))
  })

export const editMessage: Handler<'editMessage'> = async ({ path, body }, context) => {
  const { app, store } = context
  const { conversationId, messageId } = path
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    await existingConversation(tx, app.id, conversationId)
    const message = await existingMessage(tx, app.id, conversationId, messageId)
    const faults = mapFaults('custom', customBounds, message.content.custom, body.custom)
    if (faults.length > 0) throw invalidRequest(faults)
    const now = context.now()
    const content = editedContent(message, body, now)
    await tx.messages.edit(app.id, message, content)
    const participants = await tx.participants.listForConversation(app.id, conversationId)
    const event = messageUpdated({ ...message, content }, participants)
    await tx.events.append(app.id, now, event)
  })
  return {}
}

export const deleteMessage: Handler<'deleteMessage'> = async ({ path }, context) => {
  const { app, store } = context
  const { conversationId, messageId } = path
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    const conversation = await existingConversation(tx, app.id, conversationId)
    const message = await existingMessage(tx, app.id, conversationId, messageId)
    const participants = await tx.participants.listForConversation(app.id, conversationId)
    await tx.messages.delete(app.id, message)
    const [newest] = await tx.messages.list(app.id, conversationId, {
      limit: 1,
      direction: 'DESC',
      after: message,
    })
    const before = {
      newestSeq: newest?.seq ?? 0,
      lastActivity: newest?.createdAt ?? conversation.attributes.createdAt,
    }
    const now = conversation.newestSeq === message.seq ? before : conversation
    const event = messageDeleted(message, now.lastActivity, participants)
    await tx.events.insert(app.id, context.now(), event)
    await tx.conversations.updatePosition(app.id, conversationId, {
      ...now,
      lastSeq: conversation.lastSeq,
      nextTime: conversation.nextTime,
    })
    await tx.participants.uncountMessage(app.id, message, before)
  })
  return {}
}
