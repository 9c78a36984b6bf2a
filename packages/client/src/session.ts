import { applyToConversation, applyToUser, type Subject } from './apply.ts'
import { createClient, type TokenFetcher } from './client.ts'
import { type Clock, systemClock } from './clock.ts'
import { Connection, type ConnectionState } from './connection.ts'
import type { ConnectionError } from './connection-error.ts'
import type { Subscription } from './listeners.ts'
import { answered } from './problem.ts'
import {
  type ConversationRef,
  conversationRef,
  getConversation,
  type UserRef,
  userRef,
} from './refs.ts'
import { renewingFetch } from './renewing-fetch.ts'
import type { Resource, SharedSnapshot } from './shared-snapshot.ts'
import { conversationSnapshot, userSnapshot } from './snapshots.ts'
import { Subscriptions } from './subscriptions.ts'
import { Tokens } from './tokens.ts'
import { Watching } from './watching.ts'

export type SessionOptions = {
  /** Where the server is, such as `http://127.0.0.1:8080`. */
  baseUrl: string
  appId: string
  /** The user whose session it is, and whose the tokens are. */
  userId: string
  /** Default the global one. */
  fetch?: (request: Request) => Promise<Response>
  /** Default the machine's. */
  clock?: Clock
  /** From 0 to below 1; spreads reconnects over time. Default `Math.random`. */
  random?: () => number
} & (
  | { /** A JWT of the user's. When it expires, the session ends. */ token: string }
  | {
      /** Fetches a JWT of the user's. Called for the first one, and again when a tenth of its life is left. */
      tokenFetcher: TokenFetcher
    }
)

/** How a session is connected to the server. */
export interface SessionConnection {
  readonly state: ConnectionState
  /** Why there is no connection, or why the last one was lost; undefined where nothing went wrong. */
  readonly error: ConnectionError | undefined
  /** Tells the listener each change of the state, and the error that led to it. */
  subscribe(
    listener: (state: ConnectionState, error: ConnectionError | undefined) => void,
  ): Subscription
}

export interface Session {
  readonly userId: string
  readonly connection: SessionConnection
  user(id: string): UserRef
  conversation(id: string): ConversationRef
  /**
   * Connects, which makes the user online, and stays connected also where nothing is subscribed. Without it, the
   * session is connected while something is. After the server has refused the session, it tries again.
   */
  connect(): void
  /** Ends all subscriptions and the connection. Nothing can be done with the session afterwards. */
  close(): void
}

/** Starts a session of a user. It connects when something is subscribed. Throws where the token is another user's. */
export function createSession(options: SessionOptions): Session {
  const { baseUrl, appId, userId, clock = systemClock, random = Math.random } = options
  const { fetch = globalThis.fetch } = options
  const tokens = new Tokens({ ...options, clock })
  let isClosed = false
  let staysConnected = false

  const assertOpen = () => {
    if (isClosed) throw new Error('The session is closed.')
  }
  const clientOptions = {
    baseUrl,
    appId,
    token() {
      assertOpen()
      return tokens.get()
    },
    fetch: renewingFetch(fetch, tokens),
  }
  const client = createClient(clientOptions)
  // The connection has its own time to try again.
  const streamClient = createClient({ ...clientOptions, retries: 0 })

  const subscriptions = new Subscriptions({
    clock,
    random,
    isConnected: () => connection.state === 'connected',
    onUserEnd: () => watching.update(),
    onIdle: () => staysConnected || connection.close(),
  })
  const watching = new Watching({
    client,
    clock,
    random,
    watched: () => subscriptions.users,
    onSnapshot: (wire) => subscriptions.renewUser(wire),
  })
  const connection = new Connection({
    tokens,
    clock,
    random,
    async openStream(cursor, signal) {
      const header = cursor === undefined ? {} : { 'Last-Event-ID': cursor }
      const answer = await streamClient.GET('/realtime/events', {
        parseAs: 'stream',
        params: { header },
        signal,
      })
      return answered(answer) as ReadableStream<Uint8Array>
    },
    onEvent: (event) => subscriptions.take(event),
    onReset: () => subscriptions.expire(),
    onReady(streamId) {
      watching.open(streamId)
      subscriptions.load()
    },
    onEnd: () => watching.close(),
  })

  const subscribing =
    <Wire extends { lastEventId: number }, Snapshot>(
      subject: Subject,
      resource: Resource<Wire, Snapshot>,
    ) =>
    (...listeners: Parameters<SharedSnapshot<Wire, Snapshot>['subscribe']>): Subscription => {
      assertOpen()
      connection.open()
      return subscriptions.add(subject, resource, ...listeners)
    }

  return Object.freeze<Session>({
    userId,
    connection,
    user: (id) =>
      userRef(
        client,
        id,
        subscribing(
          { userId: id },
          { get: () => watching.get(id), apply: applyToUser, snapshot: userSnapshot },
        ),
      ),
    conversation: (id) =>
      conversationRef(
        client,
        id,
        subscribing(
          { conversationId: id },
          {
            get: () => getConversation(client, id),
            apply: (wire, event) => applyToConversation(wire, event, userId),
            snapshot: conversationSnapshot,
          },
        ),
      ),
    connect() {
      assertOpen()
      staysConnected = true
      connection.open()
    },
    close() {
      isClosed = true
      subscriptions.end()
      connection.close()
    },
  })
}
