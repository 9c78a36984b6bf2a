import { unwrap, unwrapOrNull } from '../problem.ts'
import type { Resource } from '../state/resource.ts'
import { frozen, type UserSnapshot, userSnapshot } from '../state/snapshots.ts'
import type { Context } from './context.ts'
import type {
  UserOnlineSnapshot,
  UserOnlineSubscription,
  UserSubscription,
} from './subscription-types.ts'
import type { CreateUserParams, SetUserParams } from './user-params.ts'

/** A reference to the user with an id, who need not exist. It holds no data. Calls reject with a `ProblemError`. */
export interface UserRef {
  readonly id: string
  /** Creates the user if they do not exist. Fails if the app does not allow clients to write users. */
  createIfNotExists(params: CreateUserParams): Promise<void>
  /** Returns a snapshot of the user's public properties, or null if they do not exist. */
  get(): Promise<UserSnapshot | null>
  /**
   * Sets properties of the user. Creates the user if they do not exist, which needs a `name`. Fails if the app
   * does not allow clients to write users.
   */
  set(params: SetUserParams): Promise<void>
  /** Calls the listener with the snapshot, null if the user does not exist, and then with each one that differs. */
  subscribe(listener?: (snapshot: UserSnapshot | null) => void): UserSubscription
  /** Calls the listener with whether the user is online, and then after each change of that or of the user. */
  subscribeOnline(listener?: (snapshot: UserOnlineSnapshot | null) => void): UserOnlineSubscription
}

/** A user is all that the state has: their snapshot is in the session's users. */
const ofUser = <V extends readonly [unknown]>(
  id: string,
  view: Resource<string, V>['view'],
): Resource<string, V> => ({
  get: async () => ({ state: id }),
  apply: (state) => state,
  users: () => [id],
  view,
})

export function userRef({ client, subscribe }: Context, id: string): UserRef {
  const params = { path: { userId: id } }
  return Object.freeze<UserRef>({
    id,
    async createIfNotExists(body) {
      unwrap(await client.POST('/realtime/users/{userId}', { params, body }))
    },
    async get() {
      const wire = unwrapOrNull(await client.GET('/realtime/users/{userId}', { params }))
      return wire && userSnapshot(wire)
    },
    async set(body) {
      unwrap(await client.PUT('/realtime/users/{userId}', { params, body }))
    },
    subscribe: (listener) =>
      subscribe(
        `user ${id}`,
        () =>
          ofUser<[UserSnapshot | null]>(id, (_, users) => {
            const wire = users.get(id)
            return wire === undefined ? undefined : [wire && userSnapshot(wire)]
          }),
        listener,
      ),
    subscribeOnline: (listener) =>
      subscribe(
        `online ${id}`,
        () =>
          ofUser<[UserOnlineSnapshot | null]>(id, (_, users) => {
            const wire = users.get(id)
            const isConnected = users.isOnline(id)
            if (wire === undefined || isConnected === undefined) return undefined
            return [wire && frozen({ user: userSnapshot(wire), isConnected })]
          }),
        listener,
      ),
  })
}
