import type { ReadConnection, WriteConnection } from '../engine.ts'

/** Persistent values of this database, by name. */
export const settingReads = (db: ReadConnection) => ({
  async get(name: string): Promise<string | undefined> {
    const [row] = await db.rows('SELECT value FROM settings WHERE name = $1', [name])
    return row?.value as string | undefined
  },
})

export const settingWrites = (db: WriteConnection) => ({
  async put(name: string, value: string): Promise<void> {
    await db.run(
      `INSERT INTO settings (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [name, value],
    )
  },
})
