import type { components } from '@openparley/spec/types'
import type { LoggedEvent } from './subject.ts'

/** The participants whom the event adds or changes, as they are after it. */
export const participantsIn = (event: LoggedEvent): components['schemas']['ParticipantState'][] =>
  'participants' in event ? event.participants : 'participant' in event ? [event.participant] : []

/** Whether the user has access to the conversation after the event. Undefined if the event does not contain it. */
export function accessAfter(event: LoggedEvent, userId: string): boolean | undefined {
  if (event.type === 'conversation.deleted') return false
  if (event.type === 'participant.left') return event.userId === userId ? false : undefined
  const own = participantsIn(event).find((participant) => participant.userId === userId)
  return own && own.access !== 'None'
}
