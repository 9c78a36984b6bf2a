import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { chatOf } from '@openparley/test-kit/chat'
import { dashboardServer, openDashboard } from '@openparley/test-kit/dashboard-page'
import { press, pressUntil } from '@openparley/test-kit/keyboard'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linkTo } from '../src/router.ts'
import { routes } from '../src/routes.ts'

/** At 900 pixels, the menu takes its part. At 840, tables have the least room before their rows become cards. */
const widths = [1280, 900, 840, 768, 360]

describe.skipIf(!chromiumPath)('the pages of the dashboard (need chromium)', () => {
  let server: Awaited<ReturnType<typeof dashboardServer>>
  /** Goes from one route to the next. */
  let visitor: Page
  const params: Record<string, string> = { appId: 'shop', userId: 'alice', conversationId: 'boots' }
  beforeAll(async () => {
    server = await dashboardServer()
    const chat = chatOf(server.client)
    await chat.conversationWith('boots', ['alice', 'bob'], { subject: 'x'.repeat(100) })
    await chat.say('boots', 'bob', `Long ${'w'.repeat(200)}`)
    const body = { url: `https://shop.example/${'path'.repeat(30)}`, enabled: false }
    const { data } = await server.client.POST('/webhooks', { body })
    params.webhookId = data?.id ?? ''
    visitor = await openDashboard(server, '#/apps', { onEnd: afterAll })
  })

  test.each(routes)(
    '$path fits on a phone, a tablet and a desk, and axe finds nothing',
    async (route) => {
      await visitor.goto(`${server.baseUrl}/dashboard${linkTo(route.path, params)}`)
      const element = visitor.locator(route.tag)
      await element.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => element.locator('.loading').count()).toBe(0)
      for (const width of widths) {
        await visitor.setViewportSize({ width, height: 700 })
        const tooWide = await visitor.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        )
        expect(tooWide, `${width} px`).toBe(0)
      }
      await expectAccessible(visitor)
    },
  )

  test('on a phone, the menu is a dialog that closes with a page and with Escape', async () => {
    const page = await openDashboard(server, '#/apps/shop', {
      context: { viewport: { width: 360, height: 700 } },
    })
    await page.getByRole('heading', { level: 1, name: 'shop' }).waitFor()
    await pressUntil(page, 'Shift+Tab', 'button "Menu"')
    await press(page, 'Enter')
    const menu = page.getByRole('dialog', { name: 'Menu' })
    await menu.waitFor()
    await expectAccessible(page)
    await press(page, 'Escape')
    await expect.poll(() => menu.count()).toBe(0)
    await page.getByRole('button', { name: 'Menu' }).click()
    await menu.getByRole('link', { name: 'Keys' }).click()
    await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor()
    await expect.poll(() => menu.count()).toBe(0)
  })

  test('the theme is kept, and an unknown page says so', async () => {
    const page = await openDashboard(server)
    const theme = () => page.locator('parley-dashboard').getAttribute('theme')
    expect(await theme()).toBe('auto')
    await page.getByRole('button', { name: 'Light or dark' }).click()
    await page.reload()
    await page.getByRole('heading', { name: 'Apps' }).waitFor()
    expect(await theme()).toBe('dark')
    await page.goto(`${server.baseUrl}/dashboard#/nowhere`)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    await page.getByRole('link', { name: 'Go to the apps' }).click()
    await page.getByRole('heading', { level: 1, name: 'Apps' }).waitFor()
  })
})
