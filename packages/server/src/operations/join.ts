import type { App } from '../model/app.ts'
import type { ConversationRecord, Invited } from '../model/conversation.ts'
import { hasAccess, joinedParticipant, type Participant } from '../model/participant.ts'
import type { ParticipantSettings } from '../model/schema.ts'
import type { ReadTx, WriteTx } from '../store/store.ts'

/** Returns why this number of users cannot join the conversation, or undefined if they can. */
export async function tooManyParticipants(
  tx: ReadTx,
  { id, settings: { maxParticipants } }: App,
  conversationId: string,
  joining: number,
): Promise<string | undefined> {
  const present = await tx.participants.count(id, conversationId)
  return present + joining > maxParticipants
    ? `A conversation has at most ${maxParticipants} participants.`
    : undefined
}

/** Adds the user to the conversation, or changes the settings of a participant. */
export async function join(
  tx: WriteTx,
  appId: string,
  conversation: ConversationRecord,
  userId: string,
  old: Participant | undefined,
  settings: ParticipantSettings | undefined,
  now: number,
): Promise<Participant> {
  const { id, createdAt } = conversation.attributes
  let unread = 0
  if (!old || !hasAccess(old))
    unread = unreadBy(userId, await sentSince(tx, appId, conversation, old?.readSeq ?? 0))
  const participant = joinedParticipant(
    { conversationId: id, userId },
    old,
    conversation,
    unread,
    settings,
    now,
  )
  await tx.participants.put(appId, createdAt, participant)
  return participant
}

/** Adds users who were never in the conversation. */
export async function joinNewParticipants(
  tx: WriteTx,
  appId: string,
  conversation: ConversationRecord,
  invited: Invited[],
  now: number,
): Promise<Participant[]> {
  if (invited.length === 0) return []
  const { id: conversationId, createdAt } = conversation.attributes
  const sent = await sentSince(tx, appId, conversation, 0)
  const settingsByUser = new Map(invited.map(({ userId, settings }) => [userId, settings]))
  const joined = [...settingsByUser].map(([userId, settings]) =>
    joinedParticipant(
      { conversationId, userId },
      undefined,
      conversation,
      unreadBy(userId, sent),
      settings,
      now,
    ),
  )
  await tx.participants.put(appId, createdAt, ...joined)
  return joined
}

/** Counts the messages after `seq` by sender. The sender of system messages is null. */
type Sent = Map<string | null, number>

const sentSince = (
  tx: ReadTx,
  appId: string,
  { attributes, newestSeq }: ConversationRecord,
  seq: number,
): Promise<Sent> => tx.messages.countBySender(appId, attributes.id, seq, newestSeq)

function unreadBy(userId: string, sent: Sent): number {
  let all = 0
  for (const count of sent.values()) all += count
  return all - (sent.get(userId) ?? 0)
}
