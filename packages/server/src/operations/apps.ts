import { newSecretKey, orderedIds } from '../base/ids.ts'
import type { App, AppSettings } from '../model/app.ts'
import { defaultSettings } from '../model/app.ts'
import { type AppKey, firstKeyName, isValidKey, keyFault } from '../model/app-key.ts'
import { invalid, notFound } from '../model/error.ts'
import { appLock, type Store, type WriteTx } from '../store/store.ts'

export interface AppOptions {
  id: string
  /** At least 16 ASCII characters, without spaces. */
  secretKey: string
  /** Omitted settings keep their values, or have their defaults in a new app. */
  settings?: Partial<AppSettings>
}

/** Where the ids and the secrets of new keys come from. */
export interface KeySource {
  newKeyId: () => string
  newSecretKey: (appId: string) => string
}

const randomKeys = (now: number): KeySource => ({
  newKeyId: orderedIds('key_', () => now),
  newSecretKey,
})

/**
 * Makes sure that the app exists and that the key is valid. A key that the app does not have replaces all its keys
 * immediately; a key in its overlap changes nothing. Throws an `Error` for the terminal if the key is not valid or
 * was revoked.
 */
export async function ensureApp(
  store: Store,
  { id, secretKey, settings }: AppOptions,
  now: number,
): Promise<App> {
  const fault = keyFault(secretKey)
  if (fault) throw new Error(`The secret key of the app "${id}" ${fault}`)
  return store.write([appLock(id)], async (tx) => {
    if (await tx.apps.isBeingDeleted(id)) throw new Error(beingDeleted(id))
    const old = await tx.apps.get(id)
    const wanted = { ...(old?.settings ?? defaultSettings), ...settings }
    if (!old || JSON.stringify(wanted) !== JSON.stringify(old.settings))
      await tx.apps.put({ id, settings: wanted, createdAt: now })
    const known = old?.keys.find(({ secret }) => secret === secretKey)
    if (known && !isValidKey(known, now))
      // A server that starts with an old configuration must not make a leaked key valid again.
      throw new Error(
        `The secret key of the app "${id}" was revoked. Set the current one: \`openparley apps show ${id} --keys\`.`,
      )
    if (!known) {
      for (const key of old?.keys ?? [])
        if (isValidKey(key, now)) await tx.apps.deleteKey(id, key.secret)
      const source = { ...randomKeys(now), newSecretKey: () => secretKey }
      await tx.apps.putKey(id, newKey(id, firstKeyName, now, source))
    }
    return existing(id, await tx.apps.get(id))
  })
}

/** Creates an app with a new key. Throws a 400 if the id is in use. */
export const createApp = (
  store: Store,
  id: string,
  settings: Partial<AppSettings>,
  now: number,
  source?: KeySource,
): Promise<App> =>
  store.write([appLock(id)], async (tx) => {
    if (await tx.apps.isBeingDeleted(id)) throw invalid('id', beingDeleted(id))
    if (await tx.apps.get(id)) throw invalid('id', `The app "${id}" exists already.`)
    await insert(tx, id, { ...defaultSettings, ...settings }, now, source)
    return existing(id, await tx.apps.get(id))
  })

/** Changes the settings that `change` returns. Throws a 404 if there is no such app. */
export const changeApp = (
  store: Store,
  id: string,
  change: (old: AppSettings) => Partial<AppSettings>,
): Promise<App> =>
  store.write([appLock(id)], async (tx) => {
    const old = existing(id, await tx.apps.get(id))
    const app = { ...old, settings: { ...old.settings, ...change(old.settings) } }
    await tx.apps.put(app)
    return app
  })

/**
 * Deletes the app, or the rows of an interrupted import. It disappears immediately, and a purge deletes its rows in
 * batches. Until that is done, no app with this id can be created. Throws a 404 if there is no such app.
 */
export const deleteApp = (store: Store, id: string, now: number): Promise<void> =>
  store.write([appLock(id)], async (tx) => {
    if (await tx.purges.get(id, '')) return
    // An interrupted import: the bytes of its files may still be in use by the app that was exported.
    if (await tx.apps.isBeingDeleted(id)) await tx.files.forgetAll(id)
    else existing(id, await tx.apps.get(id))
    await tx.apps.deleteKeys(id)
    await tx.purges.begin({ appId: id, conversationId: '', lastSeq: 0, createdAt: now })
  })

/** Returns the app. Throws a 404 if there is none with this id. */
export const existingApp = async (store: Store, id: string): Promise<App> =>
  existing(id, await store.read.apps.get(id))

const demoSettings: AppSettings = {
  ...defaultSettings,
  clientSideUserSync: 'own',
  clientSideConversationSync: true,
  allowedOrigins: ['*'],
}

/** Creates the app `demo` if there is no app. Returns it if it was created. */
export async function ensureAnyApp(store: Store, now: number): Promise<App | undefined> {
  if ((await store.read.apps.list()).length > 0) return undefined
  return store.write([appLock('demo')], async (tx) => {
    // Another node may have created it first. Its key is the valid one.
    if ((await tx.apps.list()).length > 0 || (await tx.apps.isBeingDeleted('demo')))
      return undefined
    await insert(tx, 'demo', demoSettings, now)
    return tx.apps.get('demo')
  })
}

/** A key that was never used and does not expire. */
export const newKey = (
  appId: string,
  name: string,
  now: number,
  source: KeySource = randomKeys(now),
): AppKey => ({
  id: source.newKeyId(),
  name,
  secret: source.newSecretKey(appId),
  createdAt: now,
  lastUsedAt: null,
  expiresAt: null,
})

/** Adds a key to an app without keys, so that it can be found. */
export const addKey = (store: Store, id: string, now: number): Promise<App> =>
  store.write([appLock(id)], async (tx) => {
    await tx.apps.putKey(id, newKey(id, firstKeyName, now))
    return existing(id, await tx.apps.get(id))
  })

async function insert(
  tx: WriteTx,
  id: string,
  settings: AppSettings,
  now: number,
  source?: KeySource,
): Promise<void> {
  await tx.apps.put({ id, settings, createdAt: now })
  await tx.apps.putKey(id, newKey(id, firstKeyName, now, source))
}

const beingDeleted = (id: string) =>
  `The app "${id}" is being deleted. Its id can be used again when a running server has deleted all of its data.`

/** Throws a 404 if there is no app. */
export function existing(id: string, app: App | undefined): App {
  if (app) return app
  throw notFound('app', id)
}
