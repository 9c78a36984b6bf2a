import type { App } from '../../model/app.ts'
import { defaultSettings } from '../../model/app.ts'
import { isValidKey } from '../../model/app-key.ts'
import { patchedSettings, settingFaults, shownSettings } from '../../model/app-settings.ts'
import { invalidRequest, notFound } from '../../model/error.ts'
import type { AppDetails, AppSettingsPatch } from '../../model/schema.ts'
import type { ListedApp } from '../../store/tables/apps.ts'
import * as apps from '../apps.ts'
import type { Handler } from '../operation.ts'
import { secretKey } from './keys.ts'

export const listApps: Handler<'listApps'> = async ({ query }, { store }) => {
  const { startingAfter = '', limit = 10 } = query
  return { data: (await store.read.apps.page(startingAfter, limit)).map(details) }
}

export const createApp: Handler<'createApp'> = async ({ body }, context) => {
  const { id = context.newAppId(), settings = {} } = body
  const wanted = patchedSettings(defaultSettings, valid(settings))
  const app = await apps.createApp(context.store, id, wanted, context.now(), context)
  context.forgetApp(id)
  const [key] = app.keys
  if (!key) throw new Error('A new app has a key.')
  return { ...details(app), key: secretKey(key) }
}

export const getAppDetails: Handler<'getAppDetails'> = async ({ path }, { store }) => {
  const app = await store.read.apps.listed(path.appId)
  if (!app) throw notFound('app', path.appId)
  return details(app)
}

export const changeApp: Handler<'changeApp'> = async ({ path, body }, { store, forgetApp }) => {
  const patch = valid(body.settings)
  const app = await apps.changeApp(store, path.appId, (old) => patchedSettings(old, patch))
  forgetApp(path.appId)
  return details(app)
}

export const deleteApp: Handler<'deleteApp'> = async ({ path }, { store, forgetApp, now }) => {
  await apps.deleteApp(store, path.appId, now())
  forgetApp(path.appId)
  return {}
}

/** Seconds. */
const tokenLifetime = 10 * 60

export const createAppToken: Handler<'createAppToken'> = async ({ path }, context) => {
  const { store, now, signAppToken } = context
  const { keys } = await apps.existingApp(store, path.appId)
  const key = keys.find((one) => isValidKey(one, now()))
  if (!key) throw notFound('app', path.appId)
  const expires = Math.floor(now() / 1000) + tokenLifetime
  const token = await signAppToken(path.appId, key.secret, expires)
  return { token, expiresAt: expires * 1000 }
}

function valid(patch: AppSettingsPatch): AppSettingsPatch {
  const faults = settingFaults(patch)
  if (faults.length > 0) throw invalidRequest(faults)
  return patch
}

const details = ({ id, settings, createdAt, ...app }: App | ListedApp): AppDetails => ({
  id,
  state: 'isBeingDeleted' in app && app.isBeingDeleted ? 'deleting' : 'active',
  createdAt,
  settings: shownSettings(settings),
})
