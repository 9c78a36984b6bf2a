export type { paths } from '@openparley/spec/types'
export { type Client, type ClientOptions, createClient, type TokenFetcher } from './client.ts'
export type { Clock } from './clock.ts'
export { ConnectionError, type ConnectionReason } from './connection/connection-error.ts'
export type { ConnectionState } from './connection/stream.ts'
export type { Subscription } from './emitter.ts'
export { ProblemError, unwrap, unwrapOrNull } from './problem.ts'
export type { ConversationRef, UserRef } from './session/refs.ts'
export {
  createSession,
  type Session,
  type SessionConnection,
  type SessionOptions,
} from './session/session.ts'
export type { CreateUserParams, SetUserParams } from './session/user-params.ts'
export type { ConversationSnapshot, UserSnapshot } from './state/snapshots.ts'
