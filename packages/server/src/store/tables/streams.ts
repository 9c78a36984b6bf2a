import type { ReadConnection, WriteConnection } from '../engine.ts'

/** A user's open stream. */
export interface OpenStream {
  appId: string
  userId: string
  id: string
}

/** Which users have streams open, and on which node. */
export const streamReads = (db: ReadConnection) => ({
  async isOpenFor(appId: string, userId: string): Promise<boolean> {
    const rows = await db.rows(
      'SELECT id FROM streams WHERE app_id = $1 AND user_id = $2 LIMIT 1',
      [appId, userId],
    )
    return rows.length > 0
  },

  /** The streams on nodes that are lost. */
  async ofLostNodes(): Promise<OpenStream[]> {
    const rows = await db.rows(
      `SELECT s.app_id, s.user_id, s.id FROM nodes n JOIN streams s ON s.node_id = n.id
       WHERE n.lost = 1`,
    )
    return rows.map((row) => ({
      appId: row.app_id as string,
      userId: row.user_id as string,
      id: row.id as string,
    }))
  },
})

export const streamWrites = (db: WriteConnection) => ({
  /** Puts the stream, if it is not there. */
  async put(nodeId: string, { appId, userId, id }: OpenStream): Promise<void> {
    await db.run(
      `INSERT INTO streams (app_id, user_id, id, node_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (app_id, user_id, id) DO NOTHING`,
      [appId, userId, id, nodeId],
    )
  },

  async delete({ appId, userId, id }: OpenStream): Promise<void> {
    await db.run('DELETE FROM streams WHERE app_id = $1 AND user_id = $2 AND id = $3', [
      appId,
      userId,
      id,
    ])
  },

  /** Deletes the stream if its node is lost: it may have come back meanwhile. */
  async deleteLost({ appId, userId, id }: OpenStream): Promise<void> {
    await db.run(
      `DELETE FROM streams WHERE app_id = $1 AND user_id = $2 AND id = $3
       AND node_id IN (SELECT n.id FROM nodes n WHERE n.lost = 1)`,
      [appId, userId, id],
    )
  },
})
