import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { openDashboard } from '@openparley/test-kit/dashboard-page'
import { eventually } from '@openparley/test-kit/eventually'
import { press } from '@openparley/test-kit/keyboard'
import { userToken } from '@openparley/test-kit/token'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectFits, hostile, type Shop, shopServer } from './shop.ts'

describe.skipIf(!chromiumPath)('the log and the console (need chromium)', () => {
  let shop: Shop
  const open = (path: string, expected?: RegExp) =>
    openDashboard(shop.server, `#/apps/shop/${path}`, expected ? { expected } : {})

  beforeAll(async () => {
    shop = await shopServer()
  })

  describe('the log', () => {
    const types = (page: Page) => page.locator('.entries b').allInnerTexts()

    test('prints events immediately, until it is stopped', async () => {
      const page = await open('log')
      await eventually(async () => expect((await types(page)).length).toBeGreaterThan(10))
      await shop.chat.say('boots', 'bob', 'Logged')
      await eventually(async () => expect((await types(page))[0]).toBe('message.created'))
      const first = page.locator('.entries summary').first()
      await first.focus()
      await press(page, 'Enter')
      await page.getByText('"text": "Logged"').first().waitFor()
      await expectAccessible(page)
      await expectFits(page)
      await page.getByRole('button', { name: 'Stop' }).click()
      const before = await types(page)
      await shop.chat.putUser('alice', { name: 'Alice A.' })
      await page.getByRole('button', { name: 'Go on' }).click()
      await eventually(async () => expect(await types(page)).toEqual(['user.updated', ...before]))
      await page.getByText('"text": "Logged"').first().waitFor()
    })

    test('is filtered by type, conversation and user', async () => {
      const page = await open('log')
      await page.getByLabel('Type').selectOption('message.created')
      await page.getByLabel('Conversation').fill('evil')
      await page.getByRole('button', { name: 'Show' }).click()
      await eventually(async () =>
        expect(await types(page)).toEqual(['message.created', 'message.created']),
      )
      await page.locator('.entries summary').last().click()
      await page.getByText(JSON.stringify(hostile).slice(1, 20)).first().waitFor()
      await page.getByLabel('Type').selectOption('All types')
      await page.getByLabel('Conversation').fill('')
      await page.getByLabel('User').fill('mallory')
      await press(page, 'Enter')
      await eventually(async () =>
        expect(new Set(await types(page))).toEqual(new Set(['user.created', 'user.updated'])),
      )
    })
  })

  describe('the console', () => {
    const response = (page: Page) => page.getByRole('region', { name: 'the body' })

    test('sends a recorded example as the app, and asks before it changes something', async () => {
      const page = await open('console')
      await page.getByLabel('Operation').selectOption('Create or update a user (putUser)')
      await page.getByLabel('userId').fill('dora')
      expect(JSON.parse(await page.getByLabel('Body').inputValue())).toHaveProperty('name')
      await page.getByRole('button', { name: 'Send' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('PUT /v1/shop/users/dora').waitFor()
      expect(
        (await shop.server.client.GET('/users/{userId}', { params: { path: { userId: 'dora' } } }))
          .response.status,
      ).toBe(404)
      await dialog.getByRole('button', { name: 'Send' }).press('Enter')
      await page.getByText('200 OK').waitFor()
      expect(await response(page).innerText()).toBe('{}')
      await expectAccessible(page)
      await expectFits(page)
      expect((await shop.chat.user('dora')).id).toBe('dora')
    })

    test('shows status, headers and body of what failed', async () => {
      const page = await open('console?operation=getUser', /status of 404/)
      await page.getByLabel('userId').fill('nobody')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByText('404 Not Found').waitFor()
      expect(await response(page).innerText()).toContain('There is no user')
      await page.getByText('Headers').click()
      await page.getByText('application/problem+json', { exact: false }).first().waitFor()
    })

    test('makes calls of the operator and of a user', async () => {
      const page = await open('console?operation=getAppDetails')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByText('200 OK').waitFor()
      expect(await response(page).innerText()).toContain('"id": "shop"')
      await page.getByLabel('Operation').selectOption({ value: 'getUnreadTotal' })
      await page.getByLabel('Token of a user').fill(await userToken(shop.server, 'alice'))
      await page.getByRole('button', { name: 'Send' }).click()
      await eventually(async () => expect(await response(page).innerText()).toContain('unread'))
    })

    test('shows the request as a command without a key', async () => {
      const page = await open('console?operation=sendMessages')
      const command = page.locator('.code-block pre').last()
      await eventually(async () => expect(await command.innerText()).toContain('curl -X POST'))
      const text = await command.innerText()
      expect(text).toContain('Authorization: Bearer $SECRET_KEY')
      expect(text).toContain(`${shop.server.baseUrl}/v1/shop/conversations/`)
      expect(text).not.toContain('eyJ')
    })
  })
})
