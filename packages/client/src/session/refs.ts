import type { Client } from '../client.ts'
import type { Subscription } from '../emitter.ts'
import { type ProblemError, unwrap, unwrapOrNull } from '../problem.ts'
import {
  type ConversationSnapshot,
  conversationSnapshot,
  type UserSnapshot,
  userSnapshot,
} from '../state/snapshots.ts'
import type { CreateUserParams, SetUserParams } from './user-params.ts'

/** A ref whose snapshot can be subscribed to. */
interface Subscribable<Snapshot> {
  /**
   * Calls the listener with the snapshot, or null if there is none, and then with each one that differs from the
   * one before. It survives lost connections, until it is unsubscribed or the session is closed. `onError` is
   * called if the server refuses the snapshot permanently, for example because the id is not valid.
   */
  subscribe(
    listener: (snapshot: Snapshot | null) => void,
    onError?: (error: ProblemError) => void,
  ): Subscription
}

/** A reference to the user with an id, who need not exist. It holds no data. Calls reject with a `ProblemError`. */
export interface UserRef extends Subscribable<UserSnapshot> {
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
}

/** A reference to the conversation with an id, as the session's user sees it. Calls reject with a `ProblemError`. */
export interface ConversationRef extends Subscribable<ConversationSnapshot> {
  readonly id: string
  /** Returns a snapshot of the conversation, or null if it does not exist or the user is not in it. */
  get(): Promise<ConversationSnapshot | null>
}

export const getUser = async (client: Client, userId: string) =>
  unwrapOrNull(await client.GET('/realtime/users/{userId}', { params: { path: { userId } } }))

export const getConversation = async (client: Client, conversationId: string) =>
  unwrapOrNull(
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
      unwrap(await client.POST('/realtime/users/{userId}', { params, body }))
    },
    async get() {
      const wire = await getUser(client, id)
      return wire && userSnapshot(wire)
    },
    async set(body) {
      unwrap(await client.PUT('/realtime/users/{userId}', { params, body }))
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
