import { senderKey } from '../base/sender-key.ts'
import { fileTokenIn } from '../model/content.ts'
import { backendRights, type ContentRights } from '../model/content-faults.ts'
import type { ConversationPosition } from '../model/conversation.ts'
import { type Fault, invalidRequest, notFound } from '../model/error.ts'
import type { NewEvent } from '../model/event.ts'
import { fileTokens } from '../model/file.ts'
import {
  type Files,
  type MessageRecord,
  type MessageToSend,
  messageFaults,
  messageToSend,
  newContent,
  nextPosition,
} from '../model/message.ts'
import { messageCreated } from '../model/message-events.ts'
import { hasAccess, type Participant, readingAfter } from '../model/participant.ts'
import type { MessageSnapshot } from '../model/schema.ts'
import { conversationLock, type ReadTx, type WriteTx } from '../store/store.ts'
import { reactorsOf } from './event-messages.ts'
import type { AppContext, Handler, UserCaller } from './operation.ts'
import { refusalOf, rightsOf, type Senders, sendersOf, snapshotsOf } from './realtime/senders.ts'

/** The messages of one call. */
export interface Send {
  conversationId: string
  messages: MessageToSend[]
  context: AppContext
  /** The user of a user token; undefined for the backend. */
  caller?: UserCaller
}

export interface Sent {
  ids: string[]
  /** The messages, if a user sent them. */
  snapshots?: MessageSnapshot[]
}

export const sendMessages: Handler<'sendMessages'> = async ({ path, body }, context) => {
  const { conversationId } = path
  const { ids } = await send({ conversationId, messages: body.map(messageToSend), context })
  return ids.map((id) => ({ id }))
}

/** Sends the messages of a call, all or none. */
export const send = (call: Send): Promise<Sent> => {
  const { app, store } = call.context
  return store.writeCoalesced(conversationLock(app.id, call.conversationId), sendAll, call)
}

/** A new message, and what its event contains. */
interface Draft {
  record: MessageRecord
  referenced: MessageRecord | undefined
  idempotencyKey: string | null
}

/** Sends the waiting messages of a conversation, call by call. */
async function sendAll(tx: WriteTx, sends: Send[]): Promise<(Sent | Error)[]> {
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
  const keys = await sentBefore(tx, sends, now)
  const callers = sends.flatMap(({ caller }) => caller ?? [])
  const senders = callers.length > 0 ? await sendersOf(tx, appId, callers) : undefined
  const files = await filesOf(tx, sends)
  const drafts: Draft[] = []
  const outcomes: (Sent | Error)[] = []
  for (const call of sends) {
    const refusal = senders && refusalOf(call, participants, senders)
    if (refusal) {
      outcomes.push(refusal)
      continue
    }
    const isNew = (message: MessageToSend) => !keys.has(keyOf(call, message))
    const found = await referencedBy(tx, call, call.messages.filter(isNew))
    const rights = senders ? rightsOf(call, senders) : backendRights
    const faults = call.messages.flatMap((message, index) =>
      isNew(message)
        ? sendFaults(message, rights, files, found, participants).map(at(call, index))
        : [],
    )
    if (faults.length > 0) {
      outcomes.push(invalidRequest(faults))
      continue
    }
    const ids: string[] = []
    for (const message of call.messages) {
      const key = keyOf(call, message)
      const sent = keys.get(key)
      const id = sent ?? context.newMessageId()
      ids.push(id)
      if (sent !== undefined) continue
      position = nextPosition(position, now)
      const { newestSeq: seq, lastActivity: createdAt } = position
      const { senderId, referencedMessageId, idempotencyKey } = message
      const content = newContent(message, call.caller ? 'web' : 'rest', rights, files)
      drafts.push({
        record: { id, conversationId, seq, senderId, createdAt, content },
        referenced: found.get(referencedMessageId),
        idempotencyKey: call.caller ? idempotencyKey : null,
      })
      if (key === null) continue
      await tx.idempotencyKeys.put(appId, conversationId, key, { id, seq }, now)
      keys.set(key, id)
    }
    outcomes.push({ ids })
  }
  if (drafts.length > 0) await saveDrafts(tx, first, drafts, participants, position, now)
  return senders ? withSnapshots(tx, sends, outcomes, drafts, senders) : outcomes
}

async function saveDrafts(
  tx: WriteTx,
  { context: { app }, conversationId }: Send,
  drafts: Draft[],
  participants: Participant[],
  position: ConversationPosition,
  now: number,
): Promise<void> {
  const records = drafts.map(({ record }) => record)
  const { read, everyone } = readingAfter(records, participants)
  const events: NewEvent[] = []
  for (const [index, { record: message, referenced, idempotencyKey }] of drafts.entries()) {
    const hasReactions = referenced !== undefined && referenced.content.reactions.length > 0
    const reactedBy = hasReactions ? await reactorsOf(tx, app.id, [referenced]) : []
    const parts = { message, referenced, reactedBy, participants }
    events.push(messageCreated(parts, idempotencyKey, everyone[index] ?? null))
  }
  await tx.messages.insert(app.id, records)
  await tx.mentions.insert(app.id, records)
  await tx.files.attach(app.id, records)
  await tx.participants.countNewMessages(app.id, conversationId, records, read)
  await tx.events.insert(app.id, now, ...events)
  await tx.conversations.updatePosition(app.id, conversationId, position)
}

/** Adds the snapshots to what users sent. */
async function withSnapshots(
  tx: ReadTx,
  sends: Send[],
  outcomes: (Sent | Error)[],
  drafts: Draft[],
  senders: Senders,
): Promise<(Sent | Error)[]> {
  const records = new Map(drafts.map(({ record }) => [record.id, record]))
  const added: (Sent | Error)[] = []
  for (const [index, outcome] of outcomes.entries()) {
    const call = sends[index] as Send
    const { caller } = call
    added.push(
      outcome instanceof Error || !caller
        ? outcome
        : await snapshotsOf(tx, { ...call, caller }, outcome.ids, records, senders),
    )
  }
  return added
}

/** The stored form of the message's key; null if it has none. */
const keyOf = ({ caller }: Send, { idempotencyKey: key }: MessageToSend): string | null =>
  key === null ? null : senderKey(key, caller?.userId)

/** Finds the messages that were already sent with these idempotency keys. Returns their ids by key. */
async function sentBefore(
  tx: ReadTx,
  sends: Send[],
  now: number,
): Promise<Map<string | null, string>> {
  const sent = new Map<string | null, string>()
  for (const call of sends)
    for (const key of new Set(call.messages.map((message) => keyOf(call, message)))) {
      if (key === null || sent.has(key)) continue
      const { app } = call.context
      const id = await tx.idempotencyKeys.messageId(app.id, call.conversationId, key, now)
      if (id !== undefined) sent.set(key, id)
    }
  return sent
}

/** The files that the messages name, by token. Reads nothing if they name none. */
async function filesOf(tx: WriteTx, sends: Send[]): Promise<Files> {
  const [first] = sends
  const messages = sends.flatMap((call) => call.messages)
  const tokens = fileTokens(messages.map(({ said }) => fileTokenIn(said)))
  return first && tokens.length > 0 ? tx.files.hold(first.context.app.id, tokens) : new Map()
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
  rights: ContentRights,
  files: Files,
  referenced: Map<string | null, MessageRecord>,
  participants: Participant[],
): Fault[] {
  const { senderId, referencedMessageId } = message
  const isIn = (userId: string) =>
    participants.some((one) => one.userId === userId && hasAccess(one))
  const faults: Fault[] = []
  if (senderId !== null && !isIn(senderId))
    faults.push(fault('sender', 'Must be a participant with access to the conversation.'))
  if (referencedMessageId !== null && !referenced.has(referencedMessageId))
    faults.push(fault('referencedMessageId', 'There is no such message in this conversation.'))
  return [...faults, ...messageFaults(message, rights, files, isIn)]
}

const fault = (name: string, why: string): Fault => ({ field: [name], why })

/** The place of a fault in the request: a user sends one message, the backend an array. */
const at =
  ({ caller }: Send, index: number) =>
  ({ field, why }: Fault): Fault => ({ field: caller ? field : [index, ...field], why })
