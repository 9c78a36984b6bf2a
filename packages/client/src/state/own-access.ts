import type { LoggedEvent } from './apply.ts'

/** Whether the user has access to the conversation after the event. Undefined if the event does not tell. */
export function accessAfter(event: LoggedEvent, userId: string): boolean | undefined {
  if (event.type === 'conversation.deleted') return false
  if (event.type === 'participant.left') return event.userId === userId ? false : undefined
  const changed =
    event.type === 'participant.joined'
      ? event.participants
      : event.type === 'participant.updated'
        ? [event.participant]
        : []
  const own = changed.find((participant) => participant.userId === userId)
  return own && own.access !== 'None'
}
