import type { EventData, LoggedData } from '../../model/redaction.ts'
import { eventShape, storedEvent } from '../../model/stored-event.ts'
import type { WriteConnection } from '../engine.ts'
import { eventSize } from './event-writes.ts'

/** Max events that are read at a time. */
const pageSize = 500

export const eventRedaction = (db: WriteConnection) => ({
  /**
   * Replaces the app's events by the result of `redact`, which returns the same object if nothing changes.
   * The events keep their positions; streams that resume get the new data. Reads some events after the id `after`, and
   * returns the id to continue from in another write, or undefined at the end.
   */
  async redact(
    appId: string,
    redact: (event: LoggedData) => LoggedData,
    after: number,
  ): Promise<number | undefined> {
    const rows = await db.rows(
      `SELECT id, app_id, type, shape, data, private FROM events WHERE id > $1 ORDER BY id LIMIT $2`,
      [after, pageSize],
    )
    for (const row of rows) {
      if (row.app_id !== appId) continue
      const stored = JSON.parse(row.data as string)
      const data: EventData =
        row.shape === eventShape ? stored : storedEvent(row.type as string, stored)
      const part = row.private === null ? {} : JSON.parse(row.private as string)
      const event = { data, part }
      const redacted = redact(event)
      if (redacted === event) continue
      const json = JSON.stringify(redacted.data)
      const partJson = row.private === null ? null : JSON.stringify(redacted.part)
      await db.run(
        'UPDATE events SET shape = $2, size = $3, data = $4, private = $5 WHERE id = $1',
        [row.id as number, eventShape, eventSize(json, partJson), json, partJson],
      )
    }
    return rows.length === pageSize ? (rows.at(-1)?.id as number) : undefined
  },
})
