import type { Cursor } from '../store/tables/events.ts'

/**
 * A cursor as clients keep it: the epoch of the database, then the place in its log and the mark of the event there,
 * by which a restored database is told from the one that gave the cursor.
 */
export const formatCursor = (epoch: string, { xid, id, mark }: Cursor) =>
  `${epoch}.${xid}.${id}.${mark}`

/** The place that the text names, or undefined if it is of another epoch. Cursors of older programs have no mark. */
export function parseCursor(epoch: string, text: string): Cursor | undefined {
  const [of, ...numbers] = text.split('.')
  const [xid, id, mark] = numbers.map(Number)
  return of === epoch && xid !== undefined && id !== undefined && mark !== undefined
    ? { xid, id, mark }
    : undefined
}
