import type { UserSnapshot } from '../../model/schema.ts'
import { userSnapshot } from '../../model/snapshot.ts'
import type { ReadTx } from '../../store/store.ts'

/** Returns the snapshots of the users who exist, by id. */
export async function userSnapshots(
  tx: ReadTx,
  appId: string,
  ids: Iterable<string>,
): Promise<Map<string, UserSnapshot>> {
  const found = await tx.users.watched(appId, [...new Set(ids)])
  return new Map(found.map(({ user, lastEventId }) => [user.id, userSnapshot(user, lastEventId)]))
}
