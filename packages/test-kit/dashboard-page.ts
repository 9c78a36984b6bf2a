import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { writeSite } from '../../scripts/browser/write.ts'
import { bundledDashboard } from '../../scripts/dashboard/bundle.ts'
import { type StartOptions, startServerWith } from '../server/src/compose/start.ts'
import { emptyDatabase } from './database.ts'
import { temporaryFolder } from './folder.ts'
import { adminKey, appOn } from './server.ts'
import { type WatchedPageOptions, watchedPage } from './strict-page.ts'

/** Starts a server with the app `shop` and the dashboard, built from its sources. Both end with the file. */
export async function dashboardServer(options: StartOptions = {}) {
  const folder = temporaryFolder(afterAll)
  const { files } = await bundledDashboard()
  await writeSite(folder, 'dashboard', files)
  const databaseUrl = options.databaseUrl ?? (await emptyDatabase(afterAll))
  const server = await startServerWith(
    { apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001' }], adminKey, ...options, databaseUrl },
    { site: pathToFileURL(`${folder}/`) },
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
