import {
  conversationFaults,
  conversationOf,
  type Invited,
  invitedBy,
} from '../model/conversation.ts'
import { conversationDeleted } from '../model/conversation-events.ts'
import { type Fault, invalid, invalidRequest } from '../model/error.ts'
import { filterFaults, intervalOf, orderFields } from '../model/filter.ts'
import { type Order, orderOf } from '../model/order.ts'
import { conversationLock, type ReadTx } from '../store/store.ts'
import { keyOf, type ListedConversation } from '../store/tables/conversation-page.ts'
import type { Key } from '../store/tables/keyset-page.ts'
import { wholeConversation } from '../store/whole-conversation.ts'
import { type ConversationSource, type Position, readPiece } from './conversation-pieces.ts'
import { existingConversation } from './existing.ts'
import { tooManyParticipants } from './join.ts'
import type { App, Handler } from './operation.ts'
import { saveConversation } from './save-conversation.ts'

export const getConversation: Handler<'getConversation'> = ({ path }, { app, store }) =>
  store.snapshot(async (tx) => {
    const conversation = await existingConversation(tx, app.id, path.conversationId)
    return wholeConversation(tx, app.id, conversation)
  })

export const putConversation: Handler<'putConversation'> = async ({ path, body = {} }, context) => {
  const { app, store } = context
  const id = path.conversationId
  const invited = invitedBy(body)
  await store.write([conversationLock(app.id, id)], async (tx) => {
    const old = await tx.conversations.get(app.id, id)
    const userIds = [...new Set(invited.map(({ userId }) => userId))]
    const present = old ? await tx.participants.existing(app.id, id, userIds) : new Set()
    const joining = invited.filter(({ userId }) => !present.has(userId))
    const faults = [
      ...conversationFaults(id, old?.attributes, body),
      ...(await joinFaults(tx, app, id, joining)),
    ]
    if (faults.length > 0) throw invalidRequest(faults)
    await saveConversation(tx, context, id, old, body, joining)
  })
  return {}
}

/** Returns the faults of the joining users. */
async function joinFaults(
  tx: ReadTx,
  app: App,
  conversationId: string,
  joining: Invited[],
): Promise<Fault[]> {
  if (joining.length === 0) return []
  const userIds = [...new Set(joining.map(({ userId }) => userId))]
  const tooMany = await tooManyParticipants(tx, app, conversationId, userIds.length)
  if (tooMany) return [{ field: ['participants'], why: tooMany }]
  const known = await tx.users.existing(app.id, userIds)
  return joining
    .filter(({ userId }) => !known.has(userId))
    .map(({ userId, place }) => ({
      field: ['participants', place],
      why: `There is no user ${JSON.stringify(userId)}.`,
    }))
}

export const deleteConversation: Handler<'deleteConversation'> = async ({ path }, context) => {
  const { app, store } = context
  await store.write([conversationLock(app.id, path.conversationId)], async (tx) => {
    const conversation = await existingConversation(tx, app.id, path.conversationId)
    const { attributes, lastSeq } = conversation
    const { id } = attributes
    const deleted = await wholeConversation(tx, app.id, conversation)
    const now = context.now()
    await tx.conversations.delete(app.id, id)
    await tx.purges.begin({
      appId: app.id,
      conversationId: id,
      lastSeq,
      // If the clock goes back, the deletion must not be before the creation.
      createdAt: Math.max(now, attributes.createdAt),
    })
    await tx.events.append(app.id, now, conversationDeleted(deleted))
  })
  return {}
}

export const listConversations: Handler<'listConversations'> = async (
  { query },
  { app, store, version },
) => {
  const { limit = 10, startingAfter, lastMessageBefore, lastMessageAfter, filter } = query
  const faults = filterFaults(filter)
  if (faults.length > 0) throw invalidRequest(faults)
  const order = { ...orderOf(query, version), lastMessageBefore, lastMessageAfter }
  const within = filter && intervalOf(filter, orderFields[order.orderBy])
  const data = await store.list(app.id, limit, async (tx, position: Position | undefined, rows) => {
    const after = position ? undefined : await startOf(tx, app.id, order, startingAfter)
    const source: ConversationSource<ListedConversation> = {
      page: (page) => tx.conversations.list(app.id, page),
      candidates: (filter) => tx.conversations.candidates(app.id, filter),
      byIds: (ids) => tx.conversations.listByIds(app.id, ids),
    }
    const page = { ...order, after, within, limit: rows }
    const { found, ...piece } = await readPiece(source, page, filter, position)
    const participants = await tx.participants.listForConversations(
      app.id,
      found.map(({ attributes }) => attributes.id),
    )
    const items = found.map(({ attributes, newest }) =>
      conversationOf(attributes, participants.get(attributes.id) ?? [], newest),
    )
    return { ...piece, items }
  })
  return { data }
}

/** The position of the conversation that the list starts after, if there is one. */
async function startOf(
  tx: ReadTx,
  appId: string,
  order: Order,
  id: string | undefined,
): Promise<Key | undefined> {
  if (!id) return undefined
  const last = await tx.conversations.get(appId, id)
  if (!last) throw invalid('startingAfter', 'There is no such conversation.')
  return keyOf(order, last)
}
