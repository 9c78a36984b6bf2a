import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { openDashboard } from '@openparley/test-kit/dashboard-page'
import { eventually } from '@openparley/test-kit/eventually'
import { press, pressUntil } from '@openparley/test-kit/keyboard'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectFits, type Shop, shopServer } from './shop.ts'

describe.skipIf(!chromiumPath)('the pages of webhooks (need chromium)', () => {
  let shop: Shop
  let page: Page
  const open = (path = '', expected = /never/) =>
    openDashboard(shop.server, `#/apps/shop/webhooks${path}`, { expected })
  const webhooks = async () => (await shop.server.client.GET('/webhooks')).data?.data ?? []
  const rows = () => page.locator('tbody tr')
  const received = (type: string) =>
    shop.receiver.received.filter((one) => one.type === type).length

  beforeAll(async () => {
    shop = await shopServer()
  })

  test('a webhook is made by keyboard with the events of the document, and its secret is shown once', async () => {
    page = await open('', /status of 400/)
    await page.getByRole('heading', { name: 'No webhooks yet' }).waitFor()
    await pressUntil(page, 'Tab', 'button "New webhook"')
    await press(page, 'Enter')
    const dialog = page.getByRole('dialog', { name: 'New webhook' })
    await dialog.getByLabel('URL').fill('http://10.0.0.1/not-allowed')
    await press(page, 'Enter')
    await dialog.getByRole('alert').first().waitFor()
    await dialog.getByLabel('URL').fill(`${shop.receiver.url}orders`)
    await dialog.getByLabel('Only these').check()
    expect(await dialog.getByRole('group', { name: 'Events' }).getByRole('checkbox').count()).toBe(
      16,
    )
    await dialog.getByLabel('user.updated').check()
    await expectAccessible(page)
    await expectFits(page)
    await dialog.getByRole('button', { name: 'Create' }).press('Enter')
    const secret = await page.locator('.code-block pre').innerText()
    expect(secret).toMatch(/^whsec_/)
    expect(await webhooks()).toMatchObject([
      {
        url: `${shop.receiver.url}orders`,
        events: ['user.updated', 'message.sent'],
        enabled: true,
      },
    ])
    await page.reload()
    await page.getByRole('link', { name: `${shop.receiver.url}orders` }).waitFor()
    expect(await page.locator('body').innerText()).not.toContain(secret)
  })

  test('a test, an event and an event that is sent again appear as attempts', async () => {
    const [{ id } = { id: '' }] = await webhooks()
    page = await open(`/${id}`)
    await page.getByRole('heading', { name: 'Nothing was sent yet' }).waitFor()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('Delivered: 204.').waitFor()
    await eventually(async () => expect(await rows().count()).toBe(1))
    await shop.chat.say('boots', 'bob', 'A new one')
    await eventually(async () => expect(await rows().count()).toBe(2))
    expect(received('message.sent')).toBe(1)
    await page.getByRole('button', { name: /^Send again: message.sent/ }).click()
    await eventually(async () => expect(await rows().count()).toBe(3))
    expect(received('message.sent')).toBe(2)
    await expectAccessible(page)
    await expectFits(page)
  })

  test('is disabled, enabled, replayed and given a new secret', async () => {
    const [{ id } = { id: '' }] = await webhooks()
    page = await open(`/${id}`)
    await page.getByRole('button', { name: 'Disable' }).click()
    await page.getByText('disabled', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Enable' }).click()
    await page.getByText('enabled', { exact: true }).waitFor()
    const before = received('message.sent')
    await page.getByRole('button', { name: 'Replay' }).click()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
    await eventually(() => expect(received('message.sent')).toBeGreaterThan(before + 3))
    await page.getByRole('button', { name: 'Rotate the secret' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click()
    await page.locator('.code-block pre', { hasText: 'whsec_' }).waitFor()
  })

  test('an attempt that fails says why, and when the next one is', async () => {
    const { data } = await shop.server.client.POST('/webhooks', {
      body: { url: 'http://127.0.0.1:9/closed', events: ['message.sent'] },
    })
    // Until the response to the deletion arrives, the page reads the webhook again.
    page = await open(`/${data?.id}`, /status of 404/)
    await shop.chat.say('boots', 'bob', 'Nobody hears this')
    await page.locator('tbody .tag.bad').waitFor()
    expect(await page.locator('td[data-label="Next attempt"] time').innerText()).toContain(
      'in less than',
    )
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor()
    expect(await webhooks()).toHaveLength(1)
  })
})
