import { unwrap } from '../problem.ts'
import { subjectOf } from '../state/apply.ts'
import type { Resource } from '../state/resource.ts'
import { equal, frozen } from '../state/snapshots.ts'
import type { Context } from './context.ts'
import type { PermissionsSnapshot } from './subscription-types.ts'

/** What the user may do. It is requested again after events of the user, who may have another role then. */
export const ownPermissions = ({
  client,
  userId,
}: Context): Resource<PermissionsSnapshot, [PermissionsSnapshot]> => ({
  get: async () => ({ state: unwrap(await client.GET('/realtime/permissions')) }),
  apply: (state, event) => (equal(subjectOf(event), { userId }) ? undefined : state),
  view: (state) => (state && [frozen({ ...state })]) || undefined,
})
