import type { ConversationPosition } from '../model/conversation.ts'
import { type Fault, invalidRequest, notFound } from '../model/error.ts'
import {
  type MessageRecord,
  type MessageToSend,
  messageCreated,
  messageFaults,
  messageToSend,
  newContent,
  nextPosition,
} from '../model/message.ts'
import { hasAccess, type Participant, readingAfter } from '../model/participant.ts'
import { conversationLock, type ReadTx, type WriteTx } from '../store/store.ts'
import type { AppContext, Handler, Output } from './operation.ts'

/** The messages of one call. */
interface Send {
  conversationId: string
  messages: MessageToSend[]
  context: AppContext
}

export const sendMessages: Handler<'sendMessages'> = ({ path, body }, context) => {
  const lock = conversationLock(context.app.id, path.conversationId)
  const messages = body.map(messageToSend)
  return context.store.writeCoalesced(lock, sendAll, { ...path, messages, context })
}

/** Sends the waiting messages of a conversation, call by call. The messages of one call are sent all or none. */
async function sendAll(tx: WriteTx, sends: Send[]): Promise<(Output<'sendMessages'> | Error)[]> {
  const [first] = sends
  if (!first) return []
  const { conversationId, context } = first
  const { id: appId } = context.app
  const [conversation, participants] = await Promise.all([
    tx.conversations.position(appId, conversationId),
    tx.participants.listForConversation(appId, conversationId),
  ])
  if (!conversation) return sends.map(() => notFound('conversation', conversationId))

  const now = context.now()
  let position: ConversationPosition = conversation
  const keys = await sentBefore(tx, first, sends, now)
  const records: MessageRecord[] = []
  const outcomes: (Output<'sendMessages'> | Error)[] = []
  for (const { messages } of sends) {
    const faults = await sendFaults(tx, first, messages, keys, participants)
    if (faults.length > 0) {
      outcomes.push(invalidRequest(faults))
      continue
    }
    const ids: string[] = []
    for (const message of messages) {
      const { senderId, idempotencyKey: key } = message
      const sent = key === null ? undefined : keys.get(key)
      const id = sent ?? context.newMessageId()
      ids.push(id)
      if (sent !== undefined) continue
      position = nextPosition(position, now)
      const { newestSeq: seq, lastActivity: createdAt } = position
      records.push({ id, conversationId, seq, senderId, createdAt, content: newContent(message) })
      if (key === null) continue
      await tx.idempotencyKeys.put(appId, conversationId, key, { id, seq }, now)
      keys.set(key, id)
    }
    outcomes.push(ids.map((id) => ({ id })))
  }

  if (records.length === 0) return outcomes
  const { read, everyone } = readingAfter(records, participants)
  const events = records.map((record, index) =>
    messageCreated(record, participants, everyone[index] ?? null),
  )
  await tx.messages.insert(appId, records)
  await tx.participants.countNewMessages(appId, conversationId, records, read)
  await tx.events.insert(appId, now, ...events)
  await tx.conversations.updatePosition(appId, conversationId, position)
  return outcomes
}

/** Finds the messages that were already sent with these idempotency keys. Returns their ids by key. */
async function sentBefore(
  tx: ReadTx,
  { context, conversationId }: Send,
  sends: Send[],
  now: number,
): Promise<Map<string, string>> {
  const sent = new Map<string, string>()
  const messages = sends.flatMap((send) => send.messages)
  for (const key of new Set(messages.map(({ idempotencyKey }) => idempotencyKey))) {
    if (key === null) continue
    const id = await tx.idempotencyKeys.messageId(context.app.id, conversationId, key, now)
    if (id !== undefined) sent.set(key, id)
  }
  return sent
}

/** Returns the faults of the new messages that their schema does not cover. */
async function sendFaults(
  tx: ReadTx,
  { context, conversationId }: Send,
  messages: MessageToSend[],
  sent: Map<string, string>,
  participants: Participant[],
): Promise<Fault[]> {
  const senders = new Set(participants.filter(hasAccess).map(({ userId }) => userId))
  const faults: Fault[] = []
  for (const [index, message] of messages.entries()) {
    const { senderId, idempotencyKey, referencedMessageId: referenced } = message
    if (idempotencyKey !== null && sent.has(idempotencyKey)) continue
    if (senderId !== null && !senders.has(senderId))
      faults.push(fault(index, 'sender', 'Must be a participant with access to the conversation.'))
    if (referenced !== null && !(await tx.messages.get(context.app.id, conversationId, referenced)))
      faults.push(
        fault(index, 'referencedMessageId', 'There is no such message in this conversation.'),
      )
    for (const { field, why } of messageFaults(message))
      faults.push({ field: [index, ...field], why })
  }
  return faults
}

const fault = (index: number, name: string, why: string): Fault => ({ field: [index, name], why })
