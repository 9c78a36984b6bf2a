import { unwrap } from '../problem.ts'
import type { Resource } from '../state/resource.ts'
import type { LoggedEvent } from '../state/subject.ts'

/** A state that is requested again after the events that may change it. */
export const requested = <State extends object>(
  get: () => Promise<Parameters<typeof unwrap<State>>[0]>,
  changes: (event: LoggedEvent) => boolean,
): Resource<State, State> => ({
  get: async () => ({ state: unwrap(await get()) }),
  apply: (state, event) => (changes(event) ? undefined : state),
  snapshot: (state) => state,
})
