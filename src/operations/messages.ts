import { type Faults, invalid, invalidRequest } from '../model/error.ts'
import { messageDeleted, messageEvent, type NewEvent } from '../model/event.ts'
import {
  editedContent,
  type MessageRecord,
  messageOf,
  newContent,
  senderOf,
} from '../model/message.ts'
import { orderOf } from '../model/order.ts'
import { hasAccess, type Participant } from '../model/participant.ts'
import type { NewMessage } from '../model/schema.ts'
import { conversationLock, type Tx } from '../store/store.ts'
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
      throw invalid('query/startingAfter', 'There is no such message in this conversation.')
    const participants = await tx.participants.of(app.id, conversationId)
    const found = await tx.messages.list(app.id, conversationId, {
      limit,
      direction,
      afterSeq: after ? after.seq : undefined,
    })
    return { data: found.map((message) => messageOf(message, participants)) }
  })

export const getMessage: Handler<'getMessage'> = ({ path }, { app, store }) =>
  store.snapshot(async (tx) => {
    const { conversationId, messageId } = path
    await existingConversation(tx, app.id, conversationId)
    const message = await existingMessage(tx, app.id, conversationId, messageId)
    return messageOf(message, await tx.participants.of(app.id, conversationId))
  })

export const sendMessages: Handler<'sendMessages'> = ({ path, body }, context) => {
  const { app, store } = context
  const { conversationId } = path
  return store.write([conversationLock(app.id, conversationId)], async (tx) => {
    const [conversation, participants] = await Promise.all([
      existingConversation(tx, app.id, conversationId),
      tx.participants.of(app.id, conversationId),
    ])
    const now = context.now()
    const sent = await sentBefore(tx, app.id, conversationId, body, now)
    const faults = await messageFaults(tx, app.id, conversationId, body, sent, participants)
    if (Object.keys(faults).length > 0) throw invalidRequest(faults)

    // A clock that goes back must not put a message before one that is already there.
    const createdAt = Math.max(now, conversation.lastActivity)
    let seq = conversation.lastSeq
    const ids: string[] = []
    const events: NewEvent[] = []
    for (const message of body) {
      const key = message.idempotencyKey
      const first = key === undefined ? undefined : sent.get(key)
      const id = first ?? context.newMessageId()
      ids.push(id)
      if (first !== undefined) continue
      seq += 1
      const record: MessageRecord = {
        id,
        conversationId,
        seq,
        senderId: senderOf(message),
        createdAt,
        content: newContent(message),
      }
      await tx.messages.insert(app.id, record)
      await tx.participants.receive(app.id, record)
      if (key !== undefined) {
        await tx.idempotencyKeys.put(app.id, conversationId, key, id, now)
        sent.set(key, id)
      }
      events.push(messageEvent('message.created', record, participants))
    }
    if (events.length > 0) {
      const position = { lastSeq: seq, newestSeq: seq, lastActivity: createdAt }
      await tx.events.insert(app.id, now, ...events)
      await tx.conversations.move(app.id, conversationId, position)
    }
    return ids.map((id) => ({ id }))
  })
}

/** The ids of the messages already sent with the keys of these, by key. */
async function sentBefore(
  tx: Tx,
  appId: string,
  conversationId: string,
  messages: NewMessage[],
  now: number,
): Promise<Map<string, string>> {
  const sent = new Map<string, string>()
  for (const key of new Set(messages.map(({ idempotencyKey }) => idempotencyKey))) {
    if (key === undefined) continue
    const id = await tx.idempotencyKeys.messageId(appId, conversationId, key, now)
    if (id !== undefined) sent.set(key, id)
  }
  return sent
}

/** What forbids the messages that are yet to be sent, beyond their schema. */
async function messageFaults(
  tx: Tx,
  appId: string,
  conversationId: string,
  messages: NewMessage[],
  sent: Map<string, string>,
  participants: Participant[],
): Promise<Faults> {
  const senders = new Set(participants.filter(hasAccess).map(({ userId }) => userId))
  const faults: Faults = {}
  for (const [index, message] of messages.entries()) {
    if (message.idempotencyKey !== undefined && sent.has(message.idempotencyKey)) continue
    const sender = senderOf(message)
    const referenced = message.referencedMessageId
    if (sender !== null && !senders.has(sender))
      faults[`#/${index}/sender`] = ['Must be a participant with access to the conversation.']
    if (referenced && !(await tx.messages.get(appId, conversationId, referenced)))
      faults[`#/${index}/referencedMessageId`] = ['There is no such message in this conversation.']
    if (message.attachmentToken !== undefined)
      faults[`#/${index}/attachmentToken`] = ['There is no such file.']
  }
  return faults
}

export const editMessage: Handler<'editMessage'> = async ({ path, body }, context) => {
  const { app, store } = context
  const { conversationId, messageId } = path
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    await existingConversation(tx, app.id, conversationId)
    const message = await existingMessage(tx, app.id, conversationId, messageId)
    const now = context.now()
    const content = editedContent(message, body, now)
    await tx.messages.edit(app.id, message, content)
    const participants = await tx.participants.of(app.id, conversationId)
    const event = messageEvent('message.updated', { ...message, content }, participants)
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
    const participants = await tx.participants.of(app.id, conversationId)
    await tx.messages.delete(app.id, message)
    const [newest] = await tx.messages.list(app.id, conversationId, {
      limit: 1,
      direction: 'DESC',
      afterSeq: message.seq,
    })
    const before = {
      newestSeq: newest?.seq ?? 0,
      lastActivity: newest?.createdAt ?? conversation.attributes.createdAt,
    }
    const now = conversation.newestSeq === message.seq ? before : conversation
    const event = messageDeleted(message, now.lastActivity, participants)
    await tx.events.insert(app.id, context.now(), event)
    await tx.conversations.move(app.id, conversationId, { ...now, lastSeq: conversation.lastSeq })
    await tx.participants.forget(app.id, message, before)
  })
  return {}
}
