import type { ConversationRecord } from '../../model/conversation.ts'
import { ApiError, notFound } from '../../model/error.ts'
import { type ActiveParticipant, hasAccess } from '../../model/participant.ts'
import type { ReadTx } from '../../store/store.ts'
import type { CallContext } from './permissions.ts'

export interface OwnConversation {
  conversation: ConversationRecord
  /** The caller's participation. */
  own: ActiveParticipant
}

/**
 * Returns a conversation that the caller is in, with access. Otherwise throws the same 404 as for a conversation that
 * does not exist, so that the error reveals nothing about conversations of others.
 */
export async function ownConversation(
  tx: ReadTx,
  { app, caller }: CallContext,
  conversationId: string,
): Promise<OwnConversation> {
  const conversation = await tx.conversations.get(app.id, conversationId)
  const own = await tx.participants.get(app.id, conversationId, caller.userId)
  if (!conversation || !own || !hasAccess(own)) throw notFound('conversation', conversationId)
  return { conversation, own }
}

/** Returns a conversation that the caller is in. Throws a 404 without access, a 403 with the access `Read`. */
export async function writableConversation(
  tx: ReadTx,
  context: CallContext,
  conversationId: string,
): Promise<OwnConversation> {
  const found = await ownConversation(tx, context, conversationId)
  requireReadWrite(found)
  return found
}

export function requireReadWrite({ own }: OwnConversation): void {
  if (own.access !== 'ReadWrite') throw readOnly()
}

export const readOnly = () =>
  new ApiError(
    'forbidden',
    'Your access to this conversation is "Read". This needs the access "ReadWrite".',
  )
