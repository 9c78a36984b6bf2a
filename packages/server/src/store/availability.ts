import { ApiError } from '../model/error.ts'
import type { Engine } from './engine.ts'

/** What the caller is told while the database cannot be used; `cause` is for the log. */
export const unavailable = (cause: unknown) =>
  Object.assign(new ApiError('unavailable', 'The database is not available now. Try again.'), {
    cause,
  })

/** Whether the operation failed because the database cannot be used. */
export const isUnavailable = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.code === 'unavailable'

export interface AvailabilityListener {
  /** Called at the first failure because the database cannot be used, with its cause. */
  onUnavailable(cause: unknown): void
  /** Called once all that had failed succeeds again. */
  onAvailable(): void
}

/** A database may let reads through and no writes, and leases have a connection of their own. */
type Kind = 'read' | 'write' | 'lease'

/** The same database, whose listener is told when it can no longer be used, and when it can be used again. */
export function observed(
  engine: Engine,
  { onUnavailable, onAvailable }: AvailabilityListener,
): Engine {
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
  const observe = async <T>(kind: Kind, work: () => Promise<T>): Promise<T> => {
    // What began before the last change tells nothing of what holds since.
    const begin = changes
    try {
      const result = await work()
      if (begin === changes) succeed(kind)
      return result
    } catch (error) {
      if (isUnavailable(error)) fail(kind, begin === changes, error.cause)
      throw error
    }
  }
  return {
    ...engine,
    rows: (sql, parameters) => observe('read', () => engine.rows(sql, parameters)),
    snapshot: (work) => observe('read', () => engine.snapshot(work)),
    transaction: (locks, work, options) =>
      observe('write', () => engine.transaction(locks, work, options)),
    lease: (name) => observe('lease', () => engine.lease(name)),
  }
}
