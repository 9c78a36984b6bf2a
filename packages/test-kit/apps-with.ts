import { nanoid } from 'nanoid'
import { afterAll } from 'vitest'
import type { StartOptions } from '../server/src/compose/start.ts'
import { startServerWith } from '../server/src/compose/start.ts'
import type { AppSettings } from '../server/src/model/app.ts'
import { emptyDatabase } from './database.ts'
import { addressesOf } from './poolers.ts'
import { appOn, type TestApp } from './server.ts'

/** Starts one server for all tests of a file, with an app for each of the settings, by its id. */
export async function appsWith<Id extends string>(
  settings: Record<Id, Partial<AppSettings>>,
  options: Omit<StartOptions, 'apps'> = {},
): Promise<Record<Id, TestApp>> {
  const apps = Object.entries<Partial<AppSettings>>(settings).map(([id, own]) => ({
    id,
    secretKey: `sk_${nanoid()}`,
    settings: own,
  }))
  const ends: (() => unknown)[] = []
  const databaseUrl = await emptyDatabase((end) => ends.push(end))
  const { baseUrl, close } = await startServerWith(
    { apps, ...addressesOf(databaseUrl), ...options },
    { repeatsWrites: true },
  )
  afterAll(async () => {
    await close()
    for (const end of ends) await end()
  })
  return Object.fromEntries(
    apps.map(({ id, secretKey }) => [id, appOn({ baseUrl, appId: id, secretKey }, databaseUrl)]),
  ) as Record<Id, TestApp>
}
