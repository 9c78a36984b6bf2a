import type { Feed } from '../feed/feed.ts'
import { type Fault, invalid, invalidRequest, notFound } from '../model/error.ts'
import { presencesOf, userSession } from '../model/presence.ts'
import type { User, UserPatch } from '../model/schema.ts'
import { mergedUser, publicUser, userEvent, userFaults } from '../model/user.ts'
import { type ReadTx, userLock, type WriteTx } from '../store/store.ts'
import type { ChangeContext, Handler } from './operation.ts'

export const getUser: Handler<'getUser'> = async ({ path }, { app, store }) => {
  const user = await store.read.users.get(app.id, path.userId)
  if (!user) throw notFound('user', path.userId)
  return user
}

export const putUser: Handler<'putUser'> = async ({ path, body }, context) => {
  const { app, store } = context
  await store.write([userLock(app.id, path.userId)], async (tx) => {
    const old = await tx.users.get(app.id, path.userId)
    const faults = userFaults(path.userId, old, body)
    if (faults.length > 0) throw invalidRequest(faults)
    await saveUser(tx, context, path.userId, old, body)
  })
  return {}
}

export const putUsers: Handler<'putUsers'> = async ({ body, faults }, context) => {
  const { app, store } = context
  const ids = Object.keys(body)
  const locks = ids.map((id) => userLock(app.id, id))
  await store.write(locks, async (tx) => {
    const existing = await tx.users.getAll(app.id, ids)
    const noObjects = new Set(
      faults.flatMap(({ field: [id, inside] }) => (inside === undefined ? id : [])),
    )
    const patches = Object.entries(body).filter(([id]) => !noObjects.has(id))
    const all = [...faults, ...patchFaults(patches, existing)]
    if (all.length > 0) throw invalidRequest(all)
    for (const [id, patch] of Object.entries(body))
      await saveUser(tx, context, id, existing.get(id), patch)
  })
  return {}
}

/** Returns the faults of the patches, by user. */
const patchFaults = (patches: [string, UserPatch][], existing: Map<string, User>): Fault[] =>
  patches.flatMap(([id, patch]) =>
    userFaults(id, existing.get(id), patch).map(({ field, why }) => ({
      field: [id, ...field],
      why,
    })),
  )

/** Applies a valid patch under the user's lock. Writes nothing if nothing changes. */
export async function saveUser(
  tx: WriteTx,
  context: ChangeContext,
  id: string,
  old: User | undefined,
  patch: UserPatch,
): Promise<void> {
  const { app } = context
  const now = context.now()
  const user = mergedUser(old, patch, { id, now, locale: app.settings.defaultLocale })
  if (old && same(old, user)) return
  await tx.users.put(app.id, user)
  const event = userEvent(old ? 'user.updated' : 'user.created', user)
  const isPrivate = old !== undefined && same(publicUser(old), publicUser(user))
  await tx.events.append(app.id, now, { ...event, isPrivate })
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

export const listUsers: Handler<'listUsers'> = async ({ query }, { app, store }) => {
  const { limit = 10, startingAfter, isOnline } = query
  let after: { time: number; id: string } | undefined
  if (startingAfter !== undefined) {
    const last = await store.read.users.get(app.id, startingAfter)
    if (!last) throw invalid('startingAfter', 'There is no such user.')
    after = { time: last.createdAt, id: last.id }
  }
  return { data: await store.read.users.list(app.id, { limit, after, online: isOnline }) }
}

/** Max users in a list of presences, and max sessions of each. */
const maxPresences = 1000
const maxSessions = 20

export const listUserSessions: Handler<'listUserSessions'> = ({ path }, { app, store, feed }) =>
  store.snapshot(async (tx) => {
    const { userId } = path
    const { sessions, typing } = await onlineUsers(tx, feed, app.id, [userId])
    return (sessions.get(userId) ?? []).map((one) => userSession(one, typing.get(userId)))
  })

export const listPresences: Handler<'listPresences'> = ({ body }, { app, store, feed }) =>
  store.snapshot(async (tx) => {
    const filter = body ?? {}
    const { selectedConversationId: selected, userIds } = filter
    if (typeof selected === 'string' && !(await tx.conversations.get(app.id, selected)))
      throw invalid('selectedConversationId', 'There is no such conversation.')
    const online = userIds
      ? [...(await tx.users.online(app.id, [...new Set(userIds)]))]
      : await tx.users.firstOnline(app.id, maxPresences)
    const { sessions, typing } = await onlineUsers(tx, feed, app.id, online)
    return { data: presencesOf(sessions, typing, filter) }
  })

/** Returns the sessions of the users, and in which conversations they type. */
async function onlineUsers(tx: ReadTx, { typing }: Feed, appId: string, userIds: string[]) {
  return {
    sessions: await tx.streams.present(appId, userIds, maxSessions),
    typing: await typing.conversationsOf(tx, appId, userIds),
  }
}
