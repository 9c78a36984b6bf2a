import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { startServer } from '../server/src/compose/start.ts'
import { commitsOn, contentsOf, lastingDatabase } from './database.ts'
import { assertConforms } from './exchange.ts'
import { addressesOf } from './poolers.ts'
import { type RawOptions, type RawResponse, requestBytes, requestHeaders, sendRaw } from './raw.ts'
import { adminKey, callsOf, clientOf, type TestServer } from './server.ts'

export interface RefusingServer extends TestServer {
  /** Sends a request with the server's key, byte by byte as given. */
  send(method: string, target: string, options?: RawOptions): Promise<RawResponse>
}

/**
 * Starts a server with a user, a conversation and a message, for tests whose requests are all refused. After each test,
 * the database must be unchanged, and the server must still respond.
 */
export function refusingServer(): RefusingServer {
  const server = {} as RefusingServer
  const ends: (() => void)[] = []
  let databaseUrl: string
  let before: Record<string, unknown[]>
  let hasCommits: () => boolean

  beforeAll(async () => {
    databaseUrl = await lastingDatabase((end) => ends.push(end))
    const running = await startServer({
      ...addressesOf(databaseUrl),
      apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001' }],
      adminKey,
    })
    Object.assign(server, running, { client: clientOf(running), call: callsOf(running) })
    server.send = async (method, target, options) => {
      const response = await sendRaw(running, requestBytes(running, method, target, options))
      const url = URL.parse(target, running.baseUrl)
      // The document describes URLs, which cannot express every target, such as `..`.
      if (url && url.pathname + url.search === target) {
        const headers = new Headers(requestHeaders(running, options))
        const body = String(options?.body ?? '')
        assertConforms({ request: { method, url: url.href, headers, body }, response })
      }
      return response
    }
    const message = [{ type: 'UserMessage', sender: 'alice', text: 'Hello' }]
    await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
    await server.call('PUT', '/conversations/boots', { body: { participants: ['alice'] } })
    await server.call('POST', '/conversations/boots/messages', { body: message })
    hasCommits = commitsOn(databaseUrl, (end) => ends.unshift(end))
    before = await ownContents(databaseUrl)
  })

  afterEach(async () => {
    expect(await server.send('GET', '/health')).toMatchObject({ status: 200 })
    // Without a commit, the contents are the same; to read them all takes longer than a refused request.
    if (hasCommits()) expect(await ownContents(databaseUrl)).toEqual(before)
  })

  afterAll(async () => {
    await server.close()
    for (const end of ends) end()
  })
  return server
}

/** The contents of the database without what the maintenance of the server writes at any time. */
async function ownContents(databaseUrl: string): Promise<Record<string, unknown[]>> {
  const {
    consumers: _,
    usage_days: __,
    usage_totals: ___,
    ...others
  } = await contentsOf(databaseUrl)
  const settings = (others.settings ?? []) as { name: string }[]
  return { ...others, settings: settings.filter(({ name }) => !name.startsWith('log.')) }
}

/** Expects that the response is a problem with this status and code. */
export function expectProblem(response: RawResponse, status: number, code: string): void {
  expect(response, response.body).toMatchObject({ status })
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json\b/)
  expect(JSON.parse(response.body)).toMatchObject({
    type: `urn:parley:problem:${code}`,
    title: expect.stringMatching(/./),
    status,
    detail: expect.stringMatching(/./),
  })
}

/** Expects that the response is a 400 that names exactly these places, each with a reason. */
export function expectInvalid(response: RawResponse, ...places: string[]): void {
  expectProblem(response, 400, 'invalid-request')
  const { detail, errors } = JSON.parse(response.body)
  expect(Object.keys(errors)).toEqual(places)
  for (const [place, reasons] of Object.entries<string[]>(errors)) {
    expect(detail).toContain(place === '#' ? reasons[0] : place)
    expect(reasons.length).toBeGreaterThan(0)
  }
}
