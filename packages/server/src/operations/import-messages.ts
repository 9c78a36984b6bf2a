import type { ConversationPosition } from '../model/conversation.ts'
import { ApiError, type Fault, invalidRequest } from '../model/error.ts'
import { fileTokens } from '../model/file.ts'
import type { Files, MessageRecord } from '../model/message.ts'
import { importedContent, importFaults, messagesImported } from '../model/message-import.ts'
import type { MessageToImport } from '../model/schema.ts'
import { conversationLock, type WriteTx } from '../store/store.ts'
import { idOfKey, senderKey } from '../store/tables/idempotency-keys.ts'
import { newestEventMessage } from './event-messages.ts'
import { existingConversation } from './existing.ts'
import type { AppContext, Handler } from './operation.ts'

export const importMessages: Handler<'importMessages'> = ({ path, body }, context) => {
  const { app, store } = context
  const { conversationId } = path
  return store.write([conversationLock(app.id, conversationId)], async (tx) => {
    const conversation = await existingConversation(tx, app.id, conversationId)
    if (await tx.purges.get(app.id, conversationId))
      throw new ApiError(
        'unavailable',
        'Messages of a deleted conversation with this id are still being removed.',
      )
    const now = context.now()
    const participants = await tx.participants.listForConversation(app.id, conversationId)
    const userIds = new Set(participants.map(({ userId }) => userId))
    const tokens = fileTokens(body.map(({ attachmentToken }) => attachmentToken))
    const files = await tx.files.hold(app.id, tokens)
    const faults = body.flatMap((message, index) =>
      importFaults(message, userIds, files, now).map(
        ({ field, why }): Fault => ({ field: [index, ...field], why }),
      ),
    )
    if (faults.length > 0) throw invalidRequest(faults)

    const { ids, records } = await recordsOf(
      tx,
      context,
      conversationId,
      conversation,
      body,
      files,
      now,
    )
    if (records.length === 0) return ids.map((id) => ({ id }))
    const position = positionAfter(conversation, records)
    await tx.messages.insert(app.id, records)
    await tx.files.attach(app.id, records)
    if (position.newestSeq !== conversation.newestSeq)
      await tx.participants.moveTo(app.id, conversationId, position)
    const event = messagesImported(records, {
      lastMessageAt: position.lastActivity,
      lastMessage: await newestEventMessage(tx, app.id, conversationId),
    })
    await tx.events.insert(app.id, now, event)
    await tx.conversations.updatePositions(app.id, new Map([[conversationId, position]]))
    return ids.map((id) => ({ id }))
  })
}

/**
 * Separates the new messages, and returns the id of each message of the call. Messages with a used idempotency key are
 * not new.
 */
async function recordsOf(
  tx: WriteTx,
  { app, newMessageId }: AppContext,
  conversationId: string,
  { lastSeq }: ConversationPosition,
  messages: MessageToImport[],
  files: Files,
  now: number,
): Promise<{ ids: string[]; records: MessageRecord[] }> {
  const keyOf = ({ idempotencyKey: key }: MessageToImport) =>
    key === undefined ? undefined : { conversationId, key: senderKey(key, undefined) }
  const keys = messages.flatMap((message) => keyOf(message) ?? [])
  const sent = await tx.idempotencyKeys.messageIds(app.id, keys, now)
  const ids: string[] = []
  const records: MessageRecord[] = []
  for (const message of messages) {
    const key = keyOf(message)
    const known = key && sent.get(idOfKey(key))
    const id = known ?? newMessageId()
    ids.push(id)
    if (known !== undefined) continue
    const seq = lastSeq + records.length + 1
    const createdAt = message.createdAt ?? message.timestamp ?? now
    const content = importedContent(message, files)
    records.push({ id, conversationId, seq, senderId: message.sender, createdAt, content })
    if (!key) continue
    await tx.idempotencyKeys.put(app.id, [{ ...key, id, seq }], now)
    sent.set(idOfKey(key), id)
  }
  return { ids, records }
}

/** The position of the conversation after an import: only a message that becomes the newest changes it. */
function positionAfter(
  { newestSeq, lastActivity, nextTime }: ConversationPosition,
  records: MessageRecord[],
): ConversationPosition {
  let newest = newestSeq > 0 ? { newestSeq, lastActivity } : undefined
  for (const { seq, createdAt } of records)
    if (!newest || createdAt >= newest.lastActivity)
      newest = { newestSeq: seq, lastActivity: createdAt }
  const lastSeq = records.at(-1)?.seq ?? 0
  const times = records.map(({ createdAt }) => createdAt + 1)
  return { newestSeq, lastActivity, ...newest, lastSeq, nextTime: Math.max(nextTime, ...times) }
}
