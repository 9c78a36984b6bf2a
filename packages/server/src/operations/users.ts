import { type Faults, invalid, invalidRequest, notFound } from '../model/error.ts'
import type { User, UserPatch } from '../model/schema.ts'
import { userFaults } from '../model/user.ts'
import { userLock } from '../store/store.ts'
import type { Handler } from './operation.ts'
import { saveUser } from './save-user.ts'

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
    if (Object.keys(faults).length > 0) throw invalidRequest(faults)
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
    const readable = Object.entries(body).filter(([id]) => !(`#/${pointerSegment(id)}` in faults))
    const all = { ...faults, ...patchFaults(readable, existing) }
    if (Object.keys(all).length > 0) throw invalidRequest(all)
    for (const [id, patch] of Object.entries(body))
      await saveUser(tx, context, id, existing.get(id), patch)
  })
  return {}
}

/** The faults of each patch, under the id of its user. */
function patchFaults(patches: [string, UserPatch][], existing: Map<string, User>): Faults {
  const faults: Faults = {}
  for (const [id, patch] of patches)
    for (const [where, why] of Object.entries(userFaults(id, existing.get(id), patch)))
      faults[where.replace('#', `#/${pointerSegment(id)}`)] = why
  return faults
}

/** A key as a segment of a JSON pointer (RFC 6901 §3). */
const pointerSegment = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

export const listUsers: Handler<'listUsers'> = async ({ query }, { app, store }) => {
  const { limit = 10, startingAfter, isOnline } = query
  let after: { time: number; id: string } | undefined
  if (startingAfter !== undefined) {
    const last = await store.read.users.get(app.id, startingAfter)
    if (!last) throw invalid('query/startingAfter', 'There is no such user.')
    after = { time: last.createdAt, id: last.id }
  }
  return { data: await store.read.users.list(app.id, { limit, after, online: isOnline }) }
}
