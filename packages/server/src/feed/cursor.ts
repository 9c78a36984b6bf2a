import { nanoid } from 'nanoid'
import type { Lineage } from '../store/engine.ts'
import type { Store } from '../store/store.ts'
import type { Cursor } from '../store/tables/events.ts'

/**
 * Formats a cursor for clients: the epoch of the database, the position in its log, and the random mark of the event at
 * this position. In a restored database, the event there has another mark.
 */
export const formatCursor = (epoch: string, { xid, id, mark }: Cursor) =>
  `${epoch}.${xid}.${id}.${mark}`

/** Parses a cursor. Returns undefined if it is from another epoch. Cursors of older versions have no mark. */
export function parseCursor(epoch: string, text: string): Cursor | undefined {
  const [of, ...numbers] = text.split('.')
  const [xid, id, mark] = numbers.map(Number)
  return of === epoch && xid !== undefined && id !== undefined && mark !== undefined
    ? { xid, id, mark }
    : undefined
}

/**
 * Returns the epoch of the database, which is part of every cursor. A copy or a restored database gets a new epoch, and
 * cursors of another epoch are not valid in it.
 */
export async function epochOf(store: Store): Promise<string> {
  const lineage = await store.lineage()
  return store.write(['epoch'], async (tx) => {
    const known = await tx.settings.get('epoch')
    const past: Lineage = JSON.parse((await tx.settings.get('epoch.lineage')) ?? '{}')
    if (known && past.origin === lineage.origin && past.timeline === lineage.timeline) return known
    // Transaction ids of the other server are not valid here; some could be in the future.
    if (past.origin !== lineage.origin) await tx.events.clear()
    const epoch = nanoid(10)
    await tx.settings.put('epoch', epoch)
    await tx.settings.put('epoch.lineage', JSON.stringify(lineage))
    return epoch
  })
}
