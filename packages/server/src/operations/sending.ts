import type { ConversationPosition } from '../model/conversation.ts'
import { type Fault, invalidRequest, notFound } from '../model/error.ts'
import {
  type MessageRecord,
  type MessageToSend,
  messageFaults,
  newContent,
  nextPosition,
} from '../model/message.ts'
import { messageCreated } from '../model/message-events.ts'
import { hasAccess, type Participant, readingAfter } from '../model/participant.ts'
import { conversationLock, type ReadTx, type WriteTx } from '../store/store.ts'
import type { AppContext } from './operation.ts'

/** The messages of one call. */
interface Send {
  conversationId: string
  messages: MessageToSend[]
  context: AppContext
}

/** Sends the messages of one call, all or none, and returns their ids. */
export const send = (call: Send): Promise<string[]> => {
  const { app, store } = call.context
  return store.writeCoalesced(conversationLock(app.id, call.conversationId), sendAll, call)
}

/** A new message. */
interface Draft {
  record: MessageRecord
  referenced: MessageRecord | undefined
}

/** Sends the waiting messages of a conversation, call by call. */
async function sendAll(tx: WriteTx, sends: Send[]): Promise<(string[] | Error)[]> {
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
  const drafts: Draft[] = []
  const outcomes: (string[] | Error)[] = []
  for (const { messages } of sends) {
    const isNew = ({ idempotencyKey: key }: MessageToSend) => key === null || !keys.has(key)
    const found = await referencedBy(tx, first, messages.filter(isNew))
    const faults = messages.flatMap((message, index) =>
      isNew(message) ? sendFaults(message, found, participants).map(at(index)) : [],
    )
    if (faults.length > 0) {
      outcomes.push(invalidRequest(faults))
      continue
    }
    const ids: string[] = []
    for (const message of messages) {
      const { senderId, idempotencyKey: key, referencedMessageId } = message
      const sent = key === null ? undefined : keys.get(key)
      const id = sent ?? context.newMessageId()
      ids.push(id)
      if (sent !== undefined) continue
      position = nextPosition(position, now)
      const { newestSeq: seq, lastActivity: createdAt } = position
      const content = newContent(message)
      drafts.push({
        record: { id, conversationId, seq, senderId, createdAt, content },
        referenced: found.get(referencedMessageId),
      })
      if (key === null) continue
      await tx.idempotencyKeys.put(appId, conversationId, key, { id, seq }, now)
      keys.set(key, id)
    }
    outcomes.push(ids)
  }

  if (drafts.length === 0) return outcomes
  const records = drafts.map(({ record }) => record)
  const { read, everyone } = readingAfter(records, participants)
  const events = drafts.map(({ record: message, referenced }, index) =>
    messageCreated({ message, referenced, participants }, null, everyone[index] ?? null),
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

/** The messages that the new ones reply to, by id. */
async function referencedBy(
  tx: ReadTx,
  { context, conversationId }: Send,
  messages: MessageToSend[],
): Promise<Map<string | null, MessageRecord>> {
  const found = new Map<string | null, MessageRecord>()
  for (const id of new Set(messages.map(({ referencedMessageId }) => referencedMessageId))) {
    if (id === null) continue
    const message = await tx.messages.get(context.app.id, conversationId, id)
    if (message) found.set(id, message)
  }
  return found
}

/** Returns the faults of a new message that its schema does not cover. */
function sendFaults(
  message: MessageToSend,
  referenced: Map<string | null, MessageRecord>,
  participants: Participant[],
): Fault[] {
  const { senderId, referencedMessageId } = message
  const isSender = (participant: Participant) =>
    participant.userId === senderId && hasAccess(participant)
  const faults: Fault[] = []
  if (senderId !== null && !participants.some(isSender))
    faults.push(fault('sender', 'Must be a participant with access to the conversation.'))
  if (referencedMessageId !== null && !referenced.has(referencedMessageId))
    faults.push(fault('referencedMessageId', 'There is no such message in this conversation.'))
  return [...faults, ...messageFaults(message)]
}

const fault = (name: string, why: string): Fault => ({ field: [name], why })

const at =
  (index: number) =>
  ({ field, why }: Fault): Fault => ({ field: [index, ...field], why })
