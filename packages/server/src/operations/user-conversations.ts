import { userConversationOf } from '../model/conversation.ts'
import { invalid, invalidRequest, notFound } from '../model/error.ts'
import { filterFaults, intervalOf, orderFields, wantsUnread } from '../model/filter.ts'
import { type Order, orderOf } from '../model/order.ts'
import { since } from '../model/version.ts'
import { endOfList } from '../store/list-reads.ts'
import { conversationLock, type ReadTx } from '../store/store.ts'
import { keyOf } from '../store/tables/conversation-page.ts'
import type { Key } from '../store/tables/keyset-page.ts'
import type { ListedUserConversation } from '../store/tables/user-conversations.ts'
import { type ConversationSource, type Position, readPiece } from './conversation-pieces.ts'
import { existingConversation, existingParticipant, existingUser } from './existing.ts'
import type { AppContext, Handler } from './operation.ts'
import { markParticipant } from './save-participant.ts'
import { withOwnMentions } from './unread-mentions.ts'

export const listUserConversations: Handler<'listUserConversations'> = async (
  { path: { userId }, query },
  { app, store, version },
) => {
  const { limit = 10, startingAfter, lastMessageBefore, lastMessageAfter, filter } = query
  const faults = filterFaults(filter)
  if (faults.length > 0) throw invalidRequest(faults)
  const order = { ...orderOf(query, version), lastMessageBefore, lastMessageAfter }
  const within = filter && intervalOf(filter, orderFields[order.orderBy])
  const unreadsOnly = query.unreadsOnly === true
  const unread = unreadsOnly || (filter !== undefined && wantsUnread(filter))
  const data = await store.list(app.id, limit, async (tx, position: Position | undefined, rows) => {
    if (!position && !(await tx.users.get(app.id, userId))) {
      if (version < since.unknownUserIsNotFound) return endOfList
      throw notFound('user', userId)
    }
    const after = position ? undefined : await startOf(tx, app.id, userId, order, startingAfter)
    const source: ConversationSource<ListedUserConversation> = {
      page: (page) => tx.userConversations.list(app.id, userId, { ...page, unread }),
      candidates: (filter) => tx.userConversations.candidates(app.id, userId, filter),
      byIds: (ids) => tx.userConversations.listByIds(app.id, userId, ids),
      accepts: ({ own }) => !unreadsOnly || own.unreadCount > 0,
    }
    const page = { ...order, after, within, limit: rows }
    const { found, ...piece } = await readPiece(source, page, filter, position)
    const participants = await tx.participants.listForConversations(
      app.id,
      found.map(({ attributes }) => attributes.id),
    )
    const counted = await withOwnMentions(tx, app.id, found)
    const items = counted.map(({ attributes, newest, own }) =>
      userConversationOf(attributes, participants.get(attributes.id) ?? [], newest, own),
    )
    return { ...piece, items }
  })
  return { data }
}

/** The position of the user's conversation that the list starts after, if there is one. */
async function startOf(
  tx: ReadTx,
  appId: string,
  userId: string,
  order: Order,
  id: string | undefined,
): Promise<Key | undefined> {
  if (!id) return undefined
  const own = await tx.participants.get(appId, id, userId)
  if (!own) throw invalid('startingAfter', 'There is no such conversation of this user.')
  const { attributes } = await existingConversation(tx, appId, id)
  return keyOf(order, { attributes, lastActivity: own.lastActivity })
}

export const updateUserConversation: Handler<'updateUserConversation'> = async (
  { path, body },
  context,
) => {
  await mark(path, body.isUnread, context)
  return {}
}

export const markConversationRead: Handler<'markConversationRead'> = async ({ path }, context) => {
  await mark(path, false, context)
  return {}
}

async function mark(
  { userId, conversationId }: { userId: string; conversationId: string },
  unread: boolean | null | undefined,
  context: AppContext,
): Promise<void> {
  const { app, store } = context
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    await existingUser(tx, app.id, userId)
    const conversation = await existingConversation(tx, app.id, conversationId)
    const participant = await existingParticipant(tx, app.id, conversationId, userId)
    await markParticipant(tx, context, conversation, participant, unread)
  })
}
