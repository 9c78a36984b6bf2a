export type { paths } from '@openparley/spec/types'
export { type Client, type ClientOptions, createClient, type TokenFetcher } from './client.ts'
export type { Clock } from './clock.ts'
export { ConnectionError, type ConnectionReason } from './connection/connection-error.ts'
export type { ConnectionState } from './connection/stream.ts'
export type { Subscription } from './emitter.ts'
export { type PageQuery, pages } from './pages.ts'
export { ProblemError, unwrap, unwrapOrNull } from './problem.ts'
export type {
  ConversationActiveState,
  ConversationRef,
  ConversationSubscription,
} from './session/conversation-ref.ts'
export {
  createSession,
  type Session,
  type SessionConnection,
  type SessionOptions,
} from './session/session.ts'
export {
  getTalkSession,
  registerPolyfills,
  type TalkSession,
  type TalkSessionOptions,
} from './session/talk-session.ts'
export type { CreateUserParams, SetUserParams } from './session/user-params.ts'
export type {
  UserActiveState,
  UserOnlineActiveState,
  UserOnlineSnapshot,
  UserOnlineSubscription,
  UserRef,
  UserSubscription,
} from './session/user-ref.ts'
export type { ErrorState, PendingState, UnsubscribedState } from './state/live-subscription.ts'
export type { ConversationSnapshot, UserSnapshot } from './state/snapshots.ts'
