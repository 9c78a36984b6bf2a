import { userRights } from '../../model/content-faults.ts'
import { ApiError, invalid } from '../../model/error.ts'
import { type MessageRecord, userMessageToSend } from '../../model/message.ts'
import type { Permission } from '../../model/permissions.ts'
import { conversationLock, type ReadTx } from '../../store/store.ts'
import type { Direction } from '../../store/tables/keyset-page.ts'
import { existingMessage, foundMessage } from '../existing.ts'
import { changeStoredMessage, deleteStoredMessage } from '../message-changes.ts'
import type { Handler } from '../operation.ts'
import { send } from '../send-messages.ts'
import { messageSnapshots } from './message-snapshots.ts'
import { ownConversation, writableConversation } from './own-conversation.ts'
import {
  type CallContext,
  callerPermissions,
  missingPermission,
  viewerAs,
  viewerOf,
} from './permissions.ts'

export const listMessageSnapshots: Handler<'listMessageSnapshots'> = ({ path, query }, context) =>
  context.store.snapshot(async (tx) => {
    const { app } = context
    const { conversationId } = path
    const { limit = 30, startingAfter, around } = query
    await ownConversation(tx, context, conversationId)
    if (startingAfter && around)
      throw invalid('around', 'It cannot be used together with startingAfter.')
    const known = async (name: string, id: string | undefined) => {
      const message = id ? await tx.messages.get(app.id, conversationId, id) : undefined
      if (id && !message) throw invalid(name, 'There is no such message in this conversation.')
      return message
    }
    const after = await known('startingAfter', startingAfter)
    const middle = await known('around', around)
    const list = (count: number, direction: Direction) =>
      tx.messages.list(app.id, conversationId, {
        limit: count + 1,
        direction,
        after: after ?? middle,
      })
    const half = Math.floor(limit / 2)
    const newer = middle ? await list(half, 'ASC') : []
    const first = middle ? [...newer.slice(0, half).reverse(), middle] : []
    const older = await list(limit - first.length, 'DESC')
    const found = [...first, ...older].slice(0, limit)
    return {
      data: await messageSnapshots(tx, await viewerOf(tx, context), found),
      hasMore: first.length + older.length > limit,
      hasNewer: after !== undefined || newer.length > half,
      lastEventId: await tx.events.lastId(app.id, path),
    }
  })

export const getMessageSnapshot: Handler<'getMessageSnapshot'> = ({ path }, context) =>
  context.store.snapshot(async (tx) => {
    const { app } = context
    const { conversationId, messageId } = path
    await ownConversation(tx, context, conversationId)
    const message = await existingMessage(tx, app.id, conversationId, messageId)
    return onlyOf(await messageSnapshots(tx, await viewerOf(tx, context), [message]))
  })

export const sendMessage: Handler<'sendMessage'> = async ({ path, body }, context) => {
  const { conversationId } = path
  const { caller } = context
  const messages = [userMessageToSend(body, caller.userId)]
  const { snapshots = [] } = await send({ conversationId, messages, context, caller })
  return onlyOf(snapshots)
}

export const changeMessage: Handler<'changeMessage'> = async ({ path, body }, context) => {
  const { app, store } = context
  const { conversationId, messageId } = path
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    await writableConversation(tx, context, conversationId)
    const message = await existingMessage(tx, app.id, conversationId, messageId)
    if (message.content.type === 'SystemMessage')
      throw new ApiError('forbidden', 'System messages cannot be edited with a user token.')
    const { role, permissions } = await requireOwnOrAny(
      tx,
      context,
      message,
      'editOwnMessages',
      'editAnyMessage',
    )
    const editor = viewerAs(context, role)
    await changeStoredMessage(tx, context, message, body, userRights(permissions), editor)
  })
  return {}
}

export const removeMessage: Handler<'removeMessage'> = async ({ path }, context) => {
  const { app, store } = context
  const { conversationId, messageId } = path
  await store.write([conversationLock(app.id, conversationId)], async (tx) => {
    const { conversation } = await writableConversation(tx, context, conversationId)
    const message = await foundMessage(tx, app.id, conversationId, messageId)
    if (!message) return
    await requireOwnOrAny(tx, context, message, 'deleteOwnMessages', 'deleteAnyMessage')
    await deleteStoredMessage(tx, context, conversation, message)
  })
  return {}
}

/**
 * Returns the caller's role and its permissions. Throws a 403 unless their role has the permission for any message, or
 * for own messages if the message is theirs.
 */
async function requireOwnOrAny(
  tx: ReadTx,
  context: CallContext,
  { senderId }: MessageRecord,
  own: Permission,
  any: Permission,
): ReturnType<typeof callerPermissions> {
  const isOwn = senderId === context.caller.userId
  const { role, permissions } = await callerPermissions(tx, context)
  if (!permissions[any] && !(isOwn && permissions[own]))
    throw missingPermission(isOwn ? own : any, role)
  return { role, permissions }
}

const onlyOf = <T>([item]: T[]): T => item as T
