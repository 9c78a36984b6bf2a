import { done, found } from '../problem.ts'
import type { Resource } from '../state/resource.ts'
import { frozen, type UserSnapshot, userSnapshot } from '../state/snapshots.ts'
import type { Context } from './context.ts'
import type {
  UserOnlineSnapshot,
  UserOnlineSubscription,
  UserSubscription,
} from './subscription-types.ts'
import type { CreateUserParams, SetUserParams } from './user-params.ts'

/** A reference to the user with an id, who need not exist. It contains no data. Calls reject with a `ProblemError`. */
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

/** The state is only the user's id: the snapshot is in the session's users. */
const ofUser = <Snapshot>(
  id: string,
  snapshot: Resource<string, Snapshot | null>['snapshot'],
): Resource<string, Snapshot | null> => ({
  get: async () => ({ state: id }),
  apply: (state) => state,
  userIds: () => [id],
  snapshot,
})

const path = '/realtime/users/{userId}'

export function userRef({ client, subscribe }: Context, id: string): UserRef {
  const params = { path: { userId: id } }
  return Object.freeze<UserRef>({
    id,
    createIfNotExists: (body) => done(client.POST(path, { params, body })),
    async get() {
      const wire = await found(client.GET(path, { params }))
      return frozen(wire && userSnapshot(wire))
    },
    set: (body) => done(client.PUT(path, { params, body })),
    subscribe: (listener) =>
      subscribe(
        `user ${id}`,
        () => ofUser<UserSnapshot>(id, (_, users) => users.get(id)),
        listener,
      ),
    subscribeOnline: (listener) =>
      subscribe(
        `online ${id}`,
        () =>
          ofUser<UserOnlineSnapshot>(id, (_, users) => {
            const user = users.get(id)
            const isConnected = users.isOnline(id)
            return isConnected === undefined ? undefined : user && { user, isConnected }
          }),
        listener,
      ),
  })
}
