import type { ActiveParticipant } from '../../model/participant.ts'
import type {
  ConversationSnapshot,
  ListedConversationSnapshot,
  ParticipantSnapshot,
  UserSnapshot,
} from '../../model/schema.ts'
import { participantSnapshot } from '../../model/snapshot.ts'
import type { ReadTx } from '../../store/store.ts'
import { userSnapshots } from './users.ts'

export async function participantSnapshots(
  tx: ReadTx,
  appId: string,
  participants: ActiveParticipant[],
  lastEventId: number,
): Promise<ParticipantSnapshot[]> {
  const users = await usersOf(tx, appId, participants)
  return snapshotsOf(participants, users, lastEventId)
}

/** Adds the `limit` newest participants, with one statement for those of all conversations and one for their users. */
export async function withParticipants(
  tx: ReadTx,
  appId: string,
  conversations: ConversationSnapshot[],
  limit: number | undefined,
): Promise<ListedConversationSnapshot[]> {
  if (limit === undefined) return conversations.map((one) => ({ ...one, participants: null }))
  const ids = conversations.map(({ id }) => id)
  const newest = await tx.participants.newestOf(appId, ids, limit + 1)
  const users = await usersOf(tx, appId, [...newest.values()].flat())
  return conversations.map((conversation) => {
    const { id, lastEventId } = conversation
    const found = newest.get(id) ?? []
    const data = snapshotsOf(found.slice(0, limit), users, lastEventId)
    return { ...conversation, participants: { data, hasMore: found.length > limit, lastEventId } }
  })
}

const usersOf = (tx: ReadTx, appId: string, participants: ActiveParticipant[]) =>
  userSnapshots(
    tx,
    appId,
    participants.map(({ userId }) => userId),
  )

const snapshotsOf = (
  participants: ActiveParticipant[],
  users: Map<string, UserSnapshot>,
  lastEventId: number,
): ParticipantSnapshot[] =>
  participants.flatMap((participant) => {
    const user = users.get(participant.userId)
    return user ? participantSnapshot(participant, user, lastEventId) : []
  })
