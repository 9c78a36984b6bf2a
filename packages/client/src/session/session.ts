import {
  basicAuthorization,
  createClientWith,
  type Signature,
  type TokenFetcher,
} from '../client.ts'
import { type Clock, systemClock } from '../clock.ts'
import { Connection } from '../connection/connection.ts'
import type { ConnectionError } from '../connection/connection-error.ts'
import { renewingFetch } from '../connection/renewing-fetch.ts'
import { ServerStream } from '../connection/server-stream.ts'
import type { ConnectionState } from '../connection/stream.ts'
import { Tokens } from '../connection/tokens.ts'
import type { Subscription } from '../emitter.ts'
import { unwrap } from '../problem.ts'
import { applyToConversation, applyToUser, type Subject } from '../state/apply.ts'
import type { Resource, SharedSnapshot } from '../state/shared-snapshot.ts'
import { conversationSnapshot, userSnapshot } from '../state/snapshots.ts'
import { Subscriptions } from '../state/subscriptions.ts'
import { Watching } from '../state/watching.ts'
import {
  type ConversationRef,
  conversationRef,
  getConversation,
  type UserRef,
  userRef,
} from './refs.ts'

export type SessionOptions = {
  /** URL of the server, such as `http://127.0.0.1:8080`. */
  baseUrl: string
  appId: string
  /** The user of the session. The tokens must be theirs. */
  userId: string
  /** Default the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>
  /** Default the system's clock. */
  clock?: Clock
  /** From 0 to below 1; spreads reconnects over time. Default `Math.random`. */
  random?: () => number
} & (
  | { /** A JWT for the user. The session ends when it expires. */ token: string }
  | {
      /** Returns a JWT for the user. Called again when a tenth of the token's lifetime is left. */
      tokenFetcher: TokenFetcher
    }
  | Signature
)

/** The state of a session's connection to the server. */
export interface SessionConnection {
  readonly state: ConnectionState
  /** Why there is no connection, or why the last one was lost. Undefined if there was no error. */
  readonly error: ConnectionError | undefined
  /** Calls the listener on each change of state, with the error that caused it. */
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
   * Connects, which sets the user online, and stays connected even without subscriptions. Without this call, the
   * session is connected only while there is a subscription. After a refusal by the server, it connects again.
   */
  connect(): void
  /** Ends all subscriptions and the connection. The session cannot be used afterwards. */
  close(): void
}

/** Creates a session for a user. It connects with the first subscription. Throws if the token is another user's. */
export function createSession(options: SessionOptions): Session {
  const { baseUrl, appId, userId, clock = systemClock, random = Math.random } = options
  const { fetch = globalThis.fetch } = options
  const tokens = new Tokens({ ...options, clock })
  let isClosed = false
  let staysConnected = false

  const assertOpen = () => {
    if (isClosed) throw new Error('The session is closed.')
  }
  async function authorization() {
    assertOpen()
    if ('signature' in options) return basicAuthorization(userId, options.signature)
    return `Bearer ${await tokens.get()}`
  }
  const clientOptions = { baseUrl, appId, fetch: renewingFetch(fetch, tokens) }
  const client = createClientWith(clientOptions, authorization)
  // The connection does its own retries.
  const streamClient = createClientWith({ ...clientOptions, retries: 0 }, authorization)

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
    onSnapshot: (wire) => subscriptions.replaceUser(wire),
  })
  async function openStream(cursor: string | undefined, signal: AbortSignal) {
    const header = cursor === undefined ? {} : { 'Last-Event-ID': cursor }
    const result = await streamClient.GET('/realtime/events', {
      parseAs: 'stream',
      params: { header },
      signal,
    })
    return unwrap(result) as ReadableStream<Uint8Array>
  }
  const connection = new Connection({
    stream: (listener) => new ServerStream({ openStream, tokens, clock, random }, listener),
    onEvent: (event) => subscriptions.apply(event),
    onReset: () => subscriptions.invalidate(),
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
