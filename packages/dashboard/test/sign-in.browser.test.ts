import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { dashboardServer, openDashboard } from '@openparley/test-kit/dashboard-page'
import { press, pressUntil } from '@openparley/test-kit/keyboard'
import { watchedPage } from '@openparley/test-kit/strict-page'
import { beforeAll, describe, expect, test } from 'vitest'

/** The browser reports each 401 of a page. */
const expected = /status of 40[01]/

describe.skipIf(!chromiumPath)('signing in to the dashboard (needs chromium)', () => {
  let server: Awaited<ReturnType<typeof dashboardServer>>
  beforeAll(async () => {
    server = await dashboardServer()
  })

  test('without a session, the page says which command prints a link', async () => {
    const page = await watchedPage({ expected })
    await page.goto(`${server.baseUrl}/dashboard`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByText('openparley dashboard', { exact: true }).waitFor()
    await expectAccessible(page)
  })

  test('a link opens the apps, leaves no code in the address, and the session outlives a reload', async () => {
    const page = await openDashboard(server)
    expect(page.url()).toBe(`${server.baseUrl}/dashboard#/apps`)
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
    expect(await page.evaluate(() => document.cookie)).toBe('')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Apps' }).waitFor()
    expect(await page.title()).toBe('Apps · Parley')
  })

  test('a used or a guessed link says what may be wrong', async () => {
    const link = await server.createDashboardLink()
    const first = await watchedPage()
    await first.goto(link)
    await first.getByRole('heading', { name: 'Apps' }).waitFor()
    // In the browser that has the session, nothing is lost.
    await first.goto('about:blank')
    const again = await watchedPage({ expected })
    for (const one of [link, `${server.baseUrl}/dashboard#code=${'x'.repeat(43)}`]) {
      await again.goto('about:blank')
      await again.goto(one)
      await again.getByRole('heading', { name: 'This link is not valid' }).waitFor()
      await again.getByText('used already').waitFor()
      expect(again.url()).not.toContain('code')
    }
    await expectAccessible(again)
  })

  test('a used link opens the dashboard in the browser that has the session', async () => {
    const page = await watchedPage({ expected })
    const link = await server.createDashboardLink()
    for (const _ of [1, 2]) {
      await page.goto('about:blank')
      await page.goto(link)
      await page.getByRole('heading', { name: 'Apps' }).waitFor()
    }
  })

  test('signs out by keyboard, in all windows', async () => {
    const page = await openDashboard(server, '#/apps', { expected })
    await pressUntil(page, 'Shift+Tab', 'button "Sign out"')
    await press(page, 'Enter')
    await page.getByRole('heading', { name: 'Signed out' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })
})
