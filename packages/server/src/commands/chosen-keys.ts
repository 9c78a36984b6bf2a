import type { App } from '../model/app.ts'
import { type AppKey, isValidKey, shownKey } from '../model/app-key.ts'
import { replaceKeys, revokeKey, rotateKey } from '../operations/app-keys.ts'
import { existingApp } from '../operations/apps.ts'
import type { Store } from '../store/store.ts'

/**
 * Rotates the key that begins with `prefix`. Without `prefix`, rotates the only key that does not expire. Without a
 * prefix and an overlap, the new key replaces all others. Returns the app. Throws an `Error` for the terminal if no
 * key, or more than one, matches.
 */
export async function rotateChosenKey(
  store: Store,
  appId: string,
  overlap: number,
  now: number,
  prefix?: string,
): Promise<App> {
  const app = await existingApp(store, appId)
  if (prefix === undefined && overlap === 0) await replaceKeys(store, appId, now)
  else {
    const key = prefix === undefined ? onlyLastingKey(app) : keyWithPrefix(app, prefix, now)
    await rotateKey(store, appId, key.id, overlap, now)
  }
  return existingApp(store, appId)
}

/** Revokes the key that begins with `prefix`. Returns the app. Throws an `Error` for the terminal if it cannot. */
export async function revokeChosenKey(
  store: Store,
  appId: string,
  prefix: string,
  now: number,
): Promise<App> {
  const key = keyWithPrefix(await existingApp(store, appId), prefix, now)
  await revokeKey(store, appId, key.id, now)
  return existingApp(store, appId)
}

function keyWithPrefix({ id, keys }: App, prefix: string, now: number): AppKey {
  const [key, ...more] = keys.filter((one) => isValidKey(one, now) && one.secret.startsWith(prefix))
  if (key && more.length === 0) return key
  throw new Error(
    `${key ? 'More than one key' : 'No valid key'} of the app "${id}" begins with "${prefix}". ` +
      `\`openparley apps show ${id}\` lists them.`,
  )
}

function onlyLastingKey({ id, keys }: App): AppKey {
  const lasting = keys.filter(({ expiresAt }) => expiresAt === null)
  const [key, ...more] = lasting
  if (key && more.length === 0) return key
  const prefixes = lasting.map(({ secret }) => shownKey(secret)).join(', ')
  throw new Error(
    `The app "${id}" has several keys. Give the first characters of the key to rotate: ${prefixes}.`,
  )
}
