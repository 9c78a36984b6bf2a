import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath, openPage } from '@openparley/test-kit/browser'
import { builtPages } from '@openparley/test-kit/built-pages'
import { chatOf } from '@openparley/test-kit/chat'
import { startGateway } from '@openparley/test-kit/gateway'
import { root } from '@openparley/test-kit/program'
import { clientOf } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../packages/server/src/compose/start.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

async function startedServer() {
  const server = await startServer()
  onTestFinished(() => server.close())
  return server
}

describe.skipIf(!chromiumPath)('pages with the inbox (need chromium)', () => {
  beforeAll(builtPages)

  test('the demo shows two people who write to each other', async () => {
    const { baseUrl } = await startedServer()
    const { page, errors, requests } = await openPage(`${baseUrl}/demo`)
    const [alice, sebastian] = ['Alice', 'Sebastian'].map((name) =>
      page.getByRole('region', { name, exact: true }),
    ) as [ReturnType<typeof page.locator>, ReturnType<typeof page.locator>]
    await alice.getByRole('textbox', { name: 'Write a message' }).fill('Do you have red laces?')
    await page.keyboard.press('Enter')
    const received = sebastian.getByRole('feed').getByText('Do you have red laces?')
    await received.waitFor()
    await sebastian.getByRole('textbox', { name: 'Write a message' }).fill('Yes, two pairs!')
    await page.keyboard.press('Enter')
    await alice.getByRole('feed').getByText('Yes, two pairs!').waitFor()
    // Each of the two inboxes has its search.
    await expectAccessible(page, 'landmark-unique')
    expect(errors).toEqual([])
    expect(requests.filter((url) => !url.startsWith(baseUrl) && !/^data:/.test(url))).toEqual([])
  })

  test.each(['README.md', 'docs/inbox.md'])(
    'the page of %s shows the inbox of the user',
    async (file) => {
      const [, html = ''] = /^```html\n(.*?)^```$/ms.exec(read(file)) ?? []
      expect(html.trim().split('\n').length).toBeLessThanOrEqual(10)
      const server = await startedServer()
      const chat = chatOf(clientOf(server))
      await chat.conversationWith('boots', ['alice', 'bob'], { subject: 'Black leather boots' })
      await chat.say('boots', 'bob', 'They fit!')
      const token = await userToken(server, 'alice')
      const shown = html
        .replaceAll('http://127.0.0.1:8080', server.baseUrl)
        .replace('<token>', token)
      expect(shown).toContain(server.baseUrl)
      expect(shown).toContain(token)
      const origin = await startGateway(({ url }, response) =>
        url === '/'
          ? response.writeHead(200, { 'content-type': 'text/html' }).end(shown)
          : response.writeHead(204).end(),
      )
      const { page, errors } = await openPage(origin)
      await page.getByText('Black leather boots').first().click()
      await page.getByRole('feed').getByText('They fit!').waitFor()
      expect(errors).toEqual([])
    },
  )
})
