export type { paths } from '@openparley/spec/types'
export { type Client, type ClientOptions, createClient, type TokenFetcher } from './client.ts'
export type { Clock } from './clock.ts'
export type { ConnectionState } from './connection.ts'
export { ConnectionError, type ConnectionReason } from './connection-error.ts'
export type { Subscription } from './emitter.ts'
export { ProblemError, unwrap, unwrapOrNull } from './problem.ts'
export type { ConversationRef, UserRef } from './refs.ts'
export {
  createSession,
  type Session,
  type SessionConnection,
  type SessionOptions,
} from './session.ts'
export type { ConversationSnapshot, UserSnapshot } from './snapshots.ts'
export type { CreateUserParams, SetUserParams } from './user-params.ts'
