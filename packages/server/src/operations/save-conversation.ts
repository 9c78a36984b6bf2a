import {
  type ConversationAttributes,
  type ConversationRecord,
  type Invited,
  mergedConversation,
} from '../model/conversation.ts'
import {
  conversationCreated,
  conversationUpdated,
  participantsJoined,
} from '../model/conversation-events.ts'
import { type NewEvent, openedTo } from '../model/event.ts'
import { hasAccess } from '../model/participant.ts'
import type { ConversationPatch } from '../model/schema.ts'
import type { WriteTx } from '../store/store.ts'
import { newestEventMessage } from './event-messages.ts'
import { joinNewParticipants } from './join.ts'
import type { ChangeContext } from './operation.ts'

/**
 * Creates the conversation, or changes its properties, and adds users who were never in it. `old` is undefined if it does
 * not exist.
 */
export async function saveConversation(
  tx: WriteTx,
  { app, now: clock }: ChangeContext,
  id: string,
  old: ConversationRecord | undefined,
  patch: ConversationPatch,
  joining: Invited[],
): Promise<ConversationRecord> {
  const now = clock()
  // Messages of a deleted conversation with this id have lower sequence numbers and earlier times.
  const purge = old ? undefined : await tx.purges.get(app.id, id)
  const createdAt = Math.max(now, purge?.createdAt ?? 0)
  const attributes = mergedConversation(old?.attributes, patch, { id, now: createdAt })
  const fresh = { newestSeq: 0, lastActivity: createdAt, nextTime: createdAt }
  const position = old ?? { lastSeq: purge?.lastSeq ?? 0, ...fresh }
  const conversation = { ...position, attributes }
  const changed = !old || !same(old.attributes, attributes)
  if (changed) await tx.conversations.put(app.id, conversation)

  const added = await joinNewParticipants(tx, app.id, conversation, joining, now)
  const joined = await tx.mentions.countUnread(app.id, added.filter(hasAccess))
  const events: NewEvent[] = []
  if (!old) events.push(conversationCreated(attributes))
  else if (changed) events.push(conversationUpdated(attributes))
  const newest = old && joined.length > 0 ? await newestEventMessage(tx, app.id, id) : null
  // A user who was never a participant has read nothing.
  if (joined.length > 0) events.push(participantsJoined(attributes, joined, null, newest))
  // The first participants of a conversation see its first event. Later participants see their own joining and
  // everything after it.
  const first = old ? events.length - 1 : 0
  if (joined.length > 0) events[first] = openedTo(joined, events[first] as NewEvent)
  await tx.events.append(app.id, now, ...events)
  return conversation
}

const same = (one: ConversationAttributes, other: ConversationAttributes) =>
  JSON.stringify(one) === JSON.stringify(other)
