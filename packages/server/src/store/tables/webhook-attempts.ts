import type { ReadConnection, Row, WriteConnection } from '../engine.ts'
import { insertBatches } from './clauses.ts'

/** An attempt to deliver an event to an endpoint. */
export interface Attempt {
  /** Ids are ordered by time. */
  id: string
  /** The id of the delivered event, the same in each attempt. */
  eventId: string
  /** The type of the event. */
  type: string
  /** The id of the log's event that it comes from; null for a test. */
  logId: number | null
  /** Unix milliseconds. */
  createdAt: number
  /** The HTTP status of the response; null if there was none. */
  status: number | null
  /** Why it failed; null if it did not. */
  error: string | null
  /** Milliseconds. */
  duration: number
  /** The first KB of the response. */
  response: string
  /** When it is tried again, in Unix milliseconds; null if it is not. */
  nextAttemptAt: number | null
}

/** An attempt of a webhook. */
export interface WebhookAttempt extends Attempt {
  appId: string
  webhookId: string
}

/** The maximum number of attempts that are kept for an endpoint: of failed attempts, and as many of successful ones. */
export const keptAttempts = 500

const columns = 'id, event_id, type, log_id, created_at, status, error, duration, response, next_at'

const attemptFrom = (row: Row): Attempt => ({
  id: row.id as string,
  eventId: row.event_id as string,
  type: row.type as string,
  logId: row.log_id as number | null,
  createdAt: row.created_at as number,
  status: row.status as number | null,
  error: row.error as string | null,
  duration: row.duration as number,
  response: row.response as string,
  nextAttemptAt: row.next_at as number | null,
})

export const webhookAttemptReads = (db: ReadConnection) => ({
  /** The newest attempts, or the ones before the attempt with the id `before`. The newest first. */
  async list(appId: string, webhookId: string, limit: number, before?: string): Promise<Attempt[]> {
    const rows = await db.rows(
      `SELECT ${columns} FROM webhook_attempts
       WHERE app_id = $1 AND webhook_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4`,
      [appId, webhookId, before ?? '~', limit],
    )
    return rows.map(attemptFrom)
  },

  async get(appId: string, webhookId: string, id: string): Promise<Attempt | undefined> {
    const [row] = await db.rows(
      `SELECT ${columns} FROM webhook_attempts WHERE app_id = $1 AND webhook_id = $2 AND id = $3`,
      [appId, webhookId, id],
    )
    return row && attemptFrom(row)
  },
})

export const webhookAttemptWrites = (db: WriteConnection) => ({
  /** Attempts that were inserted before are not inserted again: if a connection is lost, it is unknown what was committed. */
  async insert(attempts: WebhookAttempt[]): Promise<void> {
    for (const { batch, rows } of insertBatches(attempts, 13))
      await db.run(
        `INSERT INTO webhook_attempts (app_id, webhook_id, failed, ${columns}) VALUES ${rows}
         ON CONFLICT (app_id, webhook_id, id) DO NOTHING`,
        batch.flatMap((attempt) => [
          attempt.appId,
          attempt.webhookId,
          attempt.error === null ? 0 : 1,
          attempt.id,
          attempt.eventId,
          attempt.type,
          attempt.logId,
          attempt.createdAt,
          attempt.status,
          attempt.error,
          attempt.duration,
          attempt.response,
          attempt.nextAttemptAt,
        ]),
      )
  },

  /** Deletes the oldest attempts when more than `kept` have failed, or more than `kept` have succeeded. */
  async trim(appId: string, webhookId: string, kept = keptAttempts): Promise<void> {
    for (const failed of [0, 1])
      await db.run(
        `DELETE FROM webhook_attempts WHERE app_id = $1 AND webhook_id = $2 AND failed = $3 AND id <= (
           SELECT id FROM webhook_attempts WHERE app_id = $1 AND webhook_id = $2 AND failed = $3
           ORDER BY id DESC LIMIT 1 OFFSET $4)`,
        [appId, webhookId, failed, kept],
      )
  },

  async clear(appId: string, webhookId: string): Promise<void> {
    await db.run('DELETE FROM webhook_attempts WHERE app_id = $1 AND webhook_id = $2', [
      appId,
      webhookId,
    ])
  },
})
