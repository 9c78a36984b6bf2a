import { backendRights } from '../model/content-faults.ts'
import { invalid } from '../model/error.ts'
import { messageOf } from '../model/message.ts'
import { withoutKey } from '../model/message-changes.ts'
import { orderOf } from '../model/order.ts'
import { conversationLock } from '../store/store.ts'
import { existingConversation, existingMessage } from './existing.ts'
import { changeStoredMessage, deleteStoredMessage } from './message-changes.ts'
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
    const replaces = body.text !== undefined || body.content !== undefined
    const edited = replaces ? withoutKey(message) : message
    await changeStoredMessage(tx, context, edited, body, backendRights)
  })
  return {}
}

export const deleteMessage: Handler<'deleteMessage'> = async ({ path }, context) => {
  const { app, store } = context
  const { conversationId, messageId } = path
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    const conversation = await existingConversation(tx, app.id, conversationId)
    const message = await existingMessage(tx, app.id, conversationId, messageId)
    await deleteStoredMessage(tx, context, conversation, message)
  })
  return {}
}
