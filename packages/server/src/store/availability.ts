import { ApiError } from '../model/error.ts'
import type { Engine } from './engine.ts'

/** The error for callers while the database is unavailable. `cause` is only for the log. */
export const unavailable = (cause: unknown) =>
  Object.assign(new ApiError('unavailable', 'The database is not available now. Try again.'), {
    cause,
  })

/** Whether the operation failed because the database is unavailable. */
export const isUnavailable = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.code === 'unavailable'

export interface AvailabilityListener {
  /** Called with the cause at the first failure of an outage. */
  onUnavailable(cause: unknown): void
  /** Called when everything that failed works again. */
  onAvailable(): void
}

/**
 * Returns a function that runs work and calls the listener when it becomes unavailable and when it is back. Kinds of
 * work are tracked separately, since a store may be able to do only some of them.
 */
export function outageObserver<Kind>({ onUnavailable, onAvailable }: AvailabilityListener) {
  const failing = new Set<Kind>()
  let changes = 0
  const fail = (kind: Kind, isCurrent: boolean, cause: unknown) => {
    const isFirst = failing.size === 0
    if (isFirst && !isCurrent) return
    failing.add(kind)
    if (!isFirst) return
    changes += 1
    onUnavailable(cause)
  }
  const succeed = (kind: Kind) => {
    if (!failing.delete(kind) || failing.size > 0) return
    changes += 1
    onAvailable()
  }
  return <T>(kind: Kind, work: () => Promise<T>): Promise<T> => {
    // A call that started before the last change says nothing about the current state.
    const begin = changes
    const running = work()
    running.then(
      () => begin === changes && succeed(kind),
      (error) => isUnavailable(error) && fail(kind, begin === changes, error.cause),
    )
    return running
  }
}

/** Wraps an engine so that a listener is called when the database becomes unavailable and when it is back. */
export function observeEngine(engine: Engine, listener: AvailabilityListener): Engine {
  // A database may accept reads but no writes, and leases have their own connection.
  const observe = outageObserver<'read' | 'write' | 'lease'>(listener)
  return {
    ...engine,
    rows: (sql, parameters) => observe('read', () => engine.rows(sql, parameters)),
    snapshot: (work) => observe('read', () => engine.snapshot(work)),
    transaction: (locks, work, options) =>
      observe('write', () => engine.transaction(locks, work, options)),
    transactionTogether: (locks, work, input) =>
      observe('write', () => engine.transactionTogether(locks, work, input)),
    lease: (name) => observe('lease', () => engine.lease(name)),
  }
}
