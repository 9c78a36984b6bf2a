import type { Fault } from './error.ts'
import { type MessageRecord, messageOf } from './message.ts'
import {
  type ActiveParticipant,
  type Counted,
  conversationParticipant,
  everyoneReadUntil,
  hasAccess,
  isUnread,
  type Participant,
} from './participant.ts'
import { customBounds, itemsOf, mapFaults, mergedMap, patched } from './patch.ts'
import type {
  Conversation,
  ConversationPatch,
  ParticipantSettings,
  Stored,
  UserConversation,
} from './schema.ts'

/** The properties of a conversation, without its participants and messages. */
export type ConversationAttributes = Pick<
  Conversation,
  'id' | 'subject' | 'photoUrl' | 'welcomeMessages' | 'custom' | 'topicId' | 'createdAt'
>

/** The position of a conversation in its messages. */
export interface ConversationPosition {
  /** The last sequence number of a message, even if that message was deleted. */
  lastSeq: number
  /** Sequence number of the newest message, 0 if there is none. */
  newestSeq: number
  /** Time of the newest message, or of the creation if there is none, in Unix milliseconds. */
  lastActivity: number
  /** Earliest time of the next message: later than every message before it, even deleted ones, in Unix milliseconds. */
  nextTime: number
}

export interface ConversationRecord extends ConversationPosition {
  attributes: ConversationAttributes
}

/** Returns the faults of the patch that its schema does not cover. `old` is undefined for a new conversation. */
export function conversationFaults(
  id: string,
  old: ConversationAttributes | undefined,
  patch: ConversationPatch,
): Fault[] {
  if (patch.id !== undefined && patch.id !== id)
    return [{ field: ['id'], why: 'Must equal the id in the path.' }]
  return mapFaults('custom', customBounds, old?.custom ?? {}, patch.custom)
}

/** A user that a patch adds to a conversation. */
export interface Invited {
  userId: string
  /** The settings with which the user joins; undefined for the defaults. */
  settings: ParticipantSettings | undefined
  /** The path of the user in the participants of the patch. */
  place: string | number
}

export const invitedBy = ({ participants }: ConversationPatch): Invited[] =>
  Array.isArray(participants)
    ? participants.map((userId, place) => ({ userId, settings: undefined, place }))
    : Object.entries(participants ?? {}).map(([userId, settings]) => ({
        userId,
        settings,
        place: userId,
      }))

export function mergedConversation(
  old: ConversationAttributes | undefined,
  patch: ConversationPatch,
  defaults: { id: string; now: number },
): ConversationAttributes {
  return {
    id: defaults.id,
    subject: patched(old?.subject ?? null, patch.subject, null),
    photoUrl: patched(old?.photoUrl ?? null, patch.photoUrl, null),
    welcomeMessages: patched(old?.welcomeMessages ?? null, itemsOf(patch.welcomeMessages), null),
    custom: mergedMap(old?.custom ?? {}, patch.custom),
    topicId: patched(old?.topicId ?? defaults.id, patch.topicId, defaults.id),
    createdAt: old?.createdAt ?? defaults.now,
  }
}

export const storedConversation = (
  conversation: Stored<ConversationAttributes, 'id' | 'createdAt'>,
): ConversationAttributes => ({
  ...mergedConversation(undefined, {}, { id: conversation.id, now: conversation.createdAt }),
  ...conversation,
})

const participantsOf = <T>(
  participants: Participant[],
  view: (participant: ActiveParticipant) => T,
) =>
  Object.fromEntries(
    participants.filter(hasAccess).map((participant) => [participant.userId, view(participant)]),
  )

const lastMessageOf = (newest: MessageRecord | undefined, participants: Participant[]) =>
  newest === undefined ? null : messageOf(newest, participants)

export const conversationOf = (
  { id, subject, photoUrl, welcomeMessages, custom, topicId, createdAt }: ConversationAttributes,
  participants: Participant[],
  newest: MessageRecord | undefined,
): Conversation => ({
  id,
  subject,
  photoUrl,
  welcomeMessages,
  custom,
  lastMessage: lastMessageOf(newest, participants),
  participants: participantsOf(participants, conversationParticipant),
  everyoneReadUntil: everyoneReadUntil(participants),
  createdAt,
  topicId,
})

/** The conversation as the participant `own` sees it. */
export const userConversationOf = (
  { id, subject, photoUrl, welcomeMessages, custom, topicId, createdAt }: ConversationAttributes,
  participants: Participant[],
  newest: MessageRecord | undefined,
  own: Counted,
): UserConversation => ({
  id,
  subject,
  photoUrl,
  welcomeMessages,
  custom,
  lastMessage: lastMessageOf(newest, participants),
  unreadMessageCount: own.unreadCount,
  unreadMentionCount: own.unreadMentionCount,
  isUnread: isUnread(own),
  participants: participantsOf(participants, ({ access, notify, joinedAt, readUntil }) => ({
    access,
    notify,
    joinedAt,
    readUntil,
  })),
  everyoneReadUntil: everyoneReadUntil(participants),
  createdAt,
  topicId,
})
