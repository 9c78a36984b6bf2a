import { invalid, notFound } from '../../model/error.ts'
import { hasAccess } from '../../model/participant.ts'
import type { ParticipantSnapshot } from '../../model/schema.ts'
import type { Handler } from '../operation.ts'
import { ownConversation } from './own-conversation.ts'
import { participantSnapshots } from './participant-snapshots.ts'

export const listParticipantSnapshots: Handler<'listParticipantSnapshots'> = (
  { path, query },
  context,
) =>
  context.store.snapshot(async (tx) => {
    const { id: appId } = context.app
    const { conversationId } = path
    const { limit = 10, startingAfter } = query
    await ownConversation(tx, context, conversationId)
    const last = startingAfter && (await tx.participants.get(appId, conversationId, startingAfter))
    if (startingAfter && !last)
      throw invalid('startingAfter', 'There is no such participant in this conversation.')
    const after = last ? { time: last.joinedAt, id: last.userId } : undefined
    const found = await tx.participants.newest(appId, conversationId, limit + 1, after)
    const lastEventId = await tx.events.lastId(appId, path)
    return {
      data: await participantSnapshots(tx, appId, found.slice(0, limit), lastEventId),
      hasMore: found.length > limit,
      lastEventId,
    }
  })

export const getParticipantSnapshot: Handler<'getParticipantSnapshot'> = ({ path }, context) =>
  context.store.snapshot(async (tx) => {
    const { id: appId } = context.app
    const { conversationId, userId } = path
    await ownConversation(tx, context, conversationId)
    const participant = await tx.participants.get(appId, conversationId, userId)
    if (!participant || !hasAccess(participant)) throw notFound('participant', userId)
    const lastEventId = await tx.events.lastId(appId, { conversationId })
    const [snapshot] = await participantSnapshots(tx, appId, [participant], lastEventId)
    return snapshot as ParticipantSnapshot
  })
