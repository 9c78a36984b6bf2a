import { type AppKey, firstKeyName, isLastKey, isValidKey, maxKeys } from '../model/app-key.ts'
import { invalid, notFound } from '../model/error.ts'
import { appLock, type Store, type WriteTx } from '../store/store.ts'
import { existing, type KeySource, newKey } from './apps.ts'

/** Adds a key. Throws a 404 if there is no such app, and a 400 if it has too many keys. */
export const createKey = (
  store: Store,
  appId: string,
  name: string,
  now: number,
  source?: KeySource,
): Promise<AppKey> =>
  write(store, appId, now, async (tx, valid) => {
    assertRoom(appId, valid)
    const key = newKey(appId, name, now, source)
    await tx.apps.putKey(appId, key)
    return key
  })

/** Renames a valid key. Throws a 404 if there is no such app or key. */
export const renameKey = (
  store: Store,
  appId: string,
  keyId: string,
  name: string,
  now: number,
): Promise<AppKey> =>
  write(store, appId, now, async (tx, valid) => {
    const key = { ...keyOf(valid, keyId), name }
    await tx.apps.putKey(appId, key)
    return key
  })

/**
 * Replaces a valid key by a new one with its name. The old one stays valid for `overlap` milliseconds. Throws a 404 if there
 * is no such app or key, and a 400 if the key expires already.
 */
export const rotateKey = (
  store: Store,
  appId: string,
  keyId: string,
  overlap: number,
  now: number,
  source?: KeySource,
): Promise<AppKey> =>
  write(store, appId, now, async (tx, valid) => {
    const old = keyOf(valid, keyId)
    if (old.expiresAt !== null)
      throw invalid('keyId', 'This key was rotated already. Rotate the key that replaced it.')
    if (overlap > 0) assertRoom(appId, valid)
    const key = newKey(appId, old.name, now, source)
    await tx.apps.putKey(appId, { ...old, expiresAt: now + overlap })
    await tx.apps.putKey(appId, key)
    return key
  })

/** Replaces all keys of the app by one new key. Throws a 404 if there is no such app. */
export const replaceKeys = (store: Store, appId: string, now: number): Promise<AppKey> =>
  write(store, appId, now, async (tx, valid) => {
    for (const key of valid) await tx.apps.putKey(appId, { ...key, expiresAt: now })
    const key = newKey(appId, valid[0]?.name ?? firstKeyName, now)
    await tx.apps.putKey(appId, key)
    return key
  })

/**
 * Ends a key now. Throws a 404 if there is no such app or key. Throws a 400 if it is the last key that does not expire;
 * that key can only be rotated.
 */
export const revokeKey = (
  store: Store,
  appId: string,
  keyId: string,
  now: number,
): Promise<AppKey> =>
  write(store, appId, now, async (tx, valid) => {
    const key = keyOf(valid, keyId)
    if (isLastKey(valid, key))
      throw invalid(
        'keyId',
        `This is the last key of the app "${appId}" that does not expire. Rotate it instead, or create another key first.`,
      )
    const revoked = { ...key, expiresAt: now }
    await tx.apps.putKey(appId, revoked)
    return revoked
  })

function keyOf(valid: AppKey[], keyId: string): AppKey {
  const key = valid.find(({ id }) => id === keyId)
  if (!key) throw notFound('key', keyId)
  return key
}

function assertRoom(appId: string, valid: AppKey[]): void {
  if (valid.length >= maxKeys)
    throw invalid([], `The app "${appId}" has ${maxKeys} valid keys, which is the max.`)
}

/** Runs a write with the valid keys of the app. */
const write = <T>(
  store: Store,
  appId: string,
  now: number,
  work: (tx: WriteTx, valid: AppKey[]) => Promise<T>,
): Promise<T> =>
  store.write([appLock(appId)], async (tx) => {
    const { keys } = existing(appId, await tx.apps.get(appId))
    return work(
      tx,
      keys.filter((key) => isValidKey(key, now)),
    )
  })
