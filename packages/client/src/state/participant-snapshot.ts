import type { components } from '@openparley/spec/types'
import type { ParticipantSnapshot } from '../session/subscription-types.ts'
import type { ParticipantState } from './participant-window.ts'
import { frozen, userSnapshot } from './snapshots.ts'

type UserWire = components['schemas']['UserSnapshot']

/** Undefined while the user is not known. */
export const participantSnapshot = (
  { access, notify, joinedAt }: ParticipantState,
  wire: UserWire | null | undefined,
): ParticipantSnapshot | undefined =>
  wire
    ? frozen<ParticipantSnapshot>({
        user: userSnapshot(wire),
        // Those without access are not in the conversation.
        access: access === 'ReadWrite' ? access : 'Read',
        notify,
        joinedAt,
      })
    : undefined
