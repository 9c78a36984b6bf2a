import { ApiError, invalidRequest } from '../../model/error.ts'
import type { UserPatch, UserSnapshot } from '../../model/schema.ts'
import { userSnapshot } from '../../model/snapshot.ts'
import { userFaults } from '../../model/user.ts'
import { syncRefusal } from '../../model/user-sync.ts'
import { type ReadTx, userLock } from '../../store/store.ts'
import { existingUser } from '../existing.ts'
import type { Context, Handler } from '../operation.ts'
import { saveUser } from '../users.ts'

export const getUserSnapshot: Handler<'getUserSnapshot'> = ({ path }, { app, store }) =>
  store.snapshot(async (tx) => {
    const user = await existingUser(tx, app.id, path.userId)
    return userSnapshot(user, await tx.events.lastId(app.id, path))
  })

/** Returns the snapshots of the users who exist, by id. */
export async function userSnapshots(
  tx: ReadTx,
  appId: string,
  ids: Iterable<string>,
): Promise<Map<string, UserSnapshot>> {
  const found = await tx.users.watched(appId, [...new Set(ids)])
  return new Map(found.map(({ user, lastEventId }) => [user.id, userSnapshot(user, lastEventId)]))
}

export const setUser: Handler<'setUser'> = async ({ path, body }, context) => {
  await syncUser(path.userId, body, { overwrites: true }, context)
  return {}
}

export const createUserIfNotExists: Handler<'createUserIfNotExists'> = async (
  { path, body },
  context,
) => {
  await syncUser(path.userId, body, { overwrites: false }, context)
  return {}
}

async function syncUser(
  userId: string,
  patch: UserPatch,
  { overwrites }: { overwrites: boolean },
  context: Context<'setUser' | 'createUserIfNotExists'>,
): Promise<void> {
  const { app, caller, store } = context
  const isOwn = caller.userId === userId
  const setting = app.settings.clientSideUserSync
  await store.write([userLock(app.id, userId)], async (tx) => {
    const old = await tx.users.get(app.id, userId)
    if (old && !overwrites && setting !== 'off') return
    const refusal = syncRefusal(setting, { isOwn, overwrites, old, patch })
    if (refusal !== undefined) throw new ApiError('forbidden', refusal)
    const faults = userFaults(userId, old, patch)
    if (faults.length > 0) throw invalidRequest(faults)
    await saveUser(tx, context, userId, old, patch)
  })
}
