import pg from 'pg'
import { unavailable } from '../availability.ts'
import type { Failure } from '../group-commit.ts'

// SQLSTATE codes and classes: https://www.postgresql.org/docs/current/errcodes-appendix.html

/** Serialization failure and deadlock: a retry of the transaction may succeed. */
const repeatable = /^40/

/**
 * Connection lost, read-only server, transaction timed out, out of disk, memory or connections, not in the
 * needed state, stopping or starting, system error.
 */
const unavailability = /^(08|25006|25P0[34]|53|55|57|58|XX)/

const stateOf = (error: unknown) => (error instanceof pg.DatabaseError && error.code) || undefined

const connectionLost = /^(08|57P|25P03)/

export function classify(error: unknown): Failure {
  // An error without an SQLSTATE is from the connection.
  const state = stateOf(error) ?? '08000'
  if (connectionLost.test(state)) return 'lost'
  if (unavailability.test(state)) return 'unavailable'
  return repeatable.test(state) ? 'repeatable' : 'refused'
}

/** Maps the error of a read: unavailable, or the original error if it is a bug. */
export const translateError = (error: unknown): unknown =>
  ['lost', 'unavailable'].includes(classify(error)) ? unavailable(error) : error

/** A one-line message for the terminal: why the server cannot start on the database. */
export function startFault(error: unknown, where: string): string {
  if (error instanceof pg.DatabaseError) {
    const isPooler = error.message.startsWith('unsupported startup parameter')
    const advice = isPooler ? ' It is a pooler: docs/postgresql.md says how to set it up.' : ''
    return `PostgreSQL at ${where} refused: ${error.message}.${advice}`
  }
  // If a name has several addresses, the reasons are in `errors`, and `message` is empty.
  const reason = error instanceof AggregateError ? error.errors[0] : error
  const { code, message } = reason as Error & { code?: string }
  return `PostgreSQL cannot be reached at ${where}: ${code ?? message}.`
}
