import { randomSecret } from '../base/ids.ts'
import type { App, AppKey, AppSettings } from '../model/app.ts'
import { defaultSettings, isValidKey, keyFault } from '../model/app.ts'
import { appLock, type Store, type WriteTx } from '../store/store.ts'

export interface AppOptions {
  id: string
  /** At least 16 ASCII characters, without spaces. */
  secretKey: string
  /** Omitted settings keep their values, or have their defaults in a new app. */
  settings?: Partial<AppSettings>
}

/**
 * Makes sure that the app exists and that the key is valid. A key that is new to the app replaces all its keys
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
  return write(store, id, async (tx, old) => {
    const wanted = { ...(old?.settings ?? defaultSettings), ...settings }
    if (!old || JSON.stringify(wanted) !== JSON.stringify(old.settings))
      await tx.apps.put({ id, settings: wanted })
    const known = old?.keys.find(({ secret }) => secret === secretKey)
    if (known && !isValidKey(known, now))
      // A server that starts with an old configuration must not make a leaked key valid again.
      throw new Error(
        `The secret key of the app "${id}" was revoked. Set the current one: \`openparley apps show ${id} --keys\`.`,
      )
    if (known) return
    for (const key of old?.keys ?? [])
      if (isValidKey(key, now)) await tx.apps.deleteKey(id, key.secret)
    await tx.apps.putKey(id, { secret: secretKey, createdAt: now, expiresAt: null })
  })
}

/** Creates an app with a new key. Throws an `Error` for the terminal if the id is in use. */
export const createApp = (
  store: Store,
  id: string,
  settings: Partial<AppSettings>,
  now: number,
): Promise<App> =>
  write(store, id, async (tx, old) => {
    if (old) throw new Error(`The app "${id}" exists already.`)
    await insert(tx, id, { ...defaultSettings, ...settings }, now)
  })

/** Changes the given settings. Throws an `Error` for the terminal if there is no such app. */
export const changeApp = (store: Store, id: string, settings: Partial<AppSettings>): Promise<App> =>
  write(store, id, async (tx, old) => {
    await tx.apps.put({ id, settings: { ...existing(id, old).settings, ...settings } })
  })

/**
 * Deletes the app, or the rows of an interrupted import. It disappears immediately, and a purge deletes its rows in
 * batches. Until that is done, no app with this id can be created. Throws an `Error` for the terminal if there is no such app.
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

/** Returns the app. Throws an `Error` for the terminal if there is none with this id. */
export const existingApp = async (store: Store, id: string): Promise<App> =>
  existing(id, await store.read.apps.get(id))

/**
 * Creates a new current key. The old one stays valid for `overlap` milliseconds; 0 revokes it. Throws an `Error` for the
 * terminal if there is no such app, or if two older keys would be valid.
 */
export const rotateKey = (store: Store, id: string, overlap: number, now: number): Promise<App> =>
  write(store, id, async (tx, old) => {
    const valid = existing(id, old).keys.filter((key) => isValidKey(key, now))
    const [, former] = valid
    if (overlap > 0 && former)
      throw new Error(
        `The app "${id}" has two valid keys already. Revoke the older one first: ` +
          `\`openparley apps revoke-key ${id} ${shownKey(former.secret)}\`; or give --overlap 0, which revokes both.`,
      )
    for (const key of valid) await tx.apps.putKey(id, { ...key, expiresAt: now + overlap })
    await tx.apps.putKey(id, { secret: newKey(id), createdAt: now, expiresAt: null })
  })

/**
 * Revokes the key that starts with `prefix`. Throws an `Error` for the terminal if there is no such app, if no or more
 * than one valid key starts with it, or if it is the current key, which only `rotateKey` replaces.
 */
export const revokeKey = (store: Store, id: string, prefix: string, now: number): Promise<App> =>
  write(store, id, async (tx, old) => {
    const valid = existing(id, old).keys.filter((key) => isValidKey(key, now))
    const [key, ...more] = valid.filter(({ secret }) => secret.startsWith(prefix))
    if (!key || more.length > 0)
      throw new Error(
        `${key ? 'More than one key' : 'No valid key'} of the app "${id}" begins with "${prefix}". ` +
          `\`openparley apps show ${id}\` lists them.`,
      )
    if (key.expiresAt === null)
      throw new Error(
        `This is the current key of the app "${id}". \`openparley apps rotate-key ${id} --overlap 0\` replaces it at once.`,
      )
    await tx.apps.putKey(id, { ...key, expiresAt: now })
  })

/** The first characters of a key: enough to identify it, too few to guess the rest. */
export const shownKey = (secret: string): string =>
  secret.slice(0, Math.min(secret.length - 10, secret.startsWith('sk_demo_') ? 14 : 9))

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

const newKey = (id: string) => `sk_${id === 'demo' ? 'demo_' : ''}${randomSecret()}`

async function insert(tx: WriteTx, id: string, settings: AppSettings, now: number): Promise<void> {
  await tx.apps.put({ id, settings })
  const key: AppKey = { secret: newKey(id), createdAt: now, expiresAt: null }
  await tx.apps.putKey(id, key)
}

/** Adds a key to an app that has none, so that it can be found. */
export const addKey = (store: Store, id: string, now: number): Promise<App> =>
  store.write([appLock(id)], async (tx) => {
    await tx.apps.putKey(id, { secret: newKey(id), createdAt: now, expiresAt: null })
    return existing(id, await tx.apps.get(id))
  })

const write = (
  store: Store,
  id: string,
  work: (tx: WriteTx, old: App | undefined) => Promise<void>,
): Promise<App> =>
  store.write([appLock(id)], async (tx) => {
    if (await tx.apps.isBeingDeleted(id))
      throw new Error(
        `The app "${id}" is being deleted. Its id can be used again when a running server has deleted all of its data.`,
      )
    await work(tx, await tx.apps.get(id))
    return existing(id, await tx.apps.get(id))
  })

function existing(id: string, app: App | undefined): App {
  if (app) return app
  throw new Error(`There is no app "${id}". \`openparley apps list\` lists all apps.`)
}
