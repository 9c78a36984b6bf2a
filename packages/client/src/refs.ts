import type { Client } from './client.ts'
import type { Subscription } from './listeners.ts'
import { answered, answeredOrNull, type ProblemError } from './problem.ts'
import {
  type ConversationSnapshot,
  conversationSnapshot,
  type UserSnapshot,
  userSnapshot,
} from './snapshots.ts'
import type { CreateUserParams, SetUserParams } from './user-params.ts'

/** What a ref with live snapshots can do. */
interface Subscribable<Snapshot> {
  /**
   * Tells the listener the snapshot, or null, and then each one that differs from the one before. It goes on
   * across lost connections, until it is unsubscribed or the session is closed. `onError` is told where
   * the server refuses the snapshot for good, as it does for an id that is none.
   */
  subscribe(
    listener: (snapshot: Snapshot | null) => void,
    onError?: (error: ProblemError) => void,
  ): Subscription
}

/** Points to the user with an id, whether they exist or not. It holds no data. Calls reject with a `ProblemError`. */
export interface UserRef extends Subscribable<UserSnapshot> {
  readonly id: string
  /** Creates the user, or does nothing where they exist. Fails where the app does not let clients write users. */
  createIfNotExists(params: CreateUserParams): Promise<void>
  /** A snapshot of what anyone may know of the user, or null where they do not exist. */
  get(): Promise<UserSnapshot | null>
  /**
   * Sets properties of the user, and creates them where they do not exist, which needs a `name`. Fails where
   * the app does not let clients write users.
   */
  set(params: SetUserParams): Promise<void>
}

/** Points to the conversation with an id, as the session's user sees it. Calls reject with a `ProblemError`. */
export interface ConversationRef extends Subscribable<ConversationSnapshot> {
  readonly id: string
  /** A snapshot of the conversation, or null where the user is not in it or it does not exist. */
  get(): Promise<ConversationSnapshot | null>
}

export const getUser = async (client: Client, userId: string) =>
  answeredOrNull(await client.GET('/realtime/users/{userId}', { params: { path: { userId } } }))

export const getConversation = async (client: Client, conversationId: string) =>
  answeredOrNull(
    await client.GET('/realtime/conversations/{conversationId}', {
      params: { path: { conversationId } },
    }),
  )

export function userRef(
  client: Client,
  id: string,
  subscribe: UserRef['subscribe'],
): Readonly<UserRef> {
  const params = { path: { userId: id } }
  return Object.freeze<UserRef>({
    id,
    async createIfNotExists(body) {
      answered(await client.POST('/realtime/users/{userId}', { params, body }))
    },
    async get() {
      const wire = await getUser(client, id)
      return wire && userSnapshot(wire)
    },
    async set(body) {
      answered(await client.PUT('/realtime/users/{userId}', { params, body }))
    },
    subscribe,
  })
}

export const conversationRef = (
  client: Client,
  id: string,
  subscribe: ConversationRef['subscribe'],
): Readonly<ConversationRef> =>
  Object.freeze<ConversationRef>({
    id,
    async get() {
      const wire = await getConversation(client, id)
      return wire && conversationSnapshot(wire)
    },
    subscribe,
  })
