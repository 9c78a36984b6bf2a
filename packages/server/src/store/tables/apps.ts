import type { App, AppSettings } from '../../model/app.ts'
import { defaultSettings } from '../../model/app.ts'
import type { ReadConnection, Row, WriteConnection } from '../engine.ts'

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

export const appReads = (db: ReadConnection) => ({
  async get(id: string): Promise<App | undefined> {
    // The id may come from a path that nobody has checked yet, and PostgreSQL takes no NUL in a text.
    if (id.includes('\0')) return undefined
    const [row] = await db.rows('SELECT id, secret_key, settings FROM apps WHERE id = $1', [id])
    return row && appFrom(row)
  },

  async list(): Promise<App[]> {
    return (await db.rows('SELECT id, secret_key, settings FROM apps ORDER BY id')).map(appFrom)
  },
})

export const appWrites = (db: WriteConnection) => ({
  async put({ id, secretKey, settings }: App): Promise<void> {
    await db.run(
      `INSERT INTO apps (id, secret_key, settings) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET secret_key = excluded.secret_key, settings = excluded.settings`,
      [id, secretKey, JSON.stringify(settings)],
    )
  },
})
