import { createClient } from '@openparley/client'
import { nanoid } from 'nanoid'
import { afterAll, onTestFinished } from 'vitest'
import {
  type Parts,
  type RunningServer,
  type StartOptions,
  startServerWith,
} from '../server/src/compose/start.ts'
import { emptyDatabase } from './database.ts'
import { checkedFetch } from './exchange.ts'

/** A request to the server's app, checked against the document as all others. */
export type Call = (
  method: string,
  path: string,
  options?: { body?: unknown; headers?: Record<string, string> },
) => Promise<{ status: number; headers: Headers; body: unknown }>

/** An app on a running server, and the means to call it. */
export interface TestApp extends Site {
  /** The typed client, with the app's secret key. */
  client: ReturnType<typeof createClient>
  call: Call
  /** For another server beside it, where the engine is PostgreSQL. */
  databaseUrl: string
}

export type TestServer = TestApp & RunningServer

/** Where an app is, and its key. */
export type Site = Pick<RunningServer, 'baseUrl' | 'appId' | 'secretKey'>

/** Starts the very server that users start, closed when the test ends. */
export async function testServer(
  options: StartOptions = {},
  parts: Parts = {},
): Promise<TestServer> {
  const databaseUrl = options.databaseUrl ?? (await emptyDatabase())
  const server = await startServerWith(
    {
      apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001' }],
      tokenLeeway: 0,
      ...options,
      databaseUrl,
    },
    { repeatsWrites: true, ...parts },
  )
  onTestFinished(() => server.close())
  return Object.assign(server, appOn(server, databaseUrl))
}

export const appOn = (site: Site, databaseUrl: string): TestApp => ({
  ...site,
  databaseUrl,
  client: clientOf(site),
  call: callsOf(site),
})

/**
 * An app of the test's own, on a server that the tests of the file share: what they do must not meet. A test
 * that needs other options, stops the server or looks at the whole database starts its own, by `testServer`.
 */
export async function testApp(): Promise<TestApp> {
  if (unused.length === 0) {
    const apps = Array.from({ length: 50 }, () => ({
      id: `shop-${nanoid(8)}`,
      secretKey: `sk_${nanoid()}`,
    }))
    const databaseUrl = await emptyDatabase((end) => ends.push(end))
    const { baseUrl, close } = await startServerWith(
      { apps, tokenLeeway: 0, databaseUrl },
      { repeatsWrites: true },
    )
    ends.unshift(close)
    unused.push(
      ...apps.map(({ id, secretKey }) => appOn({ baseUrl, appId: id, secretKey }, databaseUrl)),
    )
  }
  return unused.pop() as TestApp
}

const unused: TestApp[] = []
const ends: (() => unknown)[] = []

afterAll(async () => {
  for (const end of ends) await end()
})

export const clientOf = ({ baseUrl, appId, secretKey }: Site) =>
  createClient({ baseUrl, appId, secretKey, retries: 0, fetch: checkedFetch })

export const callsOf =
  ({ baseUrl, appId, secretKey }: Site): Call =>
  async (method, path, { body, headers } = {}) => {
    const response = await checkedFetch(
      new Request(`${baseUrl}/v1/${appId}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${secretKey}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }
