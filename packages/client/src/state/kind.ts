import type { components } from '@openparley/spec/types'
import type { KnownUsers } from './resource.ts'
import { frozen, userSnapshot } from './snapshots.ts'

type UserWire = components['schemas']['UserSnapshot']

/**
 * How one kind of thing is kept and shown. The session keeps the users once for all subscriptions; the state contains
 * only their ids.
 */
export interface Kind<Wire, State, Snapshot> {
  /** Removes the users from an object of the server. */
  stateOf: (wire: Wire) => State
  /** The users in an object of the server. */
  usersIn: (wire: Wire) => (UserWire | null | undefined)[]
  /** The ids of the users in the state. */
  userIds: (state: State) => (string | null | undefined)[]
  /** Selects the public properties. Undefined while a user is not known. */
  snapshot: (state: State, users: KnownUsers) => Snapshot | undefined
}

/** The snapshot of an object from the server, which contains its users. */
export function snapshotOf<Wire, State, Snapshot>(
  { stateOf, usersIn, snapshot }: Kind<Wire, State, Snapshot>,
  wire: Wire,
): Snapshot {
  const users = new Map(usersIn(wire).map((user) => [user?.id, user && userSnapshot(user)]))
  const known = { get: (id: string) => users.get(id) ?? null, isOnline: () => undefined }
  return frozen(snapshot(stateOf(wire), known) as Snapshot)
}
