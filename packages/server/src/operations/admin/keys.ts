import { type AppKey, isValidKey, shownKey } from '../../model/app-key.ts'
import type { Key, SecretKey } from '../../model/schema.ts'
import * as keys from '../app-keys.ts'
import { existingApp } from '../apps.ts'
import type { Handler } from '../operation.ts'

export const listKeys: Handler<'listKeys'> = async ({ path }, { store, now }) => {
  const app = await existingApp(store, path.appId)
  return { data: app.keys.filter((key) => isValidKey(key, now())).map(shown) }
}

export const createKey: Handler<'createKey'> = async ({ path, body }, context) => {
  const { store, now, forgetApp } = context
  const key = await keys.createKey(store, path.appId, body.name, now(), context)
  forgetApp(path.appId)
  return secretKey(key)
}

export const changeKey: Handler<'changeKey'> = async ({ path, body }, { store, now }) =>
  shown(await keys.renameKey(store, path.appId, path.keyId, body.name, now()))

export const revokeKey: Handler<'revokeKey'> = async ({ path }, { store, now, forgetApp }) => {
  await keys.revokeKey(store, path.appId, path.keyId, now())
  forgetApp(path.appId)
  return {}
}

const day = 24 * 60 * 60

export const rotateKey: Handler<'rotateKey'> = async ({ path, body }, context) => {
  const { store, now, forgetApp } = context
  const overlap = (body?.overlap ?? day) * 1000
  const key = await keys.rotateKey(store, path.appId, path.keyId, overlap, now(), context)
  forgetApp(path.appId)
  return secretKey(key)
}

/** The key with its secret, for the response to the call that creates it. */
export const secretKey = (key: AppKey): SecretKey => ({ ...shown(key), secret: key.secret })

const shown = ({ id, name, secret, createdAt, lastUsedAt, expiresAt }: AppKey): Key => ({
  id,
  name,
  prefix: shownKey(secret),
  createdAt,
  lastUsedAt,
  expiresAt,
})
