import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, inject } from 'vitest'
import { writeSite } from '../../scripts/browser/write.ts'
import { type StartOptions, startServerWith } from '../server/src/compose/start.ts'
import { dashboardBundle } from './bundles.ts'
import { emptyDatabase } from './database.ts'
import { adminKey, appOn } from './server.ts'
import { type WatchedPageOptions, watchedPage } from './strict-page.ts'

let site: Promise<URL> | undefined

/** Writes the dashboard, built from its sources, once for each worker. */
async function writeDashboard(): Promise<URL> {
  const folder = join(inject('runFolder'), `dashboard-${process.pid}`)
  const { files } = await dashboardBundle()
  await writeSite(folder, 'dashboard', files)
  return pathToFileURL(`${folder}/`)
}

/** Starts a server with the app `shop` and the dashboard. It ends with the file. */
export async function dashboardServer(options: StartOptions = {}) {
  site ??= writeDashboard()
  const databaseUrl = options.databaseUrl ?? (await emptyDatabase(afterAll))
  const server = await startServerWith(
    { apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001' }], adminKey, ...options, databaseUrl },
    { site: await site },
  )
  afterAll(() => server.close())
  return Object.assign(server, appOn(server, databaseUrl))
}

/**
 * Signs an operator in with a link, and opens a page of the dashboard, such as `#/apps/shop/keys`. The test fails for each
 * violation of the page's policy and each error in its console.
 */
export async function openDashboard(
  server: { baseUrl: string; createDashboardLink: () => Promise<string> },
  fragment = '#/apps',
  options: WatchedPageOptions = {},
): Promise<Page> {
  const page = await watchedPage(options)
  await page.goto(await server.createDashboardLink())
  await page.getByRole('heading', { level: 1, name: 'Apps' }).waitFor()
  if (fragment !== '#/apps') await page.goto(`${server.baseUrl}/dashboard${fragment}`)
  return page
}
