import type { ConversationRecord } from '../model/conversation.ts'
import { participantLeft } from '../model/conversation-events.ts'
import { invalid, notFound } from '../model/error.ts'
import {
  hasAccess,
  listedParticipant,
  type Participant,
  patchedParticipant,
} from '../model/participant.ts'
import { since } from '../model/version.ts'
import { conversationLock, type WriteTx } from '../store/store.ts'
import { existingConversation, existingUser } from './existing.ts'
import { tooManyParticipants } from './join.ts'
import type { AppContext, Handler } from './operation.ts'
import { saveParticipant } from './save-participant.ts'

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
    await saveParticipant(tx, context, conversation, userId, old, body)
  })
  return {}
}

export const updateParticipant: Handler<'updateParticipant'> = async ({ path, body }, context) => {
  await inConversation(path, context, async (tx, conversation, old) => {
    const { userId } = path
    if (!old) throw notFound('participant', userId)
    const { access, notify } = patchedParticipant(old, body)
    await saveParticipant(tx, context, conversation, userId, old, { access, notify })
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
