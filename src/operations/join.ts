import type { ConversationRecord } from '../model/conversation.ts'
import { hasAccess, joinedParticipant, type Participant } from '../model/participant.ts'
import type { ParticipantSettings } from '../model/schema.ts'
import type { WriteTx } from '../store/store.ts'

/** Puts the user into the conversation, or changes the settings of one who is in it. */
export async function join(
  tx: WriteTx,
  appId: string,
  conversation: ConversationRecord,
  userId: string,
  old: Participant | undefined,
  settings?: ParticipantSettings,
): Promise<Participant> {
  const { id, createdAt } = conversation.attributes
  const unread =
    conversation.newestSeq === 0 || (old && hasAccess(old))
      ? 0
      : await tx.messages.countFromOthers(appId, id, userId, old?.readSeq ?? 0)
  const participant = joinedParticipant(
    { conversationId: id, userId },
    old,
    conversation,
    unread,
    settings,
  )
  await tx.participants.put(appId, createdAt, participant)
  return participant
}
