import type { Connection } from './engine.ts'

/** A user's open stream. */
export interface OpenStream {
  appId: string
  userId: string
  id: string
}

/** Which users have streams open, and on which node. */
export const streams = (db: Connection) => ({
  async put(nodeId: string, { appId, userId, id }: OpenStream): Promise<void> {
    await db.query('INSERT INTO streams (app_id, user_id, id, node_id) VALUES ($1, $2, $3, $4)', [
      appId,
      userId,
      id,
      nodeId,
    ])
  },

  async delete({ appId, userId, id }: OpenStream): Promise<void> {
    await db.query('DELETE FROM streams WHERE app_id = $1 AND user_id = $2 AND id = $3', [
      appId,
      userId,
      id,
    ])
  },

  async isOpenFor(appId: string, userId: string): Promise<boolean> {
    const rows = await db.query(
      'SELECT id FROM streams WHERE app_id = $1 AND user_id = $2 LIMIT 1',
      [appId, userId],
    )
    return rows.length > 0
  },

  /** Says that the node was alive at `now`. */
  async seen(nodeId: string, now: number): Promise<void> {
    await db.query(
      `INSERT INTO nodes (id, seen_at) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
      [nodeId, now],
    )
  },

  /** The streams on nodes, other than `nodeId`, that were last seen before `time`. */
  async ofLostNodes(nodeId: string, time: number): Promise<OpenStream[]> {
    const rows = await db.query(
      `SELECT s.app_id, s.user_id, s.id FROM nodes n JOIN streams s ON s.node_id = n.id
       WHERE n.id <> $1 AND n.seen_at < $2`,
      [nodeId, time],
    )
    return rows.map((row) => ({
      appId: row.app_id as string,
      userId: row.user_id as string,
      id: row.id as string,
    }))
  },

  /** Forgets nodes, other than `nodeId`, that have no streams and were last seen before `time`. */
  async forgetNodes(nodeId: string, time: number): Promise<void> {
    await db.query(
      `DELETE FROM nodes WHERE id <> $1 AND seen_at < $2
       AND NOT EXISTS (SELECT 1 FROM streams s WHERE s.node_id = nodes.id)`,
      [nodeId, time],
    )
  },
})
