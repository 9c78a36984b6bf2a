import type { FastifyBaseLogger } from 'fastify'
import type { AvailabilityListener } from '../store/availability.ts'

/** Returns undefined for `silent`. Pino is loaded only if needed: a test suite starts silent servers. */
export const loggerOf = async (level: string) =>
  level === 'silent' ? undefined : (await import('pino')).pino({ level })

/** Logs one line when `what` becomes unavailable and one line when it is back, not a line for each failure. */
export const logOutages = (logger: FastifyBaseLogger, what: string): AvailabilityListener => ({
  onUnavailable: (cause) => logger.warn({ reason: reasonOf(cause) }, `${what} is not available`),
  onAvailable: () => logger.warn(`${what} is available again`),
})

function reasonOf(cause: unknown): string {
  // If a name has several addresses, the reasons are in `errors`, and `message` is empty.
  const [error] = cause instanceof AggregateError ? cause.errors : [cause]
  return error instanceof Error ? error.message : String(error)
}
