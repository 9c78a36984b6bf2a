import { ProblemError } from '../problem.ts'

const reasons = {
  unreachable: 'The server cannot be reached, or the connection broke.',
  silent: 'The server sent nothing for too long.',
  ended: 'The stream closed unexpectedly.',
  stopping: 'The server is shutting down.',
  'token-expired': 'The token has expired.',
  'key-revoked': 'The key that signed the token was revoked.',
  'app-deleted': 'The app was deleted.',
  'no-token': 'No token could be fetched.',
  'wrong-user': 'The token belongs to another user.',
  refused: 'The server refused the stream.',
} as const

/** Why a session has no connection. */
export type ConnectionReason = keyof typeof reasons

/** The reason why there is no connection. If the reason is `refused`, `cause` is a `ProblemError`. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly reason: ConnectionReason

  constructor(reason: ConnectionReason, cause?: unknown) {
    const why = cause instanceof Error ? ` ${cause.message}` : ''
    super(reasons[reason] + why, { cause })
    this.reason = reason
  }
}

export function connectionError(cause: unknown): ConnectionError {
  if (cause instanceof ConnectionError) return cause
  return new ConnectionError(cause instanceof ProblemError ? 'refused' : 'unreachable', cause)
}
