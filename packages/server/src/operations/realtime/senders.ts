import { namedFor } from '../../model/contacts/masked-content.ts'
import { backendRights, type ContentRights, userRights } from '../../model/content-faults.ts'
import { type ApiError, notFound } from '../../model/error.ts'
import type { HeldFile } from '../../model/file.ts'
import type { Files, MessageRecord } from '../../model/message.ts'
import { hasAccess, type Participant } from '../../model/participant.ts'
import { defaultRole, permissionsOf } from '../../model/permissions.ts'
import type { MessageSnapshot, UserSnapshot } from '../../model/schema.ts'
import type { ReadTx } from '../../store/store.ts'
import type { App, UserCaller } from '../operation.ts'
import { messageSnapshots } from './message-snapshots.ts'
import { readOnly } from './own-conversation.ts'
import { roleRefusal, viewerAs } from './permissions.ts'
import { userSnapshots } from './users.ts'

/** A call that may be from a user. */
interface Call {
  conversationId: string
  context: { app: App }
  caller?: UserCaller
}

/** The users who send, by id. Their messages contain these snapshots, so that they need no further read. */
export type Senders = ReadonlyMap<string, UserSnapshot>

export const sendersOf = (tx: ReadTx, appId: string, callers: UserCaller[]): Promise<Senders> =>
  userSnapshots(
    tx,
    appId,
    callers.map(({ userId }) => userId),
  )

/** Returns why the user may not send in the conversation; undefined if they may, and for the backend. */
export function refusalOf(
  { conversationId, context, caller }: Call,
  participants: Participant[],
  senders: Senders,
): ApiError | undefined {
  if (!caller) return undefined
  const own = participants.find(({ userId }) => userId === caller.userId)
  if (!own || !hasAccess(own)) return notFound('conversation', conversationId)
  if (own.access === 'Read') return readOnly()
  return roleRefusal(context.app, roleOf(senders, caller), 'sendMessages')
}

const roleOf = (senders: Senders, { userId }: UserCaller) =>
  senders.get(userId)?.role ?? defaultRole

/** The permissions of the caller that concern content. */
export const rightsOf = ({ context, caller }: Call, senders: Senders): ContentRights =>
  caller
    ? userRights(permissionsOf(context.app.settings.roles, roleOf(senders, caller)))
    : backendRights

/** The files with the names that the caller sees. */
export const filesFor = (
  { context, caller }: Call,
  files: ReadonlyMap<string, HeldFile>,
  senders: Senders,
): Files =>
  caller ? namedFor(viewerAs({ app: context.app, caller }, roleOf(senders, caller)), files) : files

/**
 * Returns the snapshots of the messages that a user sent, in this call or before. Throws a 404 if one of them was
 * deleted in between.
 */
export async function snapshotsOf(
  tx: ReadTx,
  { conversationId, context: { app }, caller }: Call & { caller: UserCaller },
  ids: string[],
  records: ReadonlyMap<string, MessageRecord>,
  senders: Senders,
): Promise<{ ids: string[]; snapshots: MessageSnapshot[] } | ApiError> {
  const messages: MessageRecord[] = []
  for (const id of ids) {
    const message = records.get(id) ?? (await tx.messages.get(app.id, conversationId, id))
    if (!message) return notFound('message', id)
    messages.push(message)
  }
  const viewer = viewerAs({ app, caller }, roleOf(senders, caller))
  return { ids, snapshots: await messageSnapshots(tx, viewer, messages, senders) }
}
