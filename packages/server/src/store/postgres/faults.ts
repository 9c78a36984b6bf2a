import pg from 'pg'
import { ApiError } from '../../model/error.ts'

// SQLSTATE codes and classes: https://www.postgresql.org/docs/current/errcodes-appendix.html

/** Serialization failure and deadlock: the transaction may well go through at the next try. */
const repeatable = /^40/

/**
 * Connection lost, read-only server, transaction timed out, out of disk, memory or connections, not in the
 * needed state, stopping or starting, system error.
 */
const unavailability = /^(08|25006|25P0[34]|53|55|57|58|XX)/

const stateOf = (error: unknown) => (error instanceof pg.DatabaseError && error.code) || undefined

/** What the server did not say itself, the connection to it said. */
export const isConnectionLost = (error: unknown) => /^(08|57P|25P03)/.test(stateOf(error) ?? '08')

export const isRepeatable = (error: unknown) => repeatable.test(stateOf(error) ?? '')

export const isUnavailability = (error: unknown) => unavailability.test(stateOf(error) ?? '08')

/** What a failed read means to the caller: unavailability, or the defect that it is. */
export const translated = (error: unknown): unknown =>
  isUnavailability(error) ? unavailable(error) : error

export const unavailable = (cause: unknown) =>
  Object.assign(new ApiError('unavailable', 'The database is not available. Try again.'), { cause })

/** One sentence that says why the server cannot start on the database. */
export function startFault(error: unknown, where: string): string {
  if (error instanceof pg.DatabaseError) return `PostgreSQL at ${where} refused: ${error.message}.`
  // Where a name has several addresses, the reasons stand in `errors`, and `message` is empty.
  const reason = error instanceof AggregateError ? error.errors[0] : error
  const { code, message } = reason as Error & { code?: string }
  return `PostgreSQL cannot be reached at ${where}: ${code ?? message}.`
}
