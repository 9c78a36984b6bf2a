import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { openDashboard } from '@openparley/test-kit/dashboard-page'
import { eventually } from '@openparley/test-kit/eventually'
import { press, pressUntil } from '@openparley/test-kit/keyboard'
import type { Route } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectFits, hostile, type Shop, shopServer } from './shop.ts'

describe.skipIf(!chromiumPath)('the pages of conversations (need chromium)', () => {
  let shop: Shop
  const open = (path = '', options = {}) =>
    openDashboard(shop.server, `#/apps/shop/conversations${path}`, options)

  beforeAll(async () => {
    shop = await shopServer()
  })

  test('lists conversations in each order, and finds the ones that match', async () => {
    const page = await open()
    const titles = async () =>
      (await page.locator('tbody th a').allInnerTexts()).map((text) => text.split('\n').at(-1))
    await eventually(async () => expect(await titles()).toEqual(['quiet', 'evil', 'boots']))
    await expectFits(page)
    await page.getByLabel('Order').selectOption('Created first')
    await page.getByRole('button', { name: 'Show' }).click()
    await eventually(async () => expect(await titles()).toEqual(['boots', 'evil', 'quiet']))
    await page.getByLabel('Custom data').fill('category=shoes')
    await press(page, 'Enter')
    await eventually(async () => expect(await titles()).toEqual(['boots']))
    await page.getByLabel('Custom data').fill('')
    await page.getByLabel('Subject is').fill(hostile)
    await press(page, 'Enter')
    await eventually(async () => expect(await titles()).toEqual(['evil']))
    await page.reload()
    await eventually(async () => expect(await titles()).toEqual(['evil']))
    await page.getByLabel('Subject is').fill('')
    await page.getByLabel('Messages', { exact: true }).selectOption('Without messages')
    await press(page, 'Enter')
    await page.getByRole('button', { name: 'Show' }).click()
    await eventually(async () => expect(await titles()).toEqual(['quiet']))
    await page.getByLabel('Id of a conversation').fill('boots')
    await press(page, 'Enter')
    await page.getByRole('heading', { level: 1, name: 'The brown boots' }).waitFor()
  })

  test('shows the transcript live: messages that are sent, changed and deleted', async () => {
    const { chat } = shop
    await chat.conversationWith('live', ['alice', 'bob'], { subject: 'Live' })
    await chat.say('live', 'alice', 'First')
    const page = await open('/live')
    const texts = () => page.locator('.transcript .text').allInnerTexts()
    await eventually(async () => expect(await texts()).toEqual(['First']))
    await chat.say('live', 'bob', 'Second')
    await eventually(async () => expect(await texts()).toEqual(['First', 'Second']))
    const [second, first] = await chat.messages('live')
    await chat.edit('live', first?.id ?? '', { text: 'First, edited' })
    await chat.react('live', second?.id ?? '', '👍', 'alice')
    await eventually(async () => expect(await texts()).toEqual(['First, edited', 'Second']))
    await page.getByText('👍 1').waitFor()
    await chat.deleteMessage('live', second?.id ?? '')
    await eventually(async () => expect(await texts()).toEqual(['First, edited']))
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped').waitFor()
    await chat.say('live', 'bob', 'Third')
    await page.getByRole('button', { name: 'Go on' }).click()
    await eventually(async () => expect(await texts()).toEqual(['First, edited', 'Third']))
    await expectAccessible(page)
    await expectFits(page)
  })

  test('shows a change that was being read when it was stopped, once it goes on', async () => {
    const { chat } = shop
    await chat.conversationWith('paused', ['alice'])
    await chat.say('paused', 'alice', 'Keep', 'Drop')
    const page = await open('/paused')
    const texts = () => page.locator('.transcript .text').allInnerTexts()
    await eventually(async () => expect(await texts()).toEqual(['Keep', 'Drop']))
    const read = Promise.withResolvers<Route>()
    await page.route('**/messages?*', read.resolve, { times: 1 })
    const [last] = await chat.messages('paused')
    await chat.deleteMessage('paused', last?.id ?? '')
    const route = await read.promise
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped').waitFor()
    const responded = page.waitForResponse('**/messages?*')
    await route.continue()
    await (await responded).finished()
    expect(await texts()).toEqual(['Keep', 'Drop'])
    await page.getByRole('button', { name: 'Go on' }).click()
    await eventually(async () => expect(await texts()).toEqual(['Keep']))
  })

  test('loads older messages above, and keeps the visible messages in place', async () => {
    const { chat } = shop
    await chat.conversationWith('long', ['alice', 'bob'])
    for (let n = 0; n < 12; n += 1)
      await chat.say(
        'long',
        'alice',
        ...Array.from({ length: 10 }, (_, m) => `Message ${n * 10 + m}`),
      )
    const page = await open('/long')
    const texts = () => page.locator('.transcript .text').allInnerTexts()
    await eventually(async () => expect((await texts()).at(-1)).toBe('Message 119'))
    expect(await texts()).toHaveLength(50)
    for (const count of [100, 120]) {
      await page.getByRole('button', { name: 'Older messages' }).click()
      await eventually(async () => expect(await texts()).toHaveLength(count))
    }
    expect((await texts())[0]).toBe('Message 0')
    await chat.say('long', 'bob', 'Newest')
    await eventually(async () => expect((await texts()).at(-1)).toBe('Newest'))
    expect(await texts()).toHaveLength(121)
    expect(new Set(await texts()).size).toBe(121)
  })

  test('shows texts of users unchanged', async () => {
    const page = await open('/evil')
    await page.getByRole('heading', { level: 1 }).getByText(hostile).waitFor()
    await eventually(async () =>
      expect(await page.locator('.transcript .text').allTextContents()).toEqual([
        hostile,
        'x'.repeat(500),
      ]),
    )
    await expectFits(page)
  })

  test('changes the access and the notifications of a participant, and removes them', async () => {
    const { chat } = shop
    await chat.conversationWith('team', ['alice', 'bob'])
    const page = await open('/team')
    await page.getByLabel('Access of bob').selectOption('Only reads')
    await eventually(async () =>
      expect((await chat.get('team')).participants.bob?.access).toBe('Read'),
    )
    await page.getByLabel('Notifications of bob').selectOption('Mentions')
    await eventually(async () =>
      expect((await chat.get('team')).participants.bob).toMatchObject({
        access: 'Read',
        notify: 'MentionsOnly',
      }),
    )
    await page.getByRole('button', { name: 'Remove alice' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await eventually(async () =>
      expect(Object.keys((await chat.get('team')).participants)).toEqual(['bob']),
    )
    await eventually(async () =>
      expect(await page.getByRole('button', { name: 'Remove alice' }).count()).toBe(0),
    )
  })

  test('deletes a message, and the conversation after its id was typed, by keyboard', async () => {
    const { chat } = shop
    await chat.conversationWith('old', ['alice'], { subject: 'Old' })
    await chat.say('old', 'alice', 'Keep', 'Drop')
    // Until the response to the deletion arrives, the page reads the conversation again.
    const page = await open('/old', { expected: /status of 404/ })
    await page.locator('.transcript li', { hasText: 'Drop' }).getByRole('button').focus()
    await press(page, 'Enter')
    await page.getByRole('dialog').getByText('“Drop” is deleted').waitFor()
    await expectAccessible(page)
    await pressUntil(page, 'Tab', 'button "Delete"')
    await press(page, 'Enter')
    await eventually(async () =>
      expect(await page.locator('.transcript .text').allInnerTexts()).toEqual(['Keep']),
    )
    // The event of the deletion can arrive before the response, which closes the dialog.
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
    await page.getByLabel('Type old to confirm').fill('old')
    await press(page, 'Enter')
    await page.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor()
    expect((await chat.list()).map(({ id }) => id)).not.toContain('old')
  })
})
