import type { ReadConnection, WriteConnection } from '../engine.ts'

/** A process that serves the database, as it is known to the others. */
export interface Node {
  id: string
  /** Unix milliseconds of its last sign of life, by its own clock; each is later than the one before. */
  seenAt: number
}

/** The processes that serve the database, or did. A lost one is taken for dead, until it says otherwise. */
export const nodeReads = (db: ReadConnection) => ({
  /** Those that are not lost. */
  async list(): Promise<Node[]> {
    const rows = await db.rows('SELECT id, seen_at FROM nodes WHERE lost = 0')
    return rows.map((row) => ({ id: row.id as string, seenAt: row.seen_at as number }))
  },
})

export const nodeWrites = (db: WriteConnection) => ({
  /** Says that the node lives. False where the others do not know, or have taken it for dead. */
  async seen(id: string, now: number): Promise<boolean> {
    const [row] = await db.rows('SELECT lost FROM nodes WHERE id = $1', [id])
    await db.run(
      `INSERT INTO nodes (id, seen_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET lost = 0,
       seen_at = CASE WHEN excluded.seen_at > nodes.seen_at THEN excluded.seen_at
         ELSE nodes.seen_at + 1 END`,
      [id, now],
    )
    return row?.lost === 0
  },

  /** Takes the node for dead, unless it has given another sign of life since. */
  async lose({ id, seenAt }: Node): Promise<void> {
    await db.run('UPDATE nodes SET lost = 1 WHERE id = $1 AND seen_at = $2', [id, seenAt])
  },

  /** Forgets lost nodes that have no streams and were last seen before `time`. */
  async forget(time: number): Promise<void> {
    await db.run(
      `DELETE FROM nodes WHERE lost = 1 AND seen_at < $1
       AND NOT EXISTS (SELECT 1 FROM streams s WHERE s.node_id = nodes.id)`,
      [time],
    )
  },
})
