import { ProblemError } from '../problem.ts'

/** Why a session has no connection. */
export type ConnectionReason =
  /** The server cannot be reached, or the connection broke. */
  | 'unreachable'
  /** The server sent nothing for too long. */
  | 'silent'
  /** The stream closed unexpectedly. */
  | 'ended'
  /** The server is shutting down. */
  | 'stopping'
  | 'token-expired'
  /** The key that signed the token was revoked. */
  | 'key-revoked'
  | 'app-deleted'
  /** No token could be fetched. */
  | 'no-token'
  /** The token belongs to another user. */
  | 'wrong-user'
  /** The server refused the stream. */
  | 'refused'

/** The reason why there is no connection. If the reason is `refused`, `cause` is a `ProblemError`. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly reason: ConnectionReason

  constructor(reason: ConnectionReason, cause?: unknown) {
    const why = cause instanceof Error ? ` ${cause.message}` : ''
    super(`No connection: ${reason}.${why}`, { cause })
    this.reason = reason
  }
}

export function connectionError(cause: unknown): ConnectionError {
  if (cause instanceof ConnectionError) return cause
  return new ConnectionError(cause instanceof ProblemError ? 'refused' : 'unreachable', cause)
}
