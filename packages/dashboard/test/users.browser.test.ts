import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { openDashboard } from '@openparley/test-kit/dashboard-page'
import { eventually } from '@openparley/test-kit/eventually'
import { focused, press, pressUntil } from '@openparley/test-kit/keyboard'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectFits, hostile, type Shop, shopServer } from './shop.ts'

describe.skipIf(!chromiumPath)('the pages of users (need chromium)', () => {
  let shop: Shop
  const open = (path: string) => openDashboard(shop.server, `#/apps/shop/users${path}`)

  beforeAll(async () => {
    shop = await shopServer()
    for (let first = 0; first < 120; first += 60)
      await shop.chat.users(...Array.from({ length: 60 }, (_, n) => `guest${first + n}`))
  })

  test('lists users page by page, within every width', async () => {
    const page = await open('')
    await page.getByRole('link', { name: 'Alice Adams' }).waitFor()
    expect(await page.locator('tbody tr').count()).toBe(50)
    await page.getByRole('button', { name: 'Load more' }).click()
    await eventually(async () => expect(await page.locator('tbody tr').count()).toBe(100))
    await expectFits(page)
  })

  test('finds users by id, name and email, and shows texts of users unchanged', async () => {
    const page = await open('')
    const box = page.getByRole('searchbox', { name: 'Id, name, email or phone' })
    for (const [words, name] of [
      ['guest7', 'guest7'],
      ['adams', 'Alice Adams'],
      ['ALICE@example', 'Alice Adams'],
      ['onerror=', hostile],
    ] as const) {
      await box.fill(words)
      await press(page, 'Enter')
      await page.locator('tbody th a', { hasText: name }).first().waitFor()
      await page.getByText('All 123 users were searched.').waitFor()
    }
    expect(await page.locator('tbody th a').innerText()).toContain(hostile)
    await box.fill('nobody has this')
    await press(page, 'Enter')
    await page.getByRole('heading', { name: 'Nobody found' }).waitFor()
    expect(page.url()).toContain('q=nobody')
  })

  test('shows all of a user, and changes only what was edited, by keyboard', async () => {
    const page = await open('/alice')
    for (const text of ['alice@example.com', '+1123456789', '12 Alice Street', 'buyer', 'offline'])
      await page.getByText(text, { exact: true }).waitFor()
    await page.getByRole('link', { name: 'The brown boots' }).waitFor()
    await pressUntil(page, 'Tab', 'button "Edit"')
    await press(page, 'Enter')
    await expectAccessible(page)
    const dialog = page.getByRole('dialog', { name: 'Edit Alice Adams' })
    await dialog.getByLabel('Custom data').fill('{"address": 7}')
    await dialog.getByLabel('Name').fill('Alice Arden')
    await press(page, 'Enter')
    await dialog.getByText('must be a text').waitFor()
    await dialog.getByLabel('Custom data').fill('{"address": "13 Alice Street"}')
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Alice Arden' }).waitFor()
    expect(await focused(page)).toBe('button "Edit"')
    const { data } = await shop.server.client.GET('/users/{userId}', {
      params: { path: { userId: 'alice' } },
    })
    expect(data).toMatchObject({
      ...{ name: 'Alice Arden', email: ['alice@example.com'], role: 'buyer' },
      custom: { address: '13 Alice Street' },
    })
    expect(data?.custom).not.toHaveProperty('tier')
  })

  test('removes the personal data of a user only after their id was typed', async () => {
    await shop.chat.putUser('carol', { name: 'Carol', email: ['carol@example.com'] })
    await shop.chat.conversationWith('hats', ['bob'])
    await shop.chat.join('hats', 'carol')
    await shop.chat.say('hats', 'carol', 'My number is 555')
    const page = await open('/carol')
    await page.getByRole('button', { name: 'Remove personal data' }).click()
    const dialog = page.getByRole('dialog', { name: 'Remove personal data' })
    const remove = dialog.getByRole('button', { name: 'Remove' })
    expect(await remove.isDisabled()).toBe(true)
    await expectAccessible(page)
    await dialog.getByLabel('Type carol to confirm').fill('carol')
    await remove.click()
    await page.getByText('1 messages redacted').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Deleted user' }).waitFor()
    const { data } = await shop.server.client.GET('/conversations/{conversationId}/messages', {
      params: { path: { conversationId: 'hats' } },
    })
    expect(data?.data.map(({ text }) => text)).toEqual(['[removed]'])
  })

  test('the page of an unknown user says so, and an id with any character has its page', async () => {
    await shop.chat.putUser('a?b#c d%', { name: 'Odd' })
    const list = await open('?q=Odd')
    await list.getByRole('link', { name: 'Odd' }).click()
    await list.getByRole('heading', { level: 1, name: 'Odd' }).waitFor()
    const page = await openDashboard(shop.server, '#/apps/shop/users/nobody', {
      expected: /status of 404/,
    })
    await page.getByText('There is no user').waitFor()
  })
})
