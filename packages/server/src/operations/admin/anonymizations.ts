import { newAnonymization, noAnonymization, shownAnonymization } from '../../model/anonymization.ts'
import { beginAnonymization } from '../anonymize.ts'
import { existingApp } from '../apps.ts'
import { existingUser } from '../existing.ts'
import type { Handler } from '../operation.ts'

/** Milliseconds after which the rest is done in the background. */
const maxWait = 5000

export const createAnonymization: Handler<'createAnonymization'> = async (
  { path, body = {} },
  { store, now },
) => {
  const { appId, userId } = path
  await existingApp(store, appId)
  await existingUser(store.read, appId, userId)
  const record = newAnonymization(appId, userId, now(), body)
  const signal = AbortSignal.timeout(maxWait)
  return shownAnonymization(await beginAnonymization({ store, now, signal }, record))
}

export const getAnonymization: Handler<'getAnonymization'> = async ({ path }, { store }) => {
  const { appId, userId } = path
  await existingApp(store, appId)
  await existingUser(store.read, appId, userId)
  const record = await store.read.anonymizations.get(appId, userId)
  return record ? shownAnonymization(record) : noAnonymization(userId)
}
