import { invalid } from '../model/error.ts'
import type { MessageRecord } from '../model/message.ts'
import { hasAccess } from '../model/participant.ts'
import { emojiIn } from '../model/reaction.ts'
import type { UserReaction } from '../model/schema.ts'
import { conversationLock, type ReadTx, type WriteTx } from '../store/store.ts'
import { existingConversation, existingMessage } from './existing.ts'
import type { AppContext, Handler } from './operation.ts'
import { addReactionTo, removeReactionFrom } from './reaction-changes.ts'

/** The path of the reactions to a message with an emoji. */
interface ReactionPath {
  conversationId: string
  messageId: string
  emoji: string
}

export const listReactions: Handler<'listReactions'> = ({ path, query }, { app, store }) =>
  store.snapshot(async (tx) => {
    const emoji = emojiIn(path)
    const message = await messageIn(tx, app.id, path)
    return { data: await reactionPage(tx, app.id, message, emoji, query) }
  })

export const addReaction: Handler<'addReaction'> = async ({ path }, context) => {
  await changeReaction(path, context, async (tx, message, emoji) => {
    const { conversationId, userId } = path
    const participant = await tx.participants.get(context.app.id, conversationId, userId)
    if (!participant || !hasAccess(participant))
      throw invalid('userId', 'Must be a participant with access to the conversation.')
    await addReactionTo(tx, context, message, { emoji, userId })
  })
  return {}
}

export const removeReaction: Handler<'removeReaction'> = async ({ path }, context) => {
  const { userId } = path
  await changeReaction(path, context, (tx, message, emoji) =>
    removeReactionFrom(tx, context, message, { emoji, userId }),
  )
  return {}
}

async function changeReaction(
  path: ReactionPath,
  { app, store }: AppContext,
  change: (tx: WriteTx, message: MessageRecord, emoji: string) => Promise<void>,
): Promise<void> {
  const emoji = emojiIn(path)
  await store.write([conversationLock(app.id, path.conversationId)], async (tx) =>
    change(tx, await messageIn(tx, app.id, path), emoji),
  )
}

async function messageIn(
  tx: ReadTx,
  appId: string,
  { conversationId, messageId }: ReactionPath,
): Promise<MessageRecord> {
  await existingConversation(tx, appId, conversationId)
  return existingMessage(tx, appId, conversationId, messageId)
}

/**
 * Returns the reactions after those of the user `startingAfter`. Without `startingAfter`, returns the first reactions.
 */
export async function reactionPage(
  tx: ReadTx,
  appId: string,
  message: MessageRecord,
  emoji: string,
  { limit = 10, startingAfter }: { limit?: number; startingAfter?: string },
): Promise<UserReaction[]> {
  const last = startingAfter
    ? await tx.reactions.get(appId, message, { emoji, userId: startingAfter })
    : undefined
  if (startingAfter && !last)
    throw invalid('startingAfter', 'The user has not reacted to this message with this emoji.')
  return tx.reactions.page(appId, message, emoji, { limit, after: last })
}
