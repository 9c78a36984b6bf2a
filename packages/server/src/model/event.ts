import type { Participant } from './participant.ts'
import type { Event } from './schema.ts'

/** An event that the log keeps, unlike a notice about the stream itself. */
export type LoggedEvent = Extract<Event, { createdAt: number }>

export type EventType = LoggedEvent['type']

type EventOf<Type extends EventType> = Extract<LoggedEvent, { type: Type }>

/** What an event is about; the events of one subject stand in the log in the order they happened. */
export type Subject = { userId: string } | { conversationId: string }

/** A fact to append to the log, which gives it its number and its time. */
export type NewEvent = {
  [Type in EventType]: {
    type: Type
    subject: Subject
    /** The only user of those in the conversation who may see it. */
    recipient?: string
    /** Users who see the conversation's events from this one on. */
    opens?: string[]
    /** Users for whom this is the last event of the conversation. */
    closes?: string[] | 'everyone'
    data: Omit<EventOf<Type>, 'id' | 'type' | 'createdAt'>
  }
}[EventType]

/** Presence is never in the log: the event has no number and no time. */
export const presenceEvent = (userId: string, isOnline: boolean): Event => ({
  type: isOnline ? 'user.online' : 'user.offline',
  userId,
})

/** The event, as the first that these participants see of the conversation. */
export const openedTo = (participants: Participant[], event: NewEvent): NewEvent => ({
  ...event,
  opens: participants.map(({ userId }) => userId),
})
