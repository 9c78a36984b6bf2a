import { change, join, type Settings } from './changes.ts'
import { type Access, byId, type Participant, type State } from './state.ts'

// The effect of each call for a participant with a user token, in an app that lets users add, change and remove others.

export interface Change {
  id: string
  /** The user of the token. */
  caller: string
  userId: string
  settings: Settings
}

export type Verb = 'set' | 'change' | 'create'

const rank: Record<Access, number> = { None: 0, Read: 1, ReadWrite: 2 }

const isIn = (participant: Participant | undefined) =>
  participant !== undefined && participant.access !== 'None'

const participantsOf = ({ conversations }: State, id: string) =>
  conversations.get(id)?.participants ?? new Map<string, Participant>()

export function save(state: State, verb: Verb, { id, caller, userId, settings }: Change): number {
  const participants = participantsOf(state, id)
  const old = participants.get(userId)
  if (caller === userId) {
    if (settings.access === 'None') return 400
    if (isIn(old) ? verb === 'create' : verb === 'change') return isIn(old) ? 200 : 404
    const { access = old && isIn(old) ? old.access : 'ReadWrite' } = settings
    if (old && rank[access] > rank[old.access]) return 403
  } else {
    if (!isIn(participants.get(caller))) return 404
    if (old && verb === 'create') return 200
    if (participants.get(caller)?.access === 'Read') return 403
    if (!old && verb === 'change') return 404
  }
  return (old ? change : join)(state, id, userId, settings)
}

export function remove(state: State, { id, caller, userId }: Omit<Change, 'settings'>): number {
  const participants = participantsOf(state, id)
  if (caller !== userId) {
    if (!isIn(participants.get(caller))) return 404
    if (participants.get(caller)?.access === 'Read') return 403
  }
  const old = participants.get(userId)
  // Otherwise, participants who could only read would come back with more access.
  if (caller === userId && old?.access === 'Read')
    return change(state, id, userId, { access: 'None' })
  if (isIn(old)) participants.delete(userId)
  return 200
}

/** The page of a conversation's participants as the caller sees it: their ids, newest joined first. */
export function pageOf(
  state: State,
  { id, caller, limit, after }: { id: string; caller: string; limit: number; after?: string },
): { status: number; members: [string, Participant][]; hasMore: boolean } {
  const none = { members: [], hasMore: false }
  const participants = participantsOf(state, id)
  if (!isIn(participants.get(caller))) return { status: 404, ...none }
  const compared = ([one, { joinedAt }]: [string, Participant], other: [string, Participant]) =>
    other[1].joinedAt - joinedAt || byId(other[0], one)
  const last = after === undefined ? undefined : participants.get(after)
  if (after !== undefined && !last) return { status: 400, ...none }
  const rest = [...participants]
    .filter(([, participant]) => isIn(participant))
    .filter((one) => !last || compared([after as string, last], one) < 0)
    .sort(compared)
  return { status: 200, members: rest.slice(0, limit), hasMore: rest.length > limit }
}
