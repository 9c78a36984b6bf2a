import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@openparley/client'
import { chromiumPath, openPage } from '@openparley/test-kit/browser'
import { outputOf, startCommand } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { describe, expect, inject, test } from 'vitest'

/** A copy of the example with its packages installed. */
function copyOf(name: string): string {
  const folder = join(inject('installed'), name)
  cpSync(join(root, 'examples', name), folder, { recursive: true })
  return folder
}

/** The command that `npm start` runs in the folder, without npm, which takes half a second. */
const startIn = (folder: string): string =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).scripts.start

/** Starts the page of an example, and returns its program. */
function startPage(name: string, cwd = copyOf(name)) {
  return startCommand(`exec ${startIn(cwd)}`, { cwd, env: { PORT: '0' } })
}

test('every example is tested here', () => {
  const folders = readdirSync(join(root, 'examples'), { withFileTypes: true })
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  // The examples in `webhooks` are run by test/receivers.test.ts.
  expect(names.sort()).toEqual([
    'backend',
    'browser',
    'inbox',
    'picture-chat',
    'react',
    'terminal-chat',
    'vitest',
    'webhooks',
  ])
})

test('the backend starts a conversation on a running server, once however often it runs', async () => {
  const server = startCommand('exec openparley mock --stateful --port 0 --key sk_demo_not_a_secret')
  const [, baseUrl = ''] = await server.printed(/on (\S+): app/)
  const env = { PARLEY_URL: baseUrl, SECRET_KEY: 'sk_demo_not_a_secret' }
  const cwd = copyOf('backend')
  const printed = await outputOf('npm start --silent', { cwd, env })
  expect(printed).toMatch(/^Sebastian wrote msg_\w{22} to Alice in order_391_fc\.$/)
  await outputOf(startIn(cwd), { cwd, env })
  const client = createClient({ baseUrl, appId: 'demo', secretKey: 'sk_demo_not_a_secret' })
  const params = { path: { conversationId: 'order_391_fc' } }
  const { data } = await client.GET('/conversations/{conversationId}/messages', { params })
  expect(data?.data).toMatchObject([{ text: 'Hello Alice!', senderId: '8029' }])
})

test('two people chat in their terminals', async () => {
  const key = 'sk_demo_not_a_secret'
  const server = startCommand(`exec openparley mock --stateful --port 0 --key ${key}`)
  const [, PARLEY_URL = ''] = await server.printed(/on (\S+): app/)
  const chat = async (user: string, other: string) => {
    const TOKEN = await outputOf(`openparley token --user ${user} --key ${key}`)
    const env = { PARLEY_URL, TOKEN }
    const cwd = copyOf('terminal-chat')
    return startCommand(`exec ${startIn(cwd)} ${user} ${other}`, {
      cwd,
      env,
      hasInput: true,
    })
  }
  const alice = await chat('alice', 'bob')
  alice.type('Hello *Bob*!\n')
  await alice.printed(/^alice: Hello Bob!$/m)
  const bob = await chat('bob', 'alice')
  await bob.printed(/^alice: Hello Bob!$/m)
  bob.type('Hello Alice!\n')
  await alice.printed(/^bob: Hello Alice!$/m)
})

test('the test suite passes against the server in its process', async () => {
  const folder = copyOf('vitest')
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
  const path = join(root, 'node_modules/.bin')
  // On a busy machine, a server may need longer than the five seconds that Vitest gives each test.
  const command = `PATH=${path}:$PATH npm test --silent -- --testTimeout=60000`
  const report = await outputOf(command, { cwd: folder })
  expect(report).toMatch(/2 passed/)
})

describe.skipIf(!chromiumPath)('the page (needs chromium)', () => {
  test('shows the conversations of a user, and each new message without a reload', async () => {
    const server = startPage('browser')
    const [, url = ''] = await server.printed(/Open (\S+)/)
    const { page, errors } = await openPage(url)
    await page.getByText('connected', { exact: true }).waitFor()
    await page.locator('#order_392_fc').getByText('Red scarf').waitFor()
    const boots = page.locator('#order_391_fc')
    const unread = async () => Number.parseInt(await boots.locator('span').last().innerText(), 10)
    const before = await unread()
    await expect.poll(unread).toBeGreaterThan(before + 1)
    expect(errors).toEqual([])
  })

  test('sends a picture, which another page sees without a reload', async () => {
    const server = startPage('picture-chat')
    const [, alicesUrl = '', sebastiansUrl = ''] = await server.printed(/Open (\S+) and (\S+)/)
    const phone = { width: 390, height: 844 }
    const sebastian = await openPage(sebastiansUrl, phone)
    await sebastian.page.getByText('You are Sebastian.').waitFor()
    const alice = await openPage(alicesUrl)
    await alice.page.getByText('You are Alice.').waitFor()
    const clip = { x: 0, y: 0, width: 320, height: 240 }
    await alice.page.getByLabel('Send a picture').setInputFiles({
      name: 'boots.png',
      mimeType: 'image/png',
      buffer: await alice.page.screenshot({ clip }),
    })
    for (const { page } of [sebastian, alice]) {
      const picture = page.locator('li.sent').getByRole('img', { name: 'boots.png' })
      const width = () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)
      await expect.poll(width).toBe(320)
    }
    expect([...alice.errors, ...sebastian.errors]).toEqual([])
  })

  test('shows the inbox on a page of ten lines, and sends with the keyboard', async () => {
    const server = startPage('inbox')
    const [, url = ''] = await server.printed(/Open (\S+)/)
    const { page, errors } = await openPage(url)
    await page.getByText('Black leather boots').click()
    await page.getByText('Do they fit?').last().waitFor()
    await page.getByRole('textbox', { name: 'Write a message' }).fill('They do!')
    await page.keyboard.press('Enter')
    await page.getByRole('img', { name: 'Sent' }).or(page.getByText('Sent')).last().waitFor()
    expect(errors).toEqual([])
  })

  test('shows a badge and the inbox in React, and renders its events', async () => {
    const folder = copyOf('react')
    // The package must find React in the same place as the example.
    const own = join(inject('installed'), 'node_modules/@openparley')
    cpSync(own, join(folder, 'node_modules/@openparley'), { recursive: true })
    for (const name of ['esbuild', 'react', 'react-dom'])
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
    const server = startPage('react', folder)
    const [, url = ''] = await server.printed(/Open (\S+)/)
    const { page, errors } = await openPage(url)
    await page.getByRole('button', { name: '1 unread message' }).click()
    await page.locator('parley-inbox').getByText('Black leather boots').click()
    await page.getByRole('textbox', { name: 'Ask us anything' }).fill('Hello!')
    await page.keyboard.press('Enter')
    await page.getByText('1 sent').waitFor()
    await page.getByRole('button', { name: 'Messages', exact: true }).waitFor()
    expect(errors).toEqual([])
  })
})
