import { userConversationOf } from '../model/conversation.ts'
import { invalid, notFound } from '../model/error.ts'
import { readEvent } from '../model/event.ts'
import { matches } from '../model/filter.ts'
import { orderOf } from '../model/order.ts'
import { markedParticipant } from '../model/participant.ts'
import type { UserConversationFilter } from '../model/schema.ts'
import { since } from '../model/version.ts'
import { conversationLock } from '../store/store.ts'
import { orderTime } from '../store/tables/conversation-page.ts'
import { existingConversation, existingParticipant, existingUser } from './existing.ts'
import type { AppContext, Handler } from './operation.ts'

export const listUserConversations: Handler<'listUserConversations'> = (
  { path, query },
  { app, store, version },
) =>
  store.snapshot(async (tx) => {
    const order = orderOf(query, version)
    const { limit = 10, startingAfter, lastMessageBefore, lastMessageAfter } = query
    if (!(await tx.users.get(app.id, path.userId))) {
      if (version < since.unknownUserIsNotFound) return { data: [] }
      throw notFound('user', path.userId)
    }
    const own = startingAfter && (await tx.participants.get(app.id, startingAfter, path.userId))
    const last = own && (await existingConversation(tx, app.id, startingAfter))
    if (startingAfter && !last)
      throw invalid('query/startingAfter', 'There is no such conversation of this user.')
    const after = last && {
      time: orderTime(order.orderBy, { ...last, ...own }),
      id: last.attributes.id,
    }
    const page = {
      ...order,
      limit,
      lastMessageBefore,
      lastMessageAfter,
      after: after || undefined,
      unread: query.unreadsOnly === true,
    }
    const filter: UserConversationFilter | undefined = query.filter && JSON.parse(query.filter)
    const found = await tx.participants.list(
      app.id,
      path.userId,
      page,
      filter && ((item) => matches(filter, item.attributes.custom, item.own)),
    )
    const participants = await tx.participants.ofAll(
      app.id,
      found.map(({ attributes }) => attributes.id),
    )
    return {
      data: found.map(({ attributes, newest, own }) =>
        userConversationOf(attributes, participants.get(attributes.id) ?? [], newest, own),
      ),
    }
  })

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
  { app, store, now }: AppContext,
): Promise<void> {
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    await existingUser(tx, app.id, userId)
    const { attributes } = await existingConversation(tx, app.id, conversationId)
    const participants = await tx.participants.of(app.id, conversationId)
    const old = existingParticipant(participants, userId)
    const participant = markedParticipant(old, unread)
    if (JSON.stringify(participant) === JSON.stringify(old)) return
    await tx.participants.put(app.id, attributes.createdAt, participant)
    const type = unread ? 'conversation.unread' : 'conversation.read'
    await tx.events.append(app.id, now(), readEvent(type, participant, participants))
  })
}
