import { expect } from 'vitest'
import type { Store } from '../server/src/store/store.ts'
import { isAfter } from '../server/src/store/tables/events.ts'
import { engine } from './database.ts'
import { withStore } from './event-log.ts'
import { eventually } from './eventually.ts'

/**
 * Waits until all of the log can be read. On PostgreSQL, other transactions of the server, also those of other databases,
 * may delay it for a moment after a COMMIT: a stream that opens in between gets the last events as news, and a stream
 * that resumes gets them after `ready`. Nobody else may be writing.
 */
export const untilReadable = ({ read: { events } }: Pick<Store, 'read'>): Promise<void> =>
  eventually(async () => {
    const newest = await events.placeOf(await events.newestId())
    expect(newest && isAfter(newest, await events.position())).not.toBe(true)
  })

/** The same for the database of a server. */
export async function untilLogIsReadable({ databaseUrl }: { databaseUrl: string }): Promise<void> {
  if (engine === 'postgres') await withStore(databaseUrl, untilReadable)
}
