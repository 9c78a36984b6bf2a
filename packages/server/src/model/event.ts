import type { Participant } from './participant.ts'
import type { Conversation, Event, Message, User, UserProfile, Webhook } from './schema.ts'

/** An event that the log keeps, unlike a notice about the stream itself. */
export type LoggedEvent = Extract<Event, { createdAt: number }>

export type EventType = LoggedEvent['type']

export type EventOf<Type extends EventType> = Extract<LoggedEvent, { type: Type }>

/** The subject of an event. The events of one subject are in the log in order. */
export type Subject = { userId: string } | { conversationId: string }

/** The parts of an event that the log keeps for webhooks only. Events of older versions have none. */
export interface PrivatePart {
  /** The properties of the event's user that are not public. */
  user?: Omit<User, keyof UserProfile>
  /** The message that was deleted. */
  message?: Message
  /** The conversation that was deleted. */
  conversation?: Conversation
  /**
   * The sequence numbers of the messages that a user has just read: after the first number, up to and including the
   * last.
   */
  read?: { after: number; upTo: number }
  /** The webhook that was disabled. */
  webhook?: Webhook
  /** Who has missed which messages, oldest first. */
  missed?: { userId: string; messageIds: string[] }
}

/** The types of events that are only for webhooks, not for streams. */
export type PrivateType = 'webhook.disabled' | 'notification.triggered'

/** An event to append to the log, which assigns its id and time. */
export type NewEvent = {
  [Type in EventType]: {
    type: Type
    subject: Subject
    /** The only participant who may see it. */
    recipient?: string
    /** Users who see the conversation's events from this event on. */
    opens?: string[]
    /** Users for whom this is the last event of the conversation. */
    closes?: string[] | 'everyone'
    data: Omit<EventOf<Type>, 'id' | 'type' | 'createdAt'>
    private?: PrivatePart
    /** Whether only webhooks get the event, not streams; for the events of users. */
    isPrivate?: boolean
  }
}[EventType]

/** Presence is not in the log, so the event has no id and no time. */
export const presenceEvent = (userId: string, isOnline: boolean): Event => ({
  type: isOnline ? 'user.online' : 'user.offline',
  userId,
})

/** Typing is not in the log either. */
export const typingEvent = (conversationId: string, userId: string): Event => ({
  type: 'conversation.typing',
  conversationId,
  userId,
})

/** Returns the event as the first one of the conversation that these participants see. */
export const openedTo = (participants: Participant[], event: NewEvent): NewEvent => ({
  ...event,
  opens: participants.map(({ userId }) => userId),
})
