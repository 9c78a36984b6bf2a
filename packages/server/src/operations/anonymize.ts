import {
  type AnonymizationCounts,
  type AnonymizationRecord,
  type AnonymizationStep,
  anonymizationSteps,
  anonymousUser,
  carriesMore,
  clearedConversation,
  isRedacted,
} from '../model/anonymization.ts'
import type { App } from '../model/app.ts'
import { backendRights } from '../model/content-faults.ts'
import type { MessageRecord } from '../model/message.ts'
import { withoutKey } from '../model/message-changes.ts'
import { conversationLock, type Store, userLock, type WriteTx } from '../store/store.ts'
import { deleteIdempotencyKeys, redactLog, removeFiles } from './forget-user.ts'
import { changeStoredMessage, deleteStoredMessage } from './message-changes.ts'
import { removeReactionFrom } from './reaction-changes.ts'
import { saveConversation } from './save-conversation.ts'
import { saveUser } from './users.ts'

interface Work {
  store: Store
  app: App
  /** Unix milliseconds. */
  now: () => number
}

/** The result of a part of a step. Without `after`, the step is done. */
interface Piece {
  after?: AnonymizationRecord['after']
  counts?: Partial<AnonymizationCounts>
  conversationIds?: string[]
}

type Step = (work: Work, record: AnonymizationRecord) => Promise<Piece>

/** Max messages that a single read checks, so that other calls can run in between. */
const messagesAtOnce = 1000

/** Max messages of a conversation that one write changes. */
const changedAtOnce = 10

const rowsAtOnce = 100

const start = { conversationId: '', seq: 0, emoji: '' }

const steps: Record<AnonymizationStep, Step> = {
  async idempotencyKeys({ store, app }, { userId }) {
    await deleteIdempotencyKeys(store, app.id, userId)
    return {}
  },

  async user(work, { userId, options }) {
    const { store, app } = work
    await store.write([userLock(app.id, userId)], async (tx) => {
      const old = await tx.users.get(app.id, userId)
      if (old) await saveUser(tx, work, userId, old, anonymousUser(options.name))
    })
    return {}
  },

  async reactions(work, { userId, options, after }) {
    const { store, app } = work
    if (options.messages === 'keep') return {}
    const next = await store.read.reactions.nextOfUser(app.id, userId, after ?? start, rowsAtOnce)
    for (const { emoji, ...place } of next)
      await store.write([conversationLock(app.id, place.conversationId)], async (tx) => {
        const message = await tx.messages.withSeq(app.id, place)
        if (message) await removeReactionFrom(tx, work, message, { emoji, userId })
      })
    const last = next.at(-1)
    return { counts: { removedReactions: next.length }, ...(last && { after: last }) }
  },

  async messages(work, { userId, options, after }) {
    const { store, app } = work
    if (options.messages === 'keep' && !options.conversations) return {}
    const from = after ?? start
    const found = await store.read.messages.nextOfSender(app.id, userId, from, messagesAtOnce)
    const { messages, checked, last } = found
    const counts = { checkedMessages: checked, redactedMessages: 0, deletedMessages: 0 }
    if (options.messages !== 'keep')
      for (const some of inGroups(messages)) {
        const changed = await changeMessages(work, some, options)
        counts.redactedMessages += changed.redactedMessages
        counts.deletedMessages += changed.deletedMessages
      }
    const written = options.conversations
      ? [...new Set(messages.map(({ conversationId }) => conversationId))]
      : []
    const cleared = await clear(work, written)
    return {
      ...cleared,
      counts: { ...counts, ...cleared.counts },
      ...(last && { after: { ...start, ...last } }),
    }
  },

  async conversations(work, { userId, options, after }) {
    const { store, app } = work
    if (!options.conversations) return {}
    const { conversationId } = after ?? start
    const ids = await store.read.participants.conversationsOf(
      app.id,
      userId,
      conversationId,
      rowsAtOnce,
    )
    const last = ids.at(-1)
    return {
      ...(await clear(work, ids)),
      ...(last !== undefined && { after: { ...start, conversationId: last } }),
    }
  },

  async files({ store, app }, { userId, options }) {
    if (options.messages !== 'keep') await removeFiles(store, app.id, userId)
    return {}
  },

  async log({ store, app }, { userId, options, conversationIds }) {
    await redactLog(store, app.id, userId, {
      text: options.messages === 'keep' ? undefined : options.text,
      conversationIds: new Set(conversationIds),
      addsWritten: options.conversations,
    })
    return {}
  },
}

/** Groups of messages of one conversation. */
function inGroups(messages: MessageRecord[]): MessageRecord[][] {
  const groups: MessageRecord[][] = []
  for (const message of messages) {
    const group = groups.at(-1)
    const isFull = group?.length === changedAtOnce
    if (group?.[0]?.conversationId === message.conversationId && !isFull) group.push(message)
    else groups.push([message])
  }
  return groups
}

/** Redacts or deletes messages of a conversation. */
function changeMessages(
  work: Work,
  messages: MessageRecord[],
  options: AnonymizationRecord['options'],
) {
  const { store, app } = work
  const [{ conversationId } = { conversationId: '' }] = messages
  return store.write([conversationLock(app.id, conversationId)], async (tx) => {
    const counts = { redactedMessages: 0, deletedMessages: 0 }
    for (const place of messages) {
      // Others may have changed or deleted them since.
      const message = await tx.messages.withSeq(app.id, place)
      const conversation = await tx.conversations.get(app.id, conversationId)
      if (!message || !conversation) continue
      if (options.messages === 'delete' || carriesMore(message)) {
        await deleteStoredMessage(tx, work, conversation, message)
        counts.deletedMessages += 1
      } else if (!isRedacted(message, options.text)) {
        await redact(tx, work, message, options.text)
        counts.redactedMessages += 1
      }
    }
    return counts
  })
}

const redact = (tx: WriteTx, work: Work, message: MessageRecord, text: string) =>
  changeStoredMessage(tx, work, withoutKey(message), { text, custom: null }, backendRights)

async function clear(work: Work, ids: string[]) {
  const { store, app } = work
  let clearedConversations = 0
  for (const id of ids)
    clearedConversations += await store.write([conversationLock(app.id, id)], async (tx) => {
      const old = await tx.conversations.get(app.id, id)
      if (!old) return 0
      const { attributes } = await saveConversation(tx, work, id, old, clearedConversation, [])
      return JSON.stringify(attributes) === JSON.stringify(old.attributes) ? 0 : 1
    })
  return { counts: { clearedConversations }, conversationIds: ids }
}

export interface AnonymizeOptions {
  store: Store
  now: () => number
  /** Stops between two pieces. The next call continues. */
  signal?: AbortSignal
}

/** Does the rest of an anonymization. Returns its state. */
export async function anonymize(
  { store, now, signal }: AnonymizeOptions,
  found: AnonymizationRecord,
): Promise<AnonymizationRecord> {
  let record = found
  while (record.finishedAt === null && !signal?.aborted) {
    const app = await store.read.apps.get(record.appId)
    // The rows of a deleted app are deleted with it.
    if (!app) break
    const piece = await steps[record.step]({ store, app, now }, record)
    const next = advanced(record, piece, now())
    record = await store.write([userLock(app.id, record.userId)], async (tx) => {
      const stored = await tx.anonymizations.get(record.appId, record.userId)
      // It was requested again while it was loading, so it starts again.
      if (stored?.createdAt !== record.createdAt) return stored ?? next
      await tx.anonymizations.put(next)
      return next
    })
  }
  return record
}

function advanced(record: AnonymizationRecord, piece: Piece, now: number): AnonymizationRecord {
  const { counts = {}, conversationIds = [], after } = piece
  const sums = { ...record.counts }
  for (const [name, count] of Object.entries(counts))
    sums[name as keyof AnonymizationCounts] += count
  const next = {
    ...record,
    conversationIds: [...new Set([...record.conversationIds, ...conversationIds])],
    counts: sums,
  }
  if (after) return { ...next, after }
  const following = anonymizationSteps[anonymizationSteps.indexOf(record.step) + 1]
  if (following) return { ...next, step: following, after: null }
  return { ...next, after: null, conversationIds: [], finishedAt: now }
}

/** Runs `work` while this node has the lease. Undefined if another node has it. */
async function withLease<T>(
  { store, signal }: AnonymizeOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const lease = await store.lease('anonymize')
  if (!lease) return undefined
  try {
    return await work(signal ? AbortSignal.any([signal, lease.lost]) : lease.lost)
  } finally {
    await lease.release()
  }
}

/** Does the anonymization now, until the signal aborts, if no other one is running. Returns its state. */
export async function beginAnonymization(
  options: AnonymizeOptions,
  record: AnonymizationRecord,
): Promise<AnonymizationRecord> {
  const put = () =>
    options.store.write([userLock(record.appId, record.userId)], (tx) =>
      tx.anonymizations.put(record),
    )
  const begun = await withLease(options, async (signal) => {
    await put()
    return anonymize({ ...options, signal }, record)
  })
  if (!begun) await put()
  return begun ?? record
}

/** Continues the anonymizations that are not done, the oldest first. One node does this at a time. */
export async function continueAnonymizations(
  options: AnonymizeOptions & { onError: (error: unknown) => void },
): Promise<void> {
  const { store, onError } = options
  if ((await store.read.anonymizations.running(1)).length === 0) return
  await withLease(options, async (signal) => {
    for (const record of await store.read.anonymizations.running(100))
      await anonymize({ ...options, signal }, record).catch(onError)
  })
}
