import { type AppProfile, appFaults, mergedApp } from '../model/app.ts'
import { ApiError, invalidRequest } from '../model/error.ts'
import { appLock, type ReadTx } from '../store/store.ts'
import type { App, Handler } from './operation.ts'

export const getApp: Handler<'getApp'> = ({ path }, { store }) =>
  store.snapshot(async (tx) => {
    const { id, profile } = await storedApp(tx, path.appId)
    return { id, ...profile }
  })

export const putApp: Handler<'putApp'> = async ({ path, body }, { store, forgetApp }) => {
  const id = path.appId
  await store.write([appLock(id)], async (tx) => {
    const { settings, createdAt, profile } = await storedApp(tx, id)
    const faults = appFaults(id, profile, body)
    if (faults.length > 0) throw invalidRequest(faults)
    const { custom, ...changed } = mergedApp(profile, body)
    await tx.apps.put({ id, settings: { ...settings, ...changed }, createdAt })
    await tx.apps.putCustom(id, custom)
  })
  forgetApp(id)
  return {}
}

/** Reads the app from the database, as the cached one may be a second old. */
async function storedApp(tx: ReadTx, id: string): Promise<App & { profile: AppProfile }> {
  const app = await tx.apps.get(id)
  if (!app) throw new ApiError('unauthorized', 'The app was deleted.')
  const { defaultLocale, notificationDelay } = app.settings
  const custom = await tx.apps.custom(id)
  return { ...app, profile: { defaultLocale, notificationDelay, custom } }
}
