import type { ReadConnection, WriteConnection } from '../engine.ts'

/** The processes that serve the database, and earlier processes that still have streams in it. */
export const nodeReads = (db: ReadConnection) => ({
  /** The ids of these processes. */
  async list(): Promise<string[]> {
    return (await db.rows('SELECT id FROM nodes')).map(({ id }) => id as string)
  },

  /** The ids of these processes, with the number of their open streams. */
  async counted(): Promise<{ id: string; streams: number }[]> {
    const rows = await db.rows(
      `SELECT n.id, (SELECT COUNT(*) FROM streams s WHERE s.node_id = n.id) AS streams
       FROM nodes n ORDER BY n.id`,
    )
    return rows.map(({ id, streams }) => ({ id: id as string, streams: Number(streams) }))
  },
})

export const nodeWrites = (db: WriteConnection) => ({
  async put(id: string): Promise<void> {
    await db.run('INSERT INTO nodes (id) VALUES ($1) ON CONFLICT (id) DO NOTHING', [id])
  },

  async deleteIfEmpty(id: string): Promise<void> {
    await db.run(
      `DELETE FROM nodes WHERE id = $1
       AND NOT EXISTS (SELECT 1 FROM streams s WHERE s.node_id = nodes.id)`,
      [id],
    )
  },
})
