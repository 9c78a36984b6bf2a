import { fileTokenIn } from '../model/content.ts'
import { backendRights, type ContentRights } from '../model/content-faults.ts'
import type { ConversationPosition } from '../model/conversation.ts'
import { type Fault, invalidRequest, notFound } from '../model/error.ts'
import type { NewEvent } from '../model/event.ts'
import { fileTokens, type HeldFile } from '../model/file.ts'
import {
  type Files,
  type MessageRecord,
  type MessageToSend,
  mentionedIn,
  messageCreated,
  messageFaults,
  messageToSend,
  newContent,
  nextPosition,
} from '../model/message.ts'
import { hasAccess, type Participant, readingAfter } from '../model/participant.ts'
import type { MessageSnapshot } from '../model/schema.ts'
import { conversationLock, type ReadTx, type WriteTx } from '../store/store.ts'
import { idOfKey, type MessageKey, senderKey } from '../store/tables/idempotency-keys.ts'
import type { NewMessages } from '../store/tables/message-counts.ts'
import { reactorsOf } from './event-messages.ts'
import type { AppContext, Handler, UserCaller } from './operation.ts'
import {
  filesFor,
  refusalOf,
  rightsOf,
  type Senders,
  sendersOf,
  snapshotsOf,
} from './realtime/senders.ts'

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
  return store.writeTogether([conversationLock(app.id, call.conversationId)], sendAll, call)
}

/** Sends the messages of calls that are committed together. */
async function sendAll(tx: WriteTx, calls: Send[]): Promise<(Sent | Error)[]> {
  const byApp = Map.groupBy(calls, ({ context }) => context.app.id)
  if (byApp.size === 1) return sendInApp(tx, calls)
  const outcomes = new Map<Send, Sent | Error>()
  for (const sends of byApp.values())
    for (const [index, outcome] of (await sendInApp(tx, sends)).entries())
      outcomes.set(sends[index] as Send, outcome)
  return calls.map((call) => outcomes.get(call) as Sent | Error)
}

/** A new message, and what its event contains. */
interface Draft {
  record: MessageRecord
  referenced: MessageRecord | undefined
  idempotencyKey: string | null
}

/** The usage that calls add to an app. */
interface Additions {
  drafts: Draft[]
  keys: (MessageKey & Pick<MessageRecord, 'id' | 'seq'>)[]
  /** The new positions of the conversations with new messages. */
  positions: Map<string, ConversationPosition>
}

/** Sends messages, call by call. Each statement is for the calls of all conversations. */
async function sendInApp(tx: WriteTx, sends: Send[]): Promise<(Sent | Error)[]> {
  const [{ context }] = sends as [Send]
  const appId = context.app.id
  const now = context.now()
  const ids = [...new Set(sends.map(({ conversationId }) => conversationId))]
  const keys = keysOf(sends)
  const [conversations, participants, sent] = await Promise.all([
    tx.conversations.positions(appId, ids),
    tx.participants.listForConversations(appId, ids),
    keys.length > 0 ? tx.idempotencyKeys.messageIds(appId, keys, now) : new Map<string, string>(),
  ])
  const callers = sends.flatMap(({ caller }) => caller ?? [])
  const senders = callers.length > 0 ? await sendersOf(tx, appId, callers) : undefined
  const files = await filesOf(tx, appId, sends)
  const added: Additions = { drafts: [], keys: [], positions: new Map() }
  const outcomes: (Sent | Error)[] = []
  for (const call of sends) {
    const { conversationId } = call
    const people = participants.get(conversationId) ?? []
    let position = added.positions.get(conversationId) ?? conversations.get(conversationId)
    if (!position) {
      outcomes.push(notFound('conversation', conversationId))
      continue
    }
    const refusal = senders && refusalOf(call, people, senders)
    if (refusal) {
      outcomes.push(refusal)
      continue
    }
    const sentAs = (message: MessageToSend) => {
      const key = keyOf(call, message)
      return key && sent.get(idOfKey(key))
    }
    const isNew = (message: MessageToSend) => sentAs(message) === undefined
    const replies = call.messages.filter((message) => isReply(message) && isNew(message))
    const found = replies.length > 0 ? await referencedBy(tx, call, replies) : noMessages
    const rights = senders ? rightsOf(call, senders) : backendRights
    const named = senders ? filesFor(call, files, senders) : files
    const faults: Fault[] = []
    for (const [index, message] of call.messages.entries())
      if (isNew(message))
        for (const fault of sendFaults(message, rights, named, found, people))
          faults.push(at(call, index, fault))
    if (faults.length > 0) {
      outcomes.push(invalidRequest(faults))
      continue
    }
    const ids: string[] = []
    for (const message of call.messages) {
      const known = sentAs(message)
      const id = known ?? context.newMessageId()
      ids.push(id)
      if (known !== undefined) continue
      position = nextPosition(position, now)
      added.positions.set(conversationId, position)
      const { newestSeq: seq, lastActivity: createdAt } = position
      const { senderId, referencedMessageId, idempotencyKey } = message
      const content = newContent(message, call.caller ? 'web' : 'rest', rights, named)
      added.drafts.push({
        record: { id, conversationId, seq, senderId, createdAt, content },
        referenced: found.get(referencedMessageId),
        idempotencyKey: call.caller ? idempotencyKey : null,
      })
      const key = keyOf(call, message)
      if (!key) continue
      added.keys.push({ ...key, id, seq })
      sent.set(idOfKey(key), id)
    }
    outcomes.push({ ids })
  }
  if (added.drafts.length > 0) await save(tx, appId, added, participants, now)
  return senders ? withSnapshots(tx, sends, outcomes, added.drafts, senders) : outcomes
}

async function save(
  tx: WriteTx,
  appId: string,
  { drafts, keys, positions }: Additions,
  participants: ReadonlyMap<string, Participant[]>,
  now: number,
): Promise<void> {
  const events: NewEvent[] = []
  const counts: NewMessages[] = []
  const mentioning: MessageRecord[] = []
  for (const [conversationId, some] of Map.groupBy(drafts, draftConversation)) {
    const people = participants.get(conversationId) ?? []
    const messages = some.map(({ record }) => record) as NewMessages['messages']
    const { read, everyone } = readingAfter(messages, people)
    counts.push({ messages, read })
    for (const [index, { record: message, referenced, idempotencyKey }] of some.entries()) {
      const hasReactions = referenced !== undefined && referenced.content.reactions.length > 0
      const reactedBy = hasReactions ? await reactorsOf(tx, appId, [referenced]) : []
      const parts = { message, referenced, reactedBy, participants: people }
      const mentions = mentionedIn(message)
      if (mentions.length > 0) mentioning.push(message)
      events.push(messageCreated(parts, mentions, idempotencyKey, everyone[index] ?? null))
    }
  }
  const records = drafts.map(({ record }) => record)
  const withFile = records.filter(({ content }) => content.file)
  if (keys.length > 0) await tx.idempotencyKeys.put(appId, keys, now)
  await tx.messages.insert(appId, records)
  if (mentioning.length > 0) await tx.mentions.insert(appId, mentioning)
  if (withFile.length > 0) await tx.files.attach(appId, withFile)
  await tx.participants.countNewMessages(appId, counts)
  await tx.events.insert(appId, now, ...events)
  await tx.conversations.updatePositions(appId, positions)
}

const draftConversation = ({ record }: Draft) => record.conversationId

/** Adds the snapshots to the messages that users sent. */
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

/** The key of the message as it is stored, if it has one. */
function keyOf(
  { caller, conversationId }: Send,
  { idempotencyKey: key }: MessageToSend,
): MessageKey | undefined {
  return key === null ? undefined : { conversationId, key: senderKey(key, caller?.userId) }
}

const keysOf = (sends: Send[]): MessageKey[] =>
  sends.flatMap((call) => call.messages.flatMap((message) => keyOf(call, message) ?? []))

/** The files that the messages name, by token. Reads nothing if they contain no files. */
async function filesOf(tx: WriteTx, appId: string, sends: Send[]): Promise<Map<string, HeldFile>> {
  const messages = sends.flatMap((call) => call.messages)
  const tokens = messages.flatMap(({ said }) => fileTokenIn(said) ?? [])
  return tokens.length > 0 ? tx.files.hold(appId, fileTokens(tokens)) : new Map()
}

type ById = ReadonlyMap<string | null, MessageRecord>

const noMessages: ById = new Map()

const isReply = ({ referencedMessageId }: MessageToSend) => referencedMessageId !== null

/** The messages to which these reply, by id. */
async function referencedBy(
  tx: ReadTx,
  { context, conversationId }: Send,
  replies: MessageToSend[],
): Promise<ById> {
  const found = new Map<string | null, MessageRecord>()
  for (const id of new Set(replies.map(({ referencedMessageId }) => referencedMessageId))) {
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
  referenced: ById,
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

/** The fault at its place in the request: a user sends one message, the backend an array. */
const at = ({ caller }: Send, index: number, { field, why }: Fault): Fault => ({
  field: caller ? field : [index, ...field],
  why,
})
