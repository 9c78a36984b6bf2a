import { unwrap } from '../problem.ts'
import { subjectOf } from '../state/apply.ts'
import type { Resource } from '../state/resource.ts'
import { frozen } from '../state/snapshots.ts'
import type { Calls } from '../typed-calls.ts'
import type { UnreadsSnapshot } from './subscription-types.ts'

/** How much the user has not read. It is requested again after events of conversations. */
export const unreads = (client: Calls): Resource<UnreadsSnapshot, [UnreadsSnapshot]> => ({
  get: async () => ({ state: unwrap(await client.GET('/realtime/unread')) }),
  apply: (state, event) => ('conversationId' in subjectOf(event) ? undefined : state),
  view: (state) => (state && [frozen({ ...state })]) || undefined,
})
