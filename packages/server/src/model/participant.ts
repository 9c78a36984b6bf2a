import type { MessageRecord } from './message.ts'
import type {
  Access,
  ConversationParticipant,
  ListedParticipant,
  Notify,
  ParticipantPatch,
  ParticipantSettings,
} from './schema.ts'

/**
 * One user's place in one conversation, with the conversation as that user sees it. Without access the
 * view stands still: it keeps the last activity and the newest message of the moment access ended.
 */
export interface Participant {
  conversationId: string
  userId: string
  access: Access
  notify: Notify
  /** Sequence number of the newest message the user has read, 0 before the first. */
  readSeq: number
  markedUnread: boolean
  /** Others' messages after `readSeq`. */
  unreadCount: number
  /** Sequence number of the newest message the user may see, 0 where there is none. */
  newestSeq: number
  /** Unix milliseconds of the newest message, else of the conversation's creation. */
  lastActivity: number
  /** Unix milliseconds of the newest time that they came into the conversation, or back into it. */
  joinedAt: number
  /** Unix milliseconds of the newest message that they have read, which may be deleted; null before the first. */
  readUntil: number | null
}

/** A participant who may read. */
export type ActiveParticipant = Participant & { access: Exclude<Access, 'None'> }

export const hasAccess = (participant: Participant): participant is ActiveParticipant =>
  participant.access !== 'None'

export const conversationParticipant = (
  participant: ActiveParticipant,
): ConversationParticipant => ({
  access: participant.access,
  notify: participant.notify,
  isUnread: isUnread(participant),
  joinedAt: participant.joinedAt,
  readUntil: participant.readUntil,
})

export const listedParticipant = (participant: ActiveParticipant): ListedParticipant => ({
  userId: participant.userId,
  ...conversationParticipant(participant),
})

export const isUnread = (participant: Participant) =>
  participant.markedUnread || participant.unreadCount > 0

/** Where the conversation stands for everyone who has access. */
export interface Position {
  newestSeq: number
  lastActivity: number
}

/**
 * The participant after joining. Those who had access, or get none, keep their place and only the settings change;
 * anyone else comes to see the whole history, with `unreadCount` messages of others after what they had read.
 */
export const joinedParticipant = (
  id: Pick<Participant, 'conversationId' | 'userId'>,
  old: Participant | undefined,
  { newestSeq, lastActivity }: Position,
  unreadCount: number,
  settings: ParticipantSettings | undefined,
  now: number,
): Participant => ({
  ...id,
  access: settings?.access ?? 'ReadWrite',
  notify: settings?.notify ?? true,
  readSeq: old?.readSeq ?? 0,
  markedUnread: old?.markedUnread ?? false,
  readUntil: old?.readUntil ?? null,
  ...(old && (hasAccess(old) || settings?.access === 'None')
    ? {
        unreadCount: old.unreadCount,
        newestSeq: old.newestSeq,
        lastActivity: old.lastActivity,
        joinedAt: old.joinedAt,
      }
    : { unreadCount, newestSeq, lastActivity, joinedAt: now }),
})

export const patchedParticipant = (old: Participant, patch: ParticipantPatch): Participant => ({
  ...old,
  access: patch.access ?? old.access,
  notify: patch.notify ?? old.notify,
})

/** Read up to the newest message; null and absent change nothing. */
export function markedParticipant(
  old: Participant,
  isUnread: boolean | null | undefined,
): Participant {
  if (isUnread === true) return { ...old, markedUnread: true }
  if (isUnread === false)
    return {
      ...old,
      markedUnread: false,
      unreadCount: 0,
      readSeq: Math.max(old.readSeq, old.newestSeq),
      ...(old.newestSeq > 0 && { readUntil: Math.max(old.readUntil ?? 0, old.lastActivity) }),
    }
  return old
}

/** The earliest time among those with access: -Infinity if one has read nothing, Infinity without anyone. */
const earliest = (participants: Participant[]): number =>
  participants
    .filter(hasAccess)
    .reduce((time, { readUntil }) => Math.min(time, readUntil ?? -Infinity), Infinity)

const finite = (time: number): number | null => (Number.isFinite(time) ? time : null)

/** The time up to which everyone with access has read; null if one of them has read nothing. */
export const everyoneReadUntil = (participants: Participant[]): number | null =>
  finite(earliest(participants))

/**
 * What new messages change in how far their conversation is read: the newest one that its sender has read, if any,
 * and up to when everyone has read after each of the messages. `participants` are as they were before.
 */
export function readingAfter(
  messages: MessageRecord[],
  participants: Participant[],
): { read: MessageRecord | undefined; everyone: (number | null)[] } {
  const sender = messages[0]?.senderId
  const reader = participants.find(
    ({ userId, unreadCount }) => userId === sender && unreadCount === 0,
  )
  if (!reader)
    return { read: undefined, everyone: messages.map(() => everyoneReadUntil(participants)) }
  const next = messages.findIndex(({ senderId }) => senderId !== sender)
  const own = next < 0 ? messages : messages.slice(0, next)
  const others = earliest(participants.filter((one) => one !== reader))
  const read = own.at(-1) as MessageRecord
  return {
    read,
    everyone: messages.map((_, index) => finite(Math.min(others, (own[index] ?? read).createdAt))),
  }
}
