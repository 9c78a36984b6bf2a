import type { FastifyBaseLogger } from 'fastify'
import type { AvailabilityListener } from '../store/availability.ts'

/** Logs one line when the database becomes unavailable and one when it is back, not one for each failure. */
export const logOutages = (logger: FastifyBaseLogger): AvailabilityListener => ({
  onUnavailable: (cause) =>
    logger.warn({ reason: reasonOf(cause) }, 'the database is not available'),
  onAvailable: () => logger.warn('the database is available again'),
})

function reasonOf(cause: unknown): string {
  // If a name has several addresses, the reasons are in `errors`, and `message` is empty.
  const [error] = cause instanceof AggregateError ? cause.errors : [cause]
  return error instanceof Error ? error.message : String(error)
}
