import type { App, AppKey, AppSettings } from '../../model/app.ts'
import { defaultSettings } from '../../model/app.ts'
import type { ReadConnection, Row, WriteConnection } from '../engine.ts'

const keyFrom = (row: Row): AppKey => ({
  secret: row.secret_key as string,
  createdAt: row.created_at as number | null,
  expiresAt: row.expires_at as number | null,
})

/** Settings that an older version did not store get their default. */
function settingsFrom({ clientSideUserSync: sync, ...stored }: Record<string, unknown>) {
  // Older versions stored a boolean.
  const clientSideUserSync = sync === true ? 'own' : sync === false ? 'off' : sync
  return {
    ...defaultSettings,
    ...stored,
    ...(sync !== undefined && { clientSideUserSync }),
  } as AppSettings
}

/** Builds the apps from rows, one for each key, ordered by app. An app without keys is being deleted and not returned. */
function appsFrom(rows: Row[]): App[] {
  const found = new Map<string, App>()
  for (const row of rows) {
    const id = row.id as string
    const app = found.get(id) ?? {
      id,
      keys: [],
      settings: settingsFrom(JSON.parse(row.settings as string)),
    }
    found.set(id, app)
    app.keys.push(keyFrom(row))
  }
  return [...found.values()]
}

const withKeys = `SELECT a.id, a.settings, k.secret_key, k.created_at, k.expires_at
  FROM apps a JOIN app_keys k ON k.app_id = a.id`

const currentFirst = 'CASE WHEN k.expires_at IS NULL THEN 0 ELSE 1 END, k.expires_at DESC'

export const appReads = (db: ReadConnection) => ({
  async get(id: string): Promise<App | undefined> {
    // The id may come from a path that is not validated yet; PostgreSQL allows no NUL in text.
    if (id.includes('\0')) return undefined
    const rows = await db.rows(`${withKeys} WHERE a.id = $1 ORDER BY ${currentFirst}`, [id])
    return appsFrom(rows)[0]
  },

  /** The custom data of an app that exists. */
  async custom(id: string): Promise<Record<string, string>> {
    const [row] = await db.rows('SELECT custom FROM apps WHERE id = $1', [id])
    return JSON.parse(row?.custom as string)
  },

  /** Whether the app was deleted but some of its rows remain. */
  async isBeingDeleted(id: string): Promise<boolean> {
    const [row] = await db.rows(
      `SELECT id FROM apps WHERE id = $1
       AND NOT EXISTS (SELECT 1 FROM app_keys WHERE app_id = apps.id)`,
      [id],
    )
    return row !== undefined
  },

  async list(): Promise<App[]> {
    return appsFrom(await db.rows(`${withKeys} ORDER BY a.id, ${currentFirst}`))
  },
})

export const appWrites = (db: WriteConnection) => ({
  async put({ id, settings }: Pick<App, 'id' | 'settings'>): Promise<void> {
    await db.run(
      `INSERT INTO apps (id, settings) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET settings = excluded.settings`,
      [id, JSON.stringify(settings)],
    )
  },

  async putCustom(id: string, custom: Record<string, string>): Promise<void> {
    await db.run('UPDATE apps SET custom = $2 WHERE id = $1', [id, JSON.stringify(custom)])
  },

  /** Adds the key, or changes when it expires. */
  async putKey(id: string, { secret, createdAt, expiresAt }: AppKey): Promise<void> {
    await db.run(
      `INSERT INTO app_keys (app_id, secret_key, created_at, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (app_id, secret_key) DO UPDATE SET expires_at = excluded.expires_at`,
      [id, secret, createdAt, expiresAt],
    )
  },

  async deleteKey(id: string, secret: string): Promise<void> {
    await db.run('DELETE FROM app_keys WHERE app_id = $1 AND secret_key = $2', [id, secret])
  },

  /** Deletes the app's keys, so that it can no longer be found. */
  async deleteKeys(id: string): Promise<void> {
    await db.run('DELETE FROM app_keys WHERE app_id = $1', [id])
  },
})
