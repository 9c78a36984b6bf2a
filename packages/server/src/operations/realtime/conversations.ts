import { conversationSyncRefusal, syncedConversationFaults } from '../../model/conversation-sync.ts'
import { ApiError, type Fault, invalidRequest, notFound } from '../../model/error.ts'
import { recencyOf } from '../../model/filter.ts'
import { hasAccess, ownAccessRefusal, patchedParticipant } from '../../model/participant.ts'
import type { SetConversationParams } from '../../model/schema.ts'
import { conversationLock, type ReadTx } from '../../store/store.ts'
import type { Position } from '../conversation-pieces.ts'
import { tooManyParticipants } from '../join.ts'
import type { AppContext, Context, Handler } from '../operation.ts'
import { saveConversation } from '../save-conversation.ts'
import { markParticipant, saveParticipant } from '../save-participant.ts'
import { conversationSnapshots, isActive } from './conversation-snapshots.ts'
import { ownConversation } from './own-conversation.ts'
import { listWithMore, ownConversationKey, readOwnConversations } from './own-lists.ts'
import { withParticipants } from './participant-snapshots.ts'
import { viewerOf } from './permissions.ts'

const newestFirst = { orderBy: 'recency', direction: 'DESC' } as const

export const listOwnConversations: Handler<'listOwnConversations'> = async ({ query }, context) => {
  const { limit = 20, startingAfter, filter, participants } = query
  let cursor: string | undefined
  const list = await listWithMore(
    context,
    { limit, filter },
    async (tx, position: Position | undefined, rows) => {
      cursor ??= await context.feed.position(tx)
      const after = position
        ? undefined
        : await ownConversationKey(tx, context, newestFirst, startingAfter)
      const within = filter && recencyOf(filter)
      const page = { ...newestFirst, after, within, limit: rows }
      const viewer = await viewerOf(tx, context)
      const { found, ...piece } = await readOwnConversations(tx, viewer, page, filter, position)
      const items = await conversationSnapshots(tx, viewer, found.filter(isActive))
      return { ...piece, items: await withParticipants(tx, viewer.appId, items, participants) }
    },
  )
  return { ...list, cursor: cursor as string }
}

export const getConversationSnapshot: Handler<'getConversationSnapshot'> = ({ path }, context) =>
  context.store.snapshot(async (tx) => {
    const { app, caller } = context
    const { conversationId } = path
    const found = await tx.userConversations.listByIds(app.id, caller.userId, [conversationId])
    const viewer = await viewerOf(tx, context)
    const [snapshot] = await conversationSnapshots(tx, viewer, found.filter(isActive))
    if (!snapshot) throw notFound('conversation', conversationId)
    return snapshot
  })

export const setConversation: Handler<'setConversation'> = async ({ path, body }, context) => {
  await syncConversation(path.conversationId, body, { overwrites: true }, context)
  return {}
}

export const createConversationIfNotExists: Handler<'createConversationIfNotExists'> = async (
  { path, body },
  context,
) => {
  await syncConversation(path.conversationId, body, { overwrites: false }, context)
  return {}
}

async function syncConversation(
  id: string,
  params: SetConversationParams,
  { overwrites }: { overwrites: boolean },
  context: Context<'setConversation' | 'createConversationIfNotExists'>,
): Promise<void> {
  const { app, store, caller } = context
  const { userId } = caller
  await store.write([conversationLock(app.id, id)], async (tx) => {
    const old = await tx.conversations.get(app.id, id)
    const own = old && (await tx.participants.get(app.id, id, userId))
    const isIn = own !== undefined && hasAccess(own)
    if (isIn && !overwrites) return
    const refusal = app.settings.clientSideConversationSync
      ? own && ownAccessRefusal(own, params)
      : conversationSyncRefusal(isIn, params)
    if (refusal !== undefined) throw new ApiError('forbidden', refusal)

    const faults = [
      ...syncedConversationFaults(id, old?.attributes, params),
      ...(own ? [] : await joinFaults(tx, context, id, userId)),
    ]
    if (faults.length > 0) throw invalidRequest(faults)
    const joining = own ? [] : [{ userId, settings: params, place: userId }]
    const patch = old && !overwrites ? {} : params
    const conversation = await saveConversation(tx, context, id, old, patch, joining)
    if (!own) return
    const settings = patchedParticipant(own, params)
    await saveParticipant(tx, context, conversation, userId, own, settings)
  })
}

async function joinFaults(
  tx: ReadTx,
  { app }: AppContext,
  conversationId: string,
  userId: string,
): Promise<Fault[]> {
  if (!(await tx.users.get(app.id, userId)))
    return [{ field: [], why: `There is no user ${JSON.stringify(userId)} who could join.` }]
  const tooMany = await tooManyParticipants(tx, app, conversationId, 1)
  return tooMany ? [{ field: ['conversationId'], why: tooMany }] : []
}

export const markAsRead: Handler<'markAsRead'> = async ({ path }, context) => {
  await markOwn(path.conversationId, false, context)
  return {}
}

export const markAsUnread: Handler<'markAsUnread'> = async ({ path }, context) => {
  await markOwn(path.conversationId, true, context)
  return {}
}

async function markOwn(
  conversationId: string,
  unread: boolean,
  context: Context<'markAsRead' | 'markAsUnread'>,
): Promise<void> {
  const { app, store } = context
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    const { conversation, own } = await ownConversation(tx, context, conversationId)
    await markParticipant(tx, context, conversation, own, unread)
  })
}
