import type { ConversationRecord } from '../model/conversation.ts'
import { invalid, notFound } from '../model/error.ts'
import { listedParticipant, type Participant, patchedParticipant } from '../model/participant.ts'
import { since } from '../model/version.ts'
import { conversationLock, type WriteTx } from '../store/store.ts'
import { existingConversation, existingUser } from './existing.ts'
import type { AppContext, Handler } from './operation.ts'
import { deleteParticipant, removeAccess, saveParticipant } from './save-participant.ts'

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
    await saveParticipant(tx, context, conversation, path.userId, old, body)
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
  const { version } = context
  await inConversation(path, context, async (tx, conversation, old) => {
    if (!old) return
    if (version >= since.leavingRemoves) return deleteParticipant(tx, context, old)
    await removeAccess(tx, context, conversation, old)
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
