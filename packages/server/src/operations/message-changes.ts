import { namedFor } from '../model/contacts/masked-content.ts'
import { fileTokenIn } from '../model/content.ts'
import type { ContentRights } from '../model/content-faults.ts'
import type { ConversationRecord } from '../model/conversation.ts'
import { invalidRequest } from '../model/error.ts'
import { fileTokens } from '../model/file.ts'
import type { MessageRecord } from '../model/message.ts'
import {
  editedContent,
  editFaults,
  messageDeleted,
  messageUpdated,
} from '../model/message-changes.ts'
import type { MessagePatch } from '../model/schema.ts'
import type { WriteTx } from '../store/store.ts'
import { eventMessageParts, newestEventMessage } from './event-messages.ts'
import type { ChangeContext } from './operation.ts'
import type { Viewer } from './realtime/permissions.ts'

// Both run in a write that holds the lock of the conversation.

/** `editor` is the user of a user token; undefined for the backend. */
export async function changeStoredMessage(
  tx: WriteTx,
  { app, now: clock }: ChangeContext,
  message: MessageRecord,
  patch: MessagePatch,
  rights: ContentRights,
  editor?: Viewer,
): Promise<void> {
  const participants = await tx.participants.listForConversation(app.id, message.conversationId)
  const held = await tx.files.hold(app.id, fileTokens([fileTokenIn(patch)]))
  const files = editor ? namedFor(editor, held) : held
  const faults = editFaults(message, patch, rights, files, participants)
  if (faults.length > 0) throw invalidRequest(faults)
  const now = clock()
  const content = editedContent(message, patch, rights, files, now)
  await tx.messages.edit(app.id, message, content)
  if (content.file?.fileToken !== message.content.file?.fileToken) {
    await tx.files.detach(app.id, message)
    await tx.files.attach(app.id, [{ ...message, content }])
  }
  const parts = await eventMessageParts(tx, app.id, { ...message, content })
  const event = messageUpdated({ ...parts, participants })
  await tx.events.append(app.id, now, event)
}

export async function deleteStoredMessage(
  tx: WriteTx,
  { app, now: clock }: ChangeContext,
  conversation: ConversationRecord,
  message: MessageRecord,
): Promise<void> {
  const { conversationId } = message
  const participants = await tx.participants.listForConversation(app.id, conversationId)
  const mentions = await tx.mentions.ofMessage(app.id, message)
  await tx.messages.delete(app.id, message)
  await tx.files.detach(app.id, message)
  if (mentions.length > 0) await tx.mentions.delete(app.id, message)
  if (message.content.reactions.length > 0) await tx.reactions.deleteOfMessage(app.id, message)
  const [newest] = await tx.messages.list(app.id, conversationId, {
    limit: 1,
    direction: 'DESC',
    after: message,
  })
  const before = {
    newestSeq: newest?.seq ?? 0,
    lastActivity: newest?.createdAt ?? conversation.attributes.createdAt,
  }
  const position = conversation.newestSeq === message.seq ? before : conversation
  const event = messageDeleted(message, participants, mentions, {
    lastMessageAt: position.lastActivity,
    lastMessage: await newestEventMessage(tx, app.id, conversationId),
  })
  await tx.events.insert(app.id, clock(), event)
  const { lastSeq, nextTime } = conversation
  const moved = new Map([[conversationId, { ...position, lastSeq, nextTime }]])
  await tx.conversations.updatePositions(app.id, moved)
  await tx.participants.uncountMessage(app.id, message, before)
}
