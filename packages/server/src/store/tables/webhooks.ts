import type { WebhookRecord } from '../../model/webhook.ts'
import type { ReadConnection, Row, WriteConnection } from '../engine.ts'

const columns = 'app_id, id, created_at, data, lost'

const webhookFrom = (row: Row): WebhookRecord => ({
  appId: row.app_id as string,
  id: row.id as string,
  createdAt: row.created_at as number,
  lost: row.lost === null ? null : JSON.parse(row.lost as string),
  ...JSON.parse(row.data as string),
})

export const webhookReads = (db: ReadConnection) => ({
  async get(appId: string, id: string): Promise<WebhookRecord | undefined> {
    const [row] = await db.rows(`SELECT ${columns} FROM webhooks WHERE app_id = $1 AND id = $2`, [
      appId,
      id,
    ])
    return row && webhookFrom(row)
  },

  /** The webhooks of an app, oldest first. */
  async list(appId: string): Promise<WebhookRecord[]> {
    const rows = await db.rows(
      `SELECT ${columns} FROM webhooks WHERE app_id = $1 ORDER BY created_at, id`,
      [appId],
    )
    return rows.map(webhookFrom)
  },

  /** The webhooks of all apps. */
  async all(): Promise<WebhookRecord[]> {
    const rows = await db.rows(`SELECT ${columns} FROM webhooks ORDER BY app_id, created_at, id`)
    return rows.map(webhookFrom)
  },
})

export const webhookWrites = (db: WriteConnection) => ({
  /** Does not change the recorded loss. */
  async put({ appId, id, createdAt, lost: _, ...data }: WebhookRecord): Promise<void> {
    await db.run(
      `INSERT INTO webhooks (app_id, id, created_at, data) VALUES ($1, $2, $3, $4)
       ON CONFLICT (app_id, id) DO UPDATE SET data = excluded.data`,
      [appId, id, createdAt, JSON.stringify(data)],
    )
  },

  async setLost(appId: string, id: string, lost: WebhookRecord['lost']): Promise<void> {
    await db.run('UPDATE webhooks SET lost = $3 WHERE app_id = $1 AND id = $2', [
      appId,
      id,
      lost && JSON.stringify(lost),
    ])
  },

  async delete(appId: string, id: string): Promise<void> {
    await db.run('DELETE FROM webhooks WHERE app_id = $1 AND id = $2', [appId, id])
  },
})
