import { ProblemError } from './problem.ts'

const reasons = {
  unreachable: 'The server cannot be reached, or the connection broke.',
  silent: 'The server gave no sign of life.',
  ended: 'The stream ended without a word.',
  stopping: 'The server stops.',
  'token-expired': 'The token has expired.',
  'key-revoked': 'The key that signed the token was revoked.',
  'app-deleted': 'The app was deleted.',
  'no-token': 'No token could be fetched.',
  'wrong-user': "The token is another user's.",
  refused: 'The server refused the stream.',
} as const

/** Why a session has no connection. */
export type ConnectionReason = keyof typeof reasons

/** Why there is no connection; the `cause` of `refused` is a `ProblemError`. */
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

/** Whether another try would fail like this one. */
export const isFinal = ({ reason, cause }: ConnectionError, canRenewToken: boolean): boolean =>
  reason === 'wrong-user' ||
  reason === 'app-deleted' ||
  ((reason === 'token-expired' || reason === 'key-revoked') && !canRenewToken) ||
  (cause instanceof ProblemError && !cause.isTemporary)
