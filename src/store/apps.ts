import type { App, AppSettings } from '../model/app.ts'
import { defaultSettings } from '../model/app.ts'
import type { Connection, Row } from './engine.ts'

const appFrom = (row: Row): App => ({
  id: row.id as string,
  secretKey: row.secret_key as string,
  settings: settingsFrom(JSON.parse(row.settings as string)),
})

/** Settings that were not known when they were stored get their default. */
function settingsFrom({ clientSideUserSync: sync, ...stored }: Record<string, unknown>) {
  // It was stored as a boolean at first, and then `true` opened more than `own`.
  const clientSideUserSync = sync === true ? 'own' : sync === false ? 'off' : sync
  return {
    ...defaultSettings,
    ...stored,
    ...(sync !== undefined && { clientSideUserSync }),
  } as AppSettings
}

export const apps = (db: Connection) => ({
  async get(id: string): Promise<App | undefined> {
    // The id may come from a path that nobody has checked yet, and PostgreSQL takes no NUL in a text.
    if (id.includes('\0')) return undefined
    const [row] = await db.query('SELECT id, secret_key, settings FROM apps WHERE id = $1', [id])
    return row && appFrom(row)
  },

  async list(): Promise<App[]> {
    return (await db.query('SELECT id, secret_key, settings FROM apps ORDER BY id')).map(appFrom)
  },

  async put({ id, secretKey, settings }: App): Promise<void> {
    await db.query(
      `INSERT INTO apps (id, secret_key, settings) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET secret_key = excluded.secret_key, settings = excluded.settings`,
      [id, secretKey, JSON.stringify(settings)],
    )
  },
})
