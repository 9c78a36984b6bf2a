import { hasAccess, type Participant } from './participant.ts'

/** The default and the maximum of the seconds from the first new message to the notification. */
export const defaultNotificationDelay = 30
export const maxNotificationDelay = 900

/** Max messages of a notification. */
export const maxMissed = 30

/**
 * In larger conversations, only users who are mentioned are notified. Otherwise each message would cause hundreds of
 * notifications.
 */
const maxNotified = 300

/** Max milliseconds by which typing delays a notification. */
export const maxTypingWait = 60_000

/**
 * A participant who is notified of messages that they have missed: of all messages, or only of those that mention them.
 */
export interface Recipient {
  participant: Participant
  isMention: boolean
}

/**
 * Returns who is notified of new messages of a conversation if they have not read them; `looking` has the users who are
 * looking at the conversation.
 */
export const recipientsOf = (participants: Participant[], looking: Set<string>): Recipient[] =>
  participants
    .filter((one) => hasAccess(one) && one.notify !== false && !looking.has(one.userId))
    .map((participant) => ({
      participant,
      isMention: participant.notify === 'MentionsOnly' || participants.length > maxNotified,
    }))
