import { type BarePage, barePages, chromiumPath, openPage } from '@openparley/test-kit/browser'
import { clientBundle } from '@openparley/test-kit/bundles'
import { chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { startGateway } from '@openparley/test-kit/gateway'
import { restartableServer } from '@openparley/test-kit/restart'
import type { TestServer } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'

/** Shows the state of alice's connection, and all snapshots of bob that it receives. */
const html = `<!doctype html>
<title>Page</title>
<p id="state"></p>
<ol id="told"></ol>
<script type="module">
  import { createSession } from './client.js'
  const session = createSession({
    baseUrl: new URLSearchParams(location.search).get('server'),
    appId: 'shop',
    userId: 'alice',
    tokenFetcher: async () => (await fetch('/token')).text(),
  })
  globalThis.session = session
  session.connection.subscribe((state) => {
    document.querySelector('#state').textContent = state
  })
  session.user('bob').subscribe((bob) => {
    const line = document.createElement('li')
    line.textContent = JSON.stringify(bob && bob.name)
    document.querySelector('#told').append(line)
  })
</script>`

/** Collects the unread counts of a conversation, and the requests of streams. Short timers run ten times as fast. */
const tabHtml = `<!doctype html>
<title>Tab</title>
<script>
  const counts = []
  const streams = []
</script>
<script type="module">
  import { createSession } from './client.js'
  const session = createSession({
    baseUrl: new URLSearchParams(location.search).get('server'),
    appId: 'shop',
    userId: 'alice',
    tokenFetcher: async () => (await fetch('/token')).text(),
    fetch(request) {
      if (request.url.endsWith('/realtime/events')) streams.push(request)
      return fetch(request)
    },
    clock: {
      now: () => Date.now(),
      after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds < 3000 ? milliseconds / 10 : milliseconds)
        return () => clearTimeout(timer)
      },
    },
  })
  session.conversation('boots').subscribe((boots) => counts.push(boots && boots.unreadMessageCount))
</script>`

const settings = { clientSideUserSync: 'all' as const, allowedOrigins: [] as string[] }
const secretKey = 'sk_test_shop_0001'

/**
 * Starts a server for the page, the built client and alice's tokens, and returns its origin.
 * A request to `/held` is answered once `held` resolves.
 */
async function startPageServer(held?: Promise<void>): Promise<string> {
  const client = await clientBundle()
  return startGateway(async ({ url = '' }, response) => {
    if (url === '/held') await held
    const [type, body] = url.startsWith('/client.js')
      ? ['text/javascript', client]
      : url.startsWith('/token')
        ? ['text/plain', await userToken({ appId: 'shop', secretKey }, 'alice')]
        : ['text/html', url.startsWith('/tab') ? tabHtml : html]
    response.writeHead(200, { 'content-type': type }).end(body)
  })
}

describe.skipIf(!chromiumPath)('a page with the client (needs chromium)', () => {
  async function opened(origin: string, server: TestServer): Promise<Page> {
    const url = `${origin}/?server=${encodeURIComponent(server.baseUrl)}`
    return (await openPage(url)).page
  }

  const told = (page: Page) => page.locator('#told li').allInnerTexts()
  const evaluate = (page: Page, expression: string) => page.evaluate(expression)

  test('subscribes across origins, sees changes made over REST, and survives a restart', async () => {
    const origin = await startPageServer()
    const apps = [{ id: 'shop', secretKey, settings: { ...settings, allowedOrigins: [origin] } }]
    const server = await restartableServer({ apps })
    const page = await opened(origin, server)
    await eventually(async () => expect(await told(page)).toEqual(['null']))
    await server.call('PUT', '/users/bob', { body: { name: 'Bob' } })
    await eventually(async () => expect(await told(page)).toEqual(['null', '"Bob"']))

    await server.close()
    const state = page.locator('#state')
    await eventually(async () => expect(await state.innerText()).toBe('connecting'))
    const again = await server.start()
    await again.call('PUT', '/users/bob', { body: { name: 'Bobby' } })
    await eventually(async () => expect(await state.innerText()).toBe('connected'))
    await eventually(async () => expect(await told(page)).toEqual(['null', '"Bob"', '"Bobby"']))
  })

  test('reads and writes users, and gets the reason of a refusal', async () => {
    const origin = await startPageServer()
    const apps = [{ id: 'shop', secretKey, settings: { ...settings, allowedOrigins: ['*'] } }]
    const server = await restartableServer({ apps })
    const page = await opened(origin, server)
    await evaluate(page, `session.user('alice').createIfNotExists({ name: 'Alice' })`)
    await evaluate(page, `session.user('alice').set({ role: 'buyer' })`)
    expect(await evaluate(page, `session.user('alice').get()`)).toMatchObject({
      name: 'Alice',
      role: 'buyer',
    })
    const refusal = `session.user('eve').set({}).catch((error) => ({ ...error }))`
    expect(await evaluate(page, refusal)).toMatchObject({ name: 'ProblemError', status: 400 })
    await evaluate(page, 'session.close()')
    await eventually(async () => {
      const { body } = await server.call('GET', '/users?isOnline=true')
      expect(body).toEqual({ data: [] })
    })
  })

  test('reads nothing if its origin is not allowed', async () => {
    const server = await restartableServer({ apps: [{ id: 'shop', secretKey, settings }] })
    const page = await opened(await startPageServer(), server)
    const get = `session.user('bob').get().catch((error) => error.message)`
    expect(await evaluate(page, get)).toBe('Failed to fetch')
    const reason = () => evaluate(page, 'session.connection.error?.reason')
    await eventually(async () => expect(await reason()).toBe('unreachable'))
    expect(await told(page)).toEqual([])
  })

  test('six tabs share one connection, even when the leader closes, freezes or hangs', async () => {
    const released = Promise.withResolvers<void>()
    const origin = await startPageServer(released.promise)
    const apps = [{ id: 'shop', secretKey, settings: { ...settings, allowedOrigins: [origin] } }]
    const server = await restartableServer({ apps })
    const chat = chatOf(server.client)
    await chat.conversationWith('boots', ['alice', 'bob'])
    const open = await barePages()
    let tabs: BarePage[] = []
    let sent = 0
    const send = async () => {
      sent += 1
      await chat.say('boots', 'bob', `Number ${sent}`)
    }
    /** Each tab received each count, once and in order. */
    async function expectAllCounts(tabs: BarePage[]) {
      const all = Array.from({ length: sent + 1 }, (_, count) => count)
      for (const tab of tabs)
        await eventually(async () => expect(await tab.evaluate('counts')).toEqual(all))
    }
    /** On a slow machine, another tab may take over the stream at any time, so only open streams count. */
    const openStreams = (tab: BarePage) =>
      tab.evaluate('streams.filter(({ signal }) => !signal.aborted).length') as Promise<number>
    const expectOneStream = (tabs: BarePage[]) =>
      eventually(async () => {
        const counts = await Promise.all(tabs.map(openStreams))
        expect(counts.reduce((one, other) => one + other)).toBe(1)
      })
    async function expectOneConnection(tabs: BarePage[]) {
      await expectOneStream(tabs)
      await eventually(async () => {
        expect((await server.call('GET', '/users/alice/sessions')).body).toHaveLength(1)
      })
    }
    const leaderOf = (tabs: BarePage[]) =>
      eventually(async () => {
        const counts = await Promise.all(tabs.map(openStreams))
        expect(counts).toContain(1)
        return tabs[counts.indexOf(1)] as BarePage
      })
    const without = (tab: BarePage) => tabs.filter((one) => one !== tab)

    for (let number = 0; number < 6; number += 1) {
      tabs.push(await open(`${origin}/tab?server=${encodeURIComponent(server.baseUrl)}`))
      await expectAllCounts(tabs)
    }
    await send()
    await expectAllCounts(tabs)
    await expectOneConnection(tabs)

    const closed = await leaderOf(tabs)
    tabs = without(closed)
    await Promise.all([closed.close(), send(), send()])
    await expectAllCounts(tabs)
    await expectOneConnection(tabs)

    const frozen = await leaderOf(tabs)
    await frozen.setState('frozen')
    await send()
    await expectAllCounts(without(frozen))
    // Chromium closes the connection of the frozen page when that is active again.
    await expectOneStream(without(frozen))
    await frozen.setState('active')
    await send()
    await expectAllCounts(tabs)
    await expectOneConnection(tabs)

    const hanging = await leaderOf(tabs)
    // A synchronous request blocks the page until the response, however slow this machine is.
    const hang = hanging.evaluate(`{
      const request = new XMLHttpRequest()
      request.open('GET', '/held', false)
      request.send()
    }`)
    await send()
    await expectOneStream(without(hanging))
    await expectAllCounts(without(hanging))
    released.resolve()
    await hang
    await expectAllCounts(tabs)
    await expectOneConnection(tabs)
    // Six pages share the cores with the other workers: one run of the whole suite took over 30 seconds.
  })
})
