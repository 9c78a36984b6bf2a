import { createCalls } from '../calls.ts'
import { basicAuthorization, type Signature, type TokenFetcher } from '../client.ts'
import { type Clock, systemClock } from '../clock.ts'
import { createConnection } from '../connection/connection.ts'
import type { ConnectionError } from '../connection/connection-error.ts'
import { renewingFetch } from '../connection/renewing-fetch.ts'
import type { ConnectionState } from '../connection/stream.ts'
import { createTokens } from '../connection/tokens.ts'
import type { Page } from '../connection/watching.ts'
import { emitter, type Subscription } from '../emitter.ts'
import { lazy } from '../lazy.ts'
import type { ConversationSnapshot } from '../state/conversation-snapshot.ts'
import { createSubscriptions } from '../state/subscriptions.ts'
import { createUsers } from '../state/users.ts'
import type { Context } from './context.ts'
import { type ConversationRef, conversationRef } from './conversation-ref.ts'
import { lazySearch } from './lazy-search.ts'
import { messageRef } from './message-ref.ts'
import { createOutbox } from './outbox.ts'
import { participantRef } from './participant-ref.ts'
import { ownPermissions } from './permissions.ts'
import { reactionsKey } from './reaction-path.ts'
import { refRegistry } from './ref-registry.ts'
import type {
  ConversationSearch,
  MessageSearch,
  SearchListener,
  SearchMessageSnapshot,
  SearchOptions,
} from './search-types.ts'
import type {
  ConversationListOptions,
  ConversationListSubscription,
  PermissionsSnapshot,
  PermissionsSubscription,
  UnreadsSnapshot,
  UnreadsSubscription,
} from './subscription-types.ts'
import { unreads } from './unreads.ts'
import type { CallsWith } from './upload.ts'
import type { UploadArguments, Uploads } from './upload-types.ts'
import { type UserRef, userRef } from './user-ref.ts'
import { conversations } from './windows.ts'

export interface CommonSessionOptions {
  /** URL of the server, such as `http://127.0.0.1:8080`. */
  baseUrl: string
  appId: string
  /** The user of the session. The tokens must be theirs. */
  userId: string
  /** Default: the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>
  /** Default: the system's clock. */
  clock?: Clock
  /** From 0 to below 1; spreads reconnects over time. Default: `Math.random`. */
  random?: () => number
}

export interface TokenOptions {
  /** A JWT for the user. Without `tokenFetcher` or `onNeedToken`, the session ends when it expires. */
  token?: string
  /** Returns a JWT for the user. Called again when a tenth of the token's lifetime is left. */
  tokenFetcher?: TokenFetcher
}

export type SessionOptions = CommonSessionOptions & (TokenOptions | Signature)

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

type ConversationsListener = (snapshot: ConversationSnapshot[], loadedAll: boolean) => void

type SubscribeConversations = [
  first?: ConversationListOptions | ConversationsListener | undefined,
  second?: ConversationsListener | undefined,
]

export interface Session extends Uploads {
  readonly appId: string
  readonly userId: string
  /** The ref of the session's user. */
  readonly currentUser: UserRef
  readonly connection: SessionConnection
  /**
   * Called when the session needs a token: before its first request if it has none, and when a tenth of the token's
   * lifetime is left. Get a new token and pass it to `setToken`; requests wait until then. Not called if there is a
   * `tokenFetcher`.
   */
  onNeedToken?: (() => void) | undefined
  /** Uses the token from now on. Subscriptions continue. Throws if the token is for another user. */
  setToken(token: string): void
  /**
   * Calls the handler once, with the first error after which the session does not reconnect automatically, such as an
   * expired token that cannot be renewed. The error is a `ConnectionError`.
   */
  onError(handler: (error: Error) => void): Subscription
  /** Returns the ref of the user, the same object for the same id. Throws if the id is empty or not a string. */
  user(id: string): UserRef
  /** Returns the ref of the conversation, the same object for the same id. Throws if the id is empty or not a string. */
  conversation(id: string): ConversationRef
  /**
   * Calls the listener with the user's 20 conversations with the newest activity, newest first, and then after each change.
   * The activity is the newest message or the user's join, whichever is later. With a filter, only the ones that match
   * it. `loadMore` loads 20 more, max 30.
   */
  subscribeConversations(listener?: ConversationsListener): ConversationListSubscription
  subscribeConversations(
    options: ConversationListOptions,
    listener?: ConversationsListener,
  ): ConversationListSubscription
  /** Searches the messages that the user can see. Call `setQuery` on what it returns. */
  searchMessages(
    onResults?: SearchListener<SearchMessageSnapshot>,
    options?: SearchOptions,
  ): MessageSearch
  /** Searches the user's conversations, by `subject` and `custom.search`. Call `setQuery` on what it returns. */
  searchConversations(
    onResults?: SearchListener<ConversationSnapshot>,
    options?: SearchOptions,
  ): ConversationSearch
  /** Only in Parley: calls the listener with the user's unread counts, and then after each change. */
  subscribeUnreads(listener?: (snapshot: UnreadsSnapshot) => void): UnreadsSubscription
  /**
   * Only in Parley: calls the listener with the user's permissions, and then after each change of their role. A change
   * of the app's settings is seen when the session connects again. All subscriptions share one request.
   * @example session.subscribePermissions(({ permissions }) => { button.hidden = !permissions.uploadFiles })
   */
  subscribePermissions(listener?: (snapshot: PermissionsSnapshot) => void): PermissionsSubscription
  /**
   * Only in Parley: tells the server which conversation the page shows; null if it shows none. Call it whenever that
   * changes and when the window gets or loses the focus, with `hasFocus: false` for a window without it (default true).
   * While the session is connected, presences show it, and the user is not notified of messages in a conversation with
   * the focus.
   * @example session.selectConversation('order_391', { hasFocus: document.hasFocus() })
   */
  selectConversation(conversationId: string | null, options?: { hasFocus?: boolean }): void
  /**
   * Connects, which sets the user online, and stays connected even without subscriptions. Without this call, the
   * session is connected only while there is a subscription. After a refusal by the server, it connects again.
   */
  connect(): void
  readonly isClosed: boolean
  /** Ends all subscriptions and the connection. The session cannot be used afterwards. */
  close(): void
}

/** Creates a session for a user. It connects with the first subscription. Throws if the token is another user's. */
export function createSession(options: SessionOptions): Session {
  const { baseUrl, appId, userId, clock = systemClock, random = Math.random } = options
  const { fetch = globalThis.fetch } = options
  const tokens = createTokens({ ...options, onNeedToken: () => session.onNeedToken, clock })
  const errors = emitter<[Error]>()
  let isClosed = false
  let staysConnected = false
  let failure: Error | undefined
  let isBeginning = false
  /** Whether it is known where the stream will begin. From then on, data can be read without missing a change. */
  let hasBegun = false

  const assertOpen = () => {
    if (isClosed) throw new Error('The session is closed.')
  }
  async function authorization() {
    assertOpen()
    if ('signature' in options) return basicAuthorization(userId, options.signature)
    return `Bearer ${await tokens.get()}`
  }
  const callsWith: CallsWith = (wrap, more) =>
    createCalls(
      { ...more, baseUrl, appId, fetch: renewingFetch(wrap(fetch), tokens) },
      authorization,
    )
  const client = callsWith((own) => own)

  /**
   * Gets a list before there is a stream. The stream then begins at the position of the log at which the list was read,
   * so later reads miss nothing either.
   */
  async function begin() {
    isBeginning = true
    // Wait, so that everything that is subscribed to in the same turn is included.
    await undefined
    const cursor = await subscriptions.begin('conversations ')
    isBeginning = false
    hasBegun = cursor !== undefined && connection.state === 'connecting'
    if (hasBegun) subscriptions.load()
    return cursor
  }
  const isConnected = () => hasBegun || connection.state === 'connected'

  const page: Page = {}
  const users = createUsers(() => connection.update())
  const subscriptions = createSubscriptions({
    clock,
    random,
    users,
    isConnected,
    onIdle: () => staysConnected || connection.close(),
  })
  const connection = createConnection({
    clock,
    random,
    async load(onState) {
      const { sessionStream } = await import('../connection/session-stream.ts')
      return sessionStream(
        { ...options, client, callsWith, tokens, clock, random, users, page, begin },
        {
          onState,
          onEvent(event) {
            for (const one of [users, outbox, ownReactions.loaded, searches.loaded, subscriptions])
              one?.apply(event)
          },
          onReset() {
            users.invalidate()
            searches.loaded?.clear()
            ownReactions.loaded?.settle()
            subscriptions.invalidate()
          },
          onReady() {
            // Another tab's stream may be further than the snapshot that is being read.
            if (isBeginning) subscriptions.invalidate()
            subscriptions.load()
          },
          onTyping: (id) => subscriptions.refresh(`typing ${id}\n`),
        },
      )
    },
    onEnd() {
      hasBegun = false
      searches.loaded?.clear()
    },
  })
  connection.subscribe((state, error) => {
    if (state !== 'disconnected' || !error || failure) return
    failure = error
    errors.emit(error)
  })

  const outbox = createOutbox({
    client,
    clock,
    connection,
    random,
    userId,
    fileOf: (token) => uploads.loaded?.of(token),
    onChange: (conversationId) => subscriptions.refresh(`messages ${conversationId}\n`),
  })
  const ownReactions = lazy(async () =>
    (await import('./own-reactions.ts')).createOwnReactions(context, (path) =>
      subscriptions.refresh(reactionsKey(path), `messages ${path.conversationId}\n`),
    ),
  )
  const uploads = lazy(async () => (await import('./upload.ts')).createUploads(callsWith))
  const upload = async (...how: UploadArguments) => (await uploads.load()).add(...how)
  const searches = lazy(async () =>
    (await import('./search.ts')).createSearches(client, isConnected),
  )
  const context: Context = {
    client,
    clock,
    userId,
    outbox,
    ownReactions,
    typingIn: connection.typingIn,
    message: refRegistry((conversationId, id) => messageRef(context, conversationId, id)),
    participant: refRegistry((conversationId, id) => participantRef(context, conversationId, id)),
    listed: (id) => [...subscriptions.conversations(id), searches.loaded?.of(id) ?? []].flat(),
    subscribe(key, make, listener) {
      assertOpen()
      connection.open()
      return subscriptions.add(key, make, listener)
    },
  }
  const userRefs = refRegistry((id) => userRef(context, id))
  const conversationRefs = refRegistry((id) => conversationRef(context, id))

  const session: Session = {
    appId,
    userId,
    currentUser: userRefs(userId),
    connection,
    onNeedToken: undefined,
    setToken(token) {
      assertOpen()
      tokens.set(token)
      connection.renew()
    },
    onError: (handler) => errors.add(handler, failure && [failure]),
    user: (id) => userRefs(id),
    conversation: (id) => conversationRefs(id),
    subscribeConversations(...[first, second]: SubscribeConversations) {
      const [options, listener] =
        typeof first === 'object' ? [first, second] : [{}, first ?? second]
      return context.subscribe(
        `conversations ${JSON.stringify(options)}`,
        () => conversations(context, options),
        listener as ((list: ConversationSnapshot[] | null, loadedAll: boolean) => void) | undefined,
      )
    },
    searchMessages: (...how) => lazySearch(async () => (await searches.load()).messages(...how)),
    searchConversations: (...how) =>
      lazySearch(async () => (await searches.load()).conversations(...how)),
    uploadFile: upload,
    uploadImage: upload,
    uploadVideo: upload,
    uploadAudio: upload,
    uploadVoice: (data, metadata, ...how) => upload(data, { ...metadata, voice: true }, ...how),
    subscribeUnreads: (listener) => context.subscribe('unreads', () => unreads(context), listener),
    subscribePermissions: (listener) =>
      context.subscribe('permissions', () => ownPermissions(context), listener),
    selectConversation(conversationId, { hasFocus = true } = {}) {
      assertOpen()
      const id = conversationId === null ? null : conversationRefs(conversationId).id
      page.selection = { selectedConversationId: id, hasFocus }
      connection.update()
    },
    connect() {
      assertOpen()
      staysConnected = true
      connection.open()
    },
    get isClosed() {
      return isClosed
    },
    close() {
      isClosed = true
      subscriptions.end()
      connection.close()
    },
  }
  return Object.seal(session)
}
