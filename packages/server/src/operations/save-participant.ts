import type { ConversationRecord } from '../model/conversation.ts'
import {
  conversationRead,
  conversationUnread,
  participantLeft,
  participantsJoined,
  participantUpdated,
} from '../model/conversation-events.ts'
import { invalid } from '../model/error.ts'
import { openedTo } from '../model/event.ts'
import { hasAccess, markedParticipant, type Participant } from '../model/participant.ts'
import type { ParticipantSettings } from '../model/schema.ts'
import type { WriteTx } from '../store/store.ts'
import { newestEventMessage } from './event-messages.ts'
import { join, tooManyParticipants } from './join.ts'
import type { AppContext } from './operation.ts'
import { withMentions } from './unread-mentions.ts'

/**
 * Adds the user to the conversation, or changes the settings of a participant, and appends the event. Throws a 400 if the
 * conversation has the max number of participants.
 */
export async function saveParticipant(
  tx: WriteTx,
  { app, now: clock }: AppContext,
  conversation: ConversationRecord,
  userId: string,
  old: Participant | undefined,
  settings: ParticipantSettings | undefined,
): Promise<void> {
  const { attributes } = conversation
  const tooMany = !old && (await tooManyParticipants(tx, app, attributes.id, 1))
  if (tooMany) throw invalid('conversationId', tooMany)
  const now = clock()
  const joined = await join(tx, app.id, conversation, userId, old, settings, now)
  const had = old !== undefined && hasAccess(old)
  // There is no event for a user who had no access before the change and has none after it.
  if (!had && !hasAccess(joined)) return
  if (had && old.access === joined.access && old.notify === joined.notify) return
  const participant = await withMentions(tx, app.id, joined)
  const everyone = await tx.participants.everyoneReadUntil(app.id, attributes.id)
  const newest = await newestEventMessage(tx, app.id, attributes.id)
  const event = had
    ? participantUpdated(attributes, participant, everyone, newest)
    : openedTo([participant], participantsJoined(attributes, [participant], everyone, newest))
  await tx.events.append(app.id, now, event)
}

/** Removes the participant from the conversation, and appends the event. */
export async function deleteParticipant(
  tx: WriteTx,
  context: AppContext,
  participant: Participant,
): Promise<void> {
  const { conversationId, userId } = participant
  await tx.participants.delete(context.app.id, conversationId, userId)
  await appendLeft(tx, context, participant)
}

/**
 * Removes the access of the participant, and appends the event that they left. Their row prevents them from joining
 * again by themselves.
 */
export async function removeAccess(
  tx: WriteTx,
  context: AppContext,
  { attributes }: ConversationRecord,
  participant: Participant,
): Promise<void> {
  const without = { ...participant, access: 'None' } as const
  await tx.participants.put(context.app.id, attributes.createdAt, without)
  await appendLeft(tx, context, participant)
}

/** Appends the event that the user left, unless they had no access. */
async function appendLeft(
  tx: WriteTx,
  { app, now }: AppContext,
  participant: Participant,
): Promise<void> {
  if (!hasAccess(participant)) return
  const everyone = await tx.participants.everyoneReadUntil(app.id, participant.conversationId)
  await tx.events.append(app.id, now(), participantLeft(participant, everyone))
}

/** Marks the conversation as read or unread by the participant, and appends the event. Null and undefined change nothing. */
export async function markParticipant(
  tx: WriteTx,
  { app, now }: AppContext,
  { attributes }: ConversationRecord,
  old: Participant,
  unread: boolean | null | undefined,
): Promise<void> {
  const participant = markedParticipant(old, unread)
  if (JSON.stringify(participant) === JSON.stringify(old)) return
  await tx.participants.put(app.id, attributes.createdAt, participant)
  if (!unread) {
    const everyone = await tx.participants.everyoneReadUntil(app.id, attributes.id)
    await tx.events.append(app.id, now(), conversationRead(participant, old.readSeq, everyone))
  }
  // Without access, the user gets no events of the conversation.
  else if (hasAccess(participant))
    await tx.events.append(app.id, now(), conversationUnread(participant))
}
