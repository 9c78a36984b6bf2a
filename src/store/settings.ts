import type { Connection } from './engine.ts'

/** Facts about this database that outlive the process, by name. */
export const settings = (db: Connection) => ({
  async get(name: string): Promise<string | undefined> {
    const [row] = await db.query('SELECT value FROM settings WHERE name = $1', [name])
    return row?.value as string | undefined
  },

  async put(name: string, value: string): Promise<void> {
    await db.query(
      `INSERT INTO settings (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [name, value],
    )
  },
})
