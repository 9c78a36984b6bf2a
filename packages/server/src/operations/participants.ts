import type { ConversationRecord } from '../model/conversation.ts'
import {
  participantLeft,
  participantsJoined,
  participantUpdated,
} from '../model/conversation-events.ts'
import { invalid, notFound } from '../model/error.ts'
import { openedTo } from '../model/event.ts'
import {
  hasAccess,
  listedParticipant,
  type Participant,
  patchedParticipant,
} from '../model/participant.ts'
import { since } from '../model/version.ts'
import { conversationLock, type WriteTx } from '../store/store.ts'
import { existingConversation, existingUser } from './existing.ts'
import { join, tooManyParticipants } from './join.ts'
import type { AppContext, Handler } from './operation.ts'

export const listParticipants: Handler<'listParticipants'> = ({ path, query }, { app, store }) =>
  store.snapshot(async (tx) => {
    const { conversationId } = path
    const { limit = 100, startingAfter } = query
    await existingConversation(tx, app.id, conversationId)
    if (startingAfter && !(await tx.participants.get(app.id, conversationId, startingAfter)))
      throw invalid('startingAfter', 'There is no such participant in this conversation.')
    const page = await tx.participants.page(app.id, conversationId, limit, startingAfter)
    return { data: page.map(listedParticipant) }
  })

export const joinConversation: Handler<'joinConversation'> = async ({ path, body }, context) => {
  await inConversation(path, context, async (tx, conversation, old) => {
    const { conversationId, userId } = path
    const tooMany = !old && (await tooManyParticipants(tx, context.app, conversationId, 1))
    if (tooMany) throw invalid('conversationId', tooMany)
    const now = context.now()
    const participant = await join(tx, context.app.id, conversation, userId, old, body, now)
    await tellOf(tx, context, now, conversation, old, participant)
  })
  return {}
}

export const updateParticipant: Handler<'updateParticipant'> = async ({ path, body }, context) => {
  await inConversation(path, context, async (tx, conversation, old) => {
    const { userId } = path
    if (!old) throw notFound('participant', userId)
    const patched = patchedParticipant(old, body)
    const { access, notify } = patched
    const now = context.now()
    const settings = { access, notify }
    const participant = await join(tx, context.app.id, conversation, userId, old, settings, now)
    await tellOf(tx, context, now, conversation, old, participant)
  })
  return {}
}

export const leaveConversation: Handler<'leaveConversation'> = async ({ path }, context) => {
  const { app, version } = context
  await inConversation(path, context, async (tx, conversation, old) => {
    if (!old) return
    if (version >= since.leavingRemoves)
      await tx.participants.delete(app.id, path.conversationId, path.userId)
    else
      await tx.participants.put(app.id, conversation.attributes.createdAt, {
        ...old,
        access: 'None',
      })
    if (!hasAccess(old)) return
    const everyone = await tx.participants.everyoneReadUntil(app.id, path.conversationId)
    await tx.events.append(app.id, context.now(), participantLeft(old, everyone))
  })
  return {}
}

async function inConversation(
  { conversationId, userId }: { conversationId: string; userId: string },
  { app, store }: AppContext,
  work: (
    tx: WriteTx,
    conversation: ConversationRecord,
    participant: Participant | undefined,
  ) => Promise<void>,
): Promise<void> {
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    const conversation = await existingConversation(tx, app.id, conversationId)
    await existingUser(tx, app.id, userId)
    await work(tx, conversation, await tx.participants.get(app.id, conversationId, userId))
  })
}

/** Appends the event of a change from `old`. There is none for a user without access before and after. */
async function tellOf(
  tx: WriteTx,
  { app }: AppContext,
  now: number,
  { attributes }: ConversationRecord,
  old: Participant | undefined,
  participant: Participant,
): Promise<void> {
  const had = old !== undefined && hasAccess(old)
  if (!had && !hasAccess(participant)) return
  if (had && old.access === participant.access && old.notify === participant.notify) return
  const everyone = await tx.participants.everyoneReadUntil(app.id, attributes.id)
  const event = had
    ? participantUpdated(attributes, participant, everyone)
    : openedTo([participant], participantsJoined(attributes, [participant], everyone))
  await tx.events.append(app.id, now, event)
}
