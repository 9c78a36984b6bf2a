import type { Cursor } from '../store/tables/events.ts'

/** A cursor as clients keep it: the epoch of the database, then the place in its log. */
export const formatCursor = (epoch: string, { xid, id }: Cursor) => `${epoch}.${xid}.${id}`

/** The place that the text names, or undefined where it is of another epoch. */
export function parseCursor(epoch: string, text: string): Cursor | undefined {
  const [of, xid, id] = text.split('.')
  return of === epoch ? { xid: Number(xid), id: Number(id) } : undefined
}
