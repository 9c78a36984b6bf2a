import type { ReadConnection, Row, WriteConnection } from '../engine.ts'
import { padToPowerOfTwo, placeholders } from './clauses.ts'
import { consumerReads, consumerWrites } from './consumers.ts'
import { type Cursor, isAfter } from './events.ts'
import { type Attempt, webhookAttemptWrites } from './webhook-attempts.ts'
import { type Rest, webhookRestReads, webhookRestWrites } from './webhook-rests.ts'

/** How far the deliveries to an endpoint have come. */
export interface WebhookProgress {
  /** Everything up to here is delivered or given up, except the rests. */
  cursor: Cursor
  /** Increases when a node takes over the deliveries, or when they continue at another position. */
  claim: number
  /** Since when every attempt has failed; Unix milliseconds, or null if the last one succeeded. */
  failingSince: number | null
}

/** How many attempts were made since the last change, including attempts that are not kept. */
export interface AttemptCounts {
  delivered: number
  failed: number
}

/** The changes in the progress of an endpoint. */
export interface ProgressChange {
  appId: string
  /** The id of the endpoint. */
  id: string
  /** The claim of the node. */
  claim: number
  cursor: Cursor
  failingSince: number | null
  rests: Rest[]
  /** Keys of the rests that ended. */
  ended: string[]
  attempts: Attempt[]
  counts: AttemptCounts
  /** Whether to delete old attempts. */
  trims: boolean
}

/** The name of the consumer with the cursor of an endpoint. */
export const webhookConsumer = (id: string) => `webhook ${id}`

/** The name of the consumer that keeps its rests in the log. */
const restsConsumer = (id: string) => `webhook ${id} rests`

export const webhookProgressReads = (db: ReadConnection) => ({
  /** The claims of all endpoints, by their ids. */
  async claims(): Promise<Map<string, number>> {
    const rows = await db.rows('SELECT webhook_id, claim FROM webhook_progress')
    return new Map(rows.map((row) => [row.webhook_id as string, row.claim as number]))
  },

  async get(appId: string, id: string): Promise<WebhookProgress | undefined> {
    const [row] = await db.rows(
      'SELECT claim, failing_since FROM webhook_progress WHERE app_id = $1 AND webhook_id = $2',
      [appId, id],
    )
    const consumer = await consumerReads(db).get(webhookConsumer(id))
    return row && consumer && { cursor: consumer.at, ...stateFrom(row) }
  },
})

const stateFrom = (row: Row) => ({
  claim: row.claim as number,
  failingSince: row.failing_since as number | null,
})

export const webhookProgressWrites = (db: WriteConnection) => {
  const reads = webhookProgressReads(db)
  const consumers = { ...consumerReads(db), ...consumerWrites(db) }
  const rests = { ...webhookRestReads(db), ...webhookRestWrites(db) }
  const attempts = webhookAttemptWrites(db)

  /** The log keeps the entries in the rests of an enabled endpoint. */
  const holdRests = async (id: string, enabled: boolean) => {
    const at = await rests.first(id)
    if (at) await consumers.put({ name: restsConsumer(id), at, enabled })
    else await consumers.delete(restsConsumer(id))
  }

  /** The states of the endpoints that exist, by their ids. */
  const statesOf = async (changes: ProgressChange[]) => {
    const appIds = padToPowerOfTwo([...new Set(changes.map(({ appId }) => appId))])
    const ids = padToPowerOfTwo(changes.map(({ id }) => id))
    const rows = await db.rows(
      `SELECT p.webhook_id, p.claim, p.failing_since, c.enabled
       FROM webhook_progress p JOIN consumers c ON c.name = 'webhook ' || p.webhook_id
       WHERE p.app_id IN (${placeholders(1, appIds.length)})
         AND p.webhook_id IN (${placeholders(appIds.length + 1, ids.length)})`,
      [...appIds, ...ids],
    )
    return new Map(
      rows.map((row) => [
        row.webhook_id as string,
        { ...stateFrom(row), enabled: row.enabled === 1 },
      ]),
    )
  }

  const moveTo = async (id: string, at: Cursor) => {
    const name = webhookConsumer(id)
    const enabled = (await consumers.get(name))?.enabled ?? false
    await consumers.put({ name, at, enabled })
    await holdRests(id, enabled)
  }

  const setClaim = (appId: string, id: string, claim: number) =>
    db.run('UPDATE webhook_progress SET claim = $3 WHERE app_id = $1 AND webhook_id = $2', [
      appId,
      id,
      claim,
    ])

  return {
    /** Begins with the events after the cursor. */
    async start(appId: string, id: string, at: Cursor, enabled: boolean): Promise<void> {
      await db.run('INSERT INTO webhook_progress (app_id, webhook_id, claim) VALUES ($1, $2, 0)', [
        appId,
        id,
      ])
      await consumers.put({ name: webhookConsumer(id), at, enabled })
    },

    /** While it is disabled, the log does not keep events for it. Enabling the webhook resets its failures. */
    async setEnabled(appId: string, id: string, enabled: boolean): Promise<void> {
      const consumer = await consumers.get(webhookConsumer(id))
      if (!consumer) return
      await consumers.put({ ...consumer, enabled })
      await holdRests(id, enabled)
      if (enabled)
        await db.run(
          'UPDATE webhook_progress SET failing_since = NULL WHERE app_id = $1 AND webhook_id = $2',
          [appId, id],
        )
    },

    /** Makes this node the only node whose `save` succeeds. Returns undefined if there is no such endpoint. */
    async claim(
      appId: string,
      id: string,
    ): Promise<(WebhookProgress & { rests: Rest[] }) | undefined> {
      const progress = await reads.get(appId, id)
      if (!progress) return undefined
      const claim = progress.claim + 1
      await setClaim(appId, id, claim)
      return { ...progress, claim, rests: await rests.list(id) }
    },

    /**
     * Saves the progress of several endpoints, with few statements. Returns false for endpoints that another node took
     * over, or whose deliveries continue at another position: their progress is not saved.
     */
    async save(changes: ProgressChange[]): Promise<boolean[]> {
      const states = await statesOf(changes)
      const isOwn = ({ id, claim }: ProgressChange) => states.get(id)?.claim === claim
      const own = changes.filter(isOwn)
      await attempts.insert(
        own.flatMap(({ appId, id: webhookId, attempts }) =>
          attempts.map((attempt) => ({ ...attempt, appId, webhookId })),
        ),
      )
      const enabled = ({ id }: ProgressChange) => states.get(id)?.enabled ?? false
      await consumers.put(
        ...own.map((change) => ({
          name: webhookConsumer(change.id),
          at: change.cursor,
          enabled: enabled(change),
        })),
      )
      for (const change of own) {
        const { appId, id, failingSince } = change
        if (change.trims) await attempts.trim(appId, id)
        if (states.get(id)?.failingSince !== failingSince)
          await db.run(
            'UPDATE webhook_progress SET failing_since = $3 WHERE app_id = $1 AND webhook_id = $2',
            [appId, id, failingSince],
          )
        if (change.rests.length + change.ended.length === 0) continue
        await rests.put(appId, id, change.rests)
        await rests.delete(appId, id, change.ended)
        await holdRests(id, enabled(change))
      }
      return changes.map(isOwn)
    },

    /** Delivers everything after the cursor again, except what is still waiting to be delivered. */
    async rewind(appId: string, id: string, at: Cursor): Promise<void> {
      const progress = await reads.get(appId, id)
      if (!progress) return
      await setClaim(appId, id, progress.claim + 1)
      if (!isAfter(progress.cursor, at)) return
      await rests.deleteFrom(appId, id, at)
      await moveTo(id, at)
    },

    /** Continues after the cursor, because earlier entries are no longer in the log. */
    async skip(appId: string, id: string, at: Cursor): Promise<void> {
      const progress = await reads.get(appId, id)
      if (progress && isAfter(at, progress.cursor)) await moveTo(id, at)
    },

    async delete(appId: string, id: string): Promise<void> {
      await rests.clear(appId, id)
      await attempts.clear(appId, id)
      await db.run('DELETE FROM webhook_progress WHERE app_id = $1 AND webhook_id = $2', [
        appId,
        id,
      ])
      for (const name of [webhookConsumer(id), restsConsumer(id)]) await consumers.delete(name)
    },

    /** Releases the part of the log that is kept for endpoints that were deleted with their app. */
    async forgetLost(): Promise<void> {
      await db.run(
        `DELETE FROM consumers WHERE name LIKE 'webhook %' AND NOT EXISTS (
           SELECT 1 FROM webhook_progress p
           WHERE consumers.name IN ('webhook ' || p.webhook_id, 'webhook ' || p.webhook_id || ' rests'))`,
      )
    },
  }
}
