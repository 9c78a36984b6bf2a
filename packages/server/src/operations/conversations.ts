import {
  type ConversationAttributes,
  conversationFaults,
  conversationOf,
  mergedConversation,
} from '../model/conversation.ts'
import { type Faults, invalid, invalidRequest } from '../model/error.ts'
import {
  conversationDeleted,
  conversationEvent,
  type NewEvent,
  participantsJoined,
} from '../model/event.ts'
import { matches } from '../model/filter.ts'
import { orderOf } from '../model/order.ts'
import type { ConversationFilter } from '../model/schema.ts'
import { conversationLock, type ReadTx } from '../store/store.ts'
import { orderTime } from '../store/tables/conversation-page.ts'
import { existingConversation } from './existing.ts'
import { joinNew, tooManyParticipants } from './join.ts'
import type { App, Handler } from './operation.ts'

export const getConversation: Handler<'getConversation'> = ({ path }, { app, store }) =>
  store.snapshot(async (tx) => {
    const { attributes } = await existingConversation(tx, app.id, path.conversationId)
    const participants = await tx.participants.of(app.id, path.conversationId)
    const [newest] = await tx.messages.list(app.id, path.conversationId, {
      limit: 1,
      direction: 'DESC',
    })
    return conversationOf(attributes, participants, newest)
  })

export const putConversation: Handler<'putConversation'> = async ({ path, body = {} }, context) => {
  const { app, store } = context
  const id = path.conversationId
  const now = context.now()
  await store.write([conversationLock(app.id, id)], async (tx) => {
    const old = await tx.conversations.get(app.id, id)
    const participants = old ? await tx.participants.of(app.id, id) : []
    const isIn = new Set(participants.map(({ userId }) => userId))
    const joining = new Set(body.participants?.filter((userId) => !isIn.has(userId)))
    const faults = {
      ...conversationFaults(id, old?.attributes, body),
      ...(await joinFaults(tx, app, body.participants ?? [], joining, isIn.size)),
    }
    if (Object.keys(faults).length > 0) throw invalidRequest(faults)

    const attributes = mergedConversation(old?.attributes, body, { id, now })
    const position = old ?? { lastSeq: 0, newestSeq: 0, lastActivity: now }
    const conversation = { ...position, attributes }
    const changed = !old || !same(old.attributes, attributes)
    if (changed) await tx.conversations.put(app.id, conversation)

    const joined = await joinNew(tx, app.id, conversation, [...joining])
    const events: NewEvent[] = []
    if (!old) events.push(conversationEvent('conversation.created', attributes, joined))
    else if (changed)
      events.push(conversationEvent('conversation.updated', attributes, participants))
    if (joined.length > 0) events.push(participantsJoined(attributes, joined, participants))
    await tx.events.append(app.id, now, ...events)
  })
  return {}
}

const same = (one: ConversationAttributes, other: ConversationAttributes) =>
  JSON.stringify(one) === JSON.stringify(other)

/** Faults of those of the `listed` users who are joining a conversation of `present` participants. */
async function joinFaults(
  tx: ReadTx,
  app: App,
  listed: string[],
  joining: Set<string>,
  present: number,
): Promise<Faults> {
  const tooMany = joining.size > 0 && tooManyParticipants(app, present + joining.size)
  if (tooMany) return { '#/participants': [tooMany] }
  const known = await tx.users.existing(app.id, [...joining])
  const faults: Faults = {}
  for (const [index, userId] of listed.entries())
    if (joining.has(userId) && !known.has(userId))
      faults[`#/participants/${index}`] = [`There is no user ${JSON.stringify(userId)}.`]
  return faults
}

export const deleteConversation: Handler<'deleteConversation'> = async ({ path }, context) => {
  const { app, store } = context
  await store.write([conversationLock(app.id, path.conversationId)], async (tx) => {
    const { attributes } = await existingConversation(tx, app.id, path.conversationId)
    const participants = await tx.participants.of(app.id, attributes.id)
    await tx.conversations.delete(app.id, attributes.id)
    await tx.events.append(app.id, context.now(), conversationDeleted(attributes.id, participants))
  })
  return {}
}

export const listConversations: Handler<'listConversations'> = (
  { query },
  { app, store, version },
) =>
  store.snapshot(async (tx) => {
    const order = orderOf(query, version)
    const { limit = 10, startingAfter, lastMessageBefore, lastMessageAfter } = query
    const last = startingAfter && (await tx.conversations.get(app.id, startingAfter))
    if (startingAfter && !last)
      throw invalid('query/startingAfter', 'There is no such conversation.')
    const after = last && { time: orderTime(order.orderBy, last), id: last.attributes.id }
    const page = { ...order, limit, lastMessageBefore, lastMessageAfter, after: after || undefined }
    const filter: ConversationFilter | undefined = query.filter && JSON.parse(query.filter)
    const found = await tx.conversations.list(
      app.id,
      page,
      filter && (({ attributes }) => matches(filter, attributes.custom)),
    )
    const participants = await tx.participants.ofAll(
      app.id,
      found.map(({ attributes }) => attributes.id),
    )
    return {
      data: found.map(({ attributes, newest }) =>
        conversationOf(attributes, participants.get(attributes.id) ?? [], newest),
      ),
    }
  })
