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
 * A user's participation in a conversation, and the conversation as that user sees it. Without access, the view is
 * frozen: it keeps the last activity and the newest message at the time when access ended.
 */
export interface Participant {
  conversationId: string
  userId: string
  access: Access
  notify: Notify
  /** Sequence number of the newest message that the user has read; 0 before the first. */
  readSeq: number
  markedUnread: boolean
  /** Number of others' messages after `readSeq`. */
  unreadCount: number
  /** Sequence number of the newest message that the user may see; 0 if there is none. */
  newestSeq: number
  /** Time of the newest message, or of the conversation's creation if there is none, in Unix milliseconds. */
  lastActivity: number
  /** When the user last joined the conversation, in Unix milliseconds. */
  joinedAt: number
  /** Time of the newest message that the user has read, even if deleted, in Unix milliseconds; null before the first. */
  readUntil: number | null
}

/** A participant with access. */
export type ActiveParticipant = Participant & { access: Exclude<Access, 'None'> }

/** A participant, with the number of unread messages that mention them. */
export type Counted<P extends Participant = Participant> = P & { unreadMentionCount: number }

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

export const isUnread = (participant: Pick<Participant, 'markedUnread' | 'unreadCount'>) =>
  participant.markedUnread || participant.unreadCount > 0

/** The position of the conversation for participants with access. */
export interface Position {
  newestSeq: number
  lastActivity: number
}

/**
 * Returns the participant after joining. If they had access already, or get none, only the settings change. Otherwise
 * they see the whole history, and `unreadCount` is the number of messages of other participants after the last one that
 * they have read.
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

/** Why users cannot set their own access to `None`. */
export const ownAccessFault = 'Must be ReadWrite or Read. To leave a conversation, use DELETE.'

const accesses: Access[] = ['None', 'Read', 'ReadWrite']

/** Returns why the user may not make this change of their own participation; undefined if they may. */
export function ownAccessRefusal(old: Participant, patch: ParticipantPatch): string | undefined {
  const { access = hasAccess(old) ? old.access : 'ReadWrite' } = patch
  return accesses.indexOf(access) > accesses.indexOf(old.access)
    ? `Your access to this conversation is "${old.access}". Nobody can raise their own access.`
    : undefined
}

/** Marks everything as read, or as unread. Null and undefined change nothing. */
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

/**
 * The earliest time among participants with access: -Infinity if somebody has read nothing, Infinity if there is
 * nobody.
 */
const earliest = (participants: Participant[]): number =>
  participants
    .filter(hasAccess)
    .reduce((time, { readUntil }) => Math.min(time, readUntil ?? -Infinity), Infinity)

const finite = (time: number): number | null => (Number.isFinite(time) ? time : null)

/** The time up to which everyone with access has read; null if somebody has read nothing. */
export const everyoneReadUntil = (participants: Participant[]): number | null =>
  finite(earliest(participants))

/**
 * The effect of new messages on the read positions of the conversation: for each message, the newest message that its
 * sender has read, if any, and the time up to which everyone has read. `participants` is the state before.
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
