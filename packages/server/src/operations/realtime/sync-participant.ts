import type { ConversationRecord } from '../../model/conversation.ts'
import { conversationSyncRefusal } from '../../model/conversation-sync.ts'
import { ApiError, invalid, notFound } from '../../model/error.ts'
import {
  hasAccess,
  ownAccessFault,
  ownAccessRefusal,
  type Participant,
  patchedParticipant,
} from '../../model/participant.ts'
import type { ParticipantPatch } from '../../model/schema.ts'
import { conversationLock, type WriteTx } from '../../store/store.ts'
import { existingUser } from '../existing.ts'
import type { AppContext, Handler } from '../operation.ts'
import { deleteParticipant, removeAccess, saveParticipant } from '../save-participant.ts'
import { ownConversation, requireReadWrite, writableConversation } from './own-conversation.ts'
import { type CallContext, requirePermission } from './permissions.ts'

/** A change of a participant that is requested with a user token. */
interface Change {
  conversationId: string
  userId: string
  patch: ParticipantPatch
  /** Whether a user who is not in the conversation is added, and whether one who is in it is changed. */
  adds: boolean
  changes: boolean
}

export const setParticipant: Handler<'setParticipant'> = ({ path, body }, context) =>
  syncParticipant({ ...path, patch: body, adds: true, changes: true }, context)

export const changeParticipant: Handler<'changeParticipant'> = ({ path, body }, context) =>
  syncParticipant({ ...path, patch: body, adds: false, changes: true }, context)

export const createParticipantIfNotExists: Handler<'createParticipantIfNotExists'> = (
  { path, body = {} },
  context,
) => syncParticipant({ ...path, patch: body, adds: true, changes: false }, context)

export const removeParticipant: Handler<'removeParticipant'> = async ({ path }, context) => {
  const { app, caller, store } = context
  const { conversationId, userId } = path
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    const isOwn = userId === caller.userId
    if (!isOwn) {
      await writableConversation(tx, context, conversationId)
      await requirePermission(tx, context, 'removeParticipants')
    }
    const old = await tx.participants.get(app.id, conversationId, userId)
    // Without access they are no longer in it. The row remains, so that they cannot join again.
    if (!old || !hasAccess(old)) return
    if (isOwn) await requirePermission(tx, context, 'leaveConversations')
    const conversation = await tx.conversations.get(app.id, conversationId)
    // A user who may only read would join again with more access.
    if (conversation && isOwn && old.access === 'Read')
      await removeAccess(tx, context, conversation, old)
    else await deleteParticipant(tx, context, old)
  })
  return {}
}

async function syncParticipant(
  change: Change,
  context: AppContext & CallContext,
): Promise<Record<string, never>> {
  const { app, caller, store } = context
  const saveOne = change.userId === caller.userId ? saveOwn : saveOther
  await store.write([conversationLock(app.id, change.conversationId)], (tx) =>
    saveOne(tx, context, change),
  )
  return {}
}

async function saveOwn(
  tx: WriteTx,
  context: AppContext & CallContext,
  change: Change,
): Promise<void> {
  const { app } = context
  const { conversationId, userId, patch, adds, changes } = change
  if (patch.access === 'None') throw invalid('access', ownAccessFault)
  const conversation = await tx.conversations.get(app.id, conversationId)
  const old = await tx.participants.get(app.id, conversationId, userId)
  const isIn = old !== undefined && hasAccess(old)
  if (isIn && !changes) return
  if (!isIn && !adds) throw notFound('conversation', conversationId)
  requireSync(context, isIn, patch)
  if (!conversation) throw notFound('conversation', conversationId)
  const refusal = old && ownAccessRefusal(old, patch)
  if (refusal !== undefined) throw new ApiError('forbidden', refusal)
  await save(tx, context, conversation, change, old)
}

async function saveOther(
  tx: WriteTx,
  context: AppContext & CallContext,
  change: Change,
): Promise<void> {
  const { app } = context
  const { conversationId, userId, patch, adds, changes } = change
  const found = await ownConversation(tx, context, conversationId)
  const old = await tx.participants.get(app.id, conversationId, userId)
  if (old && !changes) return
  requireReadWrite(found)
  requireSync(context, false, patch)
  const permission = old || !adds ? 'changeParticipants' : 'addParticipants'
  await requirePermission(tx, context, permission)
  // They could not join by themselves later.
  if (!old && patch.access === 'None') await requirePermission(tx, context, 'changeParticipants')
  if (!old && !adds) throw notFound('participant', userId)
  await save(tx, context, found.conversation, change, old)
}

async function save(
  tx: WriteTx,
  context: AppContext,
  conversation: ConversationRecord,
  { userId, patch }: Change,
  old: Participant | undefined,
): Promise<void> {
  if (!old) await existingUser(tx, context.app.id, userId)
  const settings = old ? patchedParticipant(old, patch) : patch
  await saveParticipant(tx, context, conversation, userId, old, settings)
}

function requireSync({ app }: CallContext, isIn: boolean, patch: ParticipantPatch): void {
  const refusal = app.settings.clientSideConversationSync
    ? undefined
    : conversationSyncRefusal(isIn, patch)
  if (refusal !== undefined) throw new ApiError('forbidden', refusal)
}
