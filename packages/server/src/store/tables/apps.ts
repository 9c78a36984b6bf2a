import type { App, AppSettings } from '../../model/app.ts'
import { defaultSettings } from '../../model/app.ts'
import type { AppKey } from '../../model/app-key.ts'
import type { ReadConnection, Row, WriteConnection } from '../engine.ts'

/** An app without its keys. Its data may be in the process of deletion. */
export interface ListedApp extends Omit<App, 'keys'> {
  isBeingDeleted: boolean
}

const keyFrom = (row: Row): AppKey => ({
  id: row.key_id as string,
  name: row.name as string,
  secret: row.secret_key as string,
  createdAt: row.created_at as number | null,
  lastUsedAt: row.last_used_at as number | null,
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
      createdAt: row.app_created_at as number | null,
    }
    found.set(id, app)
    app.keys.push(keyFrom(row))
  }
  return [...found.values()]
}

const withKeys = `SELECT a.id, a.settings, a.created_at AS app_created_at,
    k.id AS key_id, k.name, k.secret_key, k.created_at, k.last_used_at, k.expires_at
  FROM apps a JOIN app_keys k ON k.app_id = a.id`

const currentFirst = `CASE WHEN k.expires_at IS NULL THEN 0 ELSE 1 END, k.expires_at DESC,
  COALESCE(k.created_at, 0) DESC, k.id DESC`

const withoutKeys = `SELECT a.id, a.settings, a.created_at,
    CASE WHEN EXISTS (SELECT 1 FROM app_keys k WHERE k.app_id = a.id) THEN 1 ELSE 0 END AS has_keys
  FROM apps a`

const listedFrom = (rows: Row[]): ListedApp[] =>
  rows.map((row) => ({
    id: row.id as string,
    settings: settingsFrom(JSON.parse(row.settings as string)),
    createdAt: row.created_at as number | null,
    isBeingDeleted: row.has_keys === 0,
  }))

export const appReads = (db: ReadConnection) => ({
  async get(id: string): Promise<App | undefined> {
    // The id may come from a path that is not validated yet, and PostgreSQL allows no NUL in text.
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

  /** The next apps after the id, in the order of their ids, including apps that are being deleted. */
  async page(after: string, limit: number): Promise<ListedApp[]> {
    return listedFrom(
      await db.rows(`${withoutKeys} WHERE a.id > $1 ORDER BY a.id LIMIT $2`, [after, limit]),
    )
  },

  /** The app, also while it is being deleted. */
  async listed(id: string): Promise<ListedApp | undefined> {
    return listedFrom(await db.rows(`${withoutKeys} WHERE a.id = $1`, [id]))[0]
  },

  async list(): Promise<App[]> {
    return appsFrom(await db.rows(`${withKeys} ORDER BY a.id, ${currentFirst}`))
  },
})

export const appWrites = (db: WriteConnection) => ({
  /** Creates the app, or changes its settings. */
  async put({ id, settings, createdAt }: Omit<App, 'keys'>): Promise<void> {
    await db.run(
      `INSERT INTO apps (id, settings, created_at) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET settings = excluded.settings`,
      [id, JSON.stringify(settings), createdAt],
    )
  },

  async putCustom(id: string, custom: Record<string, string>): Promise<void> {
    await db.run('UPDATE apps SET custom = $2 WHERE id = $1', [id, JSON.stringify(custom)])
  },

  /** Adds the key, or changes its name and when it expires. */
  async putKey(appId: string, { id, name, secret, createdAt, expiresAt }: AppKey): Promise<void> {
    await db.run(
      `INSERT INTO app_keys (app_id, secret_key, id, name, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (app_id, secret_key) DO UPDATE
       SET name = excluded.name, expires_at = excluded.expires_at`,
      [appId, secret, id, name, createdAt, expiresAt],
    )
  },

  /** Stores that the key was used, unless a later use is stored. */
  async markKeyUsed(appId: string, secret: string, usedAt: number): Promise<void> {
    await db.run(
      `UPDATE app_keys SET last_used_at = $3
       WHERE app_id = $1 AND secret_key = $2 AND COALESCE(last_used_at, 0) < $3`,
      [appId, secret, usedAt],
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
