import { createClient } from '@openparley/client'
import { nanoid } from 'nanoid'
import { inject, onTestFinished } from 'vitest'
import {
  type Parts,
  type RunningServer,
  type StartOptions,
  startServerWith,
} from '../server/src/compose/start.ts'
import type { AppSettings } from '../server/src/model/app.ts'
import { ensureApp } from '../server/src/operations/apps.ts'
import { openDatabase } from '../server/src/store/database.ts'
import { emptyDatabase, workerDatabase } from './database.ts'
import { checkedFetch } from './exchange.ts'
import { addressesOf } from './poolers.ts'
import { userToken } from './token.ts'

/** Sends a request to the server's app and validates the exchange, like every exchange of the tests. */
export type Call = (
  method: string,
  path: string,
  options?: { body?: unknown; headers?: Record<string, string> },
) => Promise<{ status: number; headers: Headers; body: unknown }>

/** An app on a running server, with clients for it. */
export interface TestApp extends Site {
  /** The typed client, with the app's secret key. */
  client: ReturnType<typeof createClient>
  call: Call
  /** The URL of its database, for a second server on PostgreSQL. */
  databaseUrl: string
}

export type TestServer = TestApp & RunningServer

/** The base URL and the id of an app, and its key. */
export type Site = Pick<RunningServer, 'baseUrl' | 'appId' | 'secretKey'>

/** The admin key of every server of a test. */
export const adminKey = 'admin_key_of_the_tests_000000000001'

/** Starts the same server as users do. It is closed when the test ends or, with `onFileFinished`, when the file ends. */
export async function testServer(
  options: StartOptions = {},
  parts: Parts = {},
  onEnd: (end: () => void | Promise<void>) => void = onTestFinished,
): Promise<TestServer> {
  const databaseUrl = options.databaseUrl ?? (await emptyDatabase(onEnd))
  const server = await startServerWith(
    {
      apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001' }],
      tokenLeeway: 0,
      adminKey,
      ...options,
      ...addressesOf(databaseUrl),
    },
    { repeatsWrites: true, ...parts },
  )
  onEnd(() => server.close())
  return Object.assign(server, appOn(server, databaseUrl))
}

export const appOn = (site: Site, databaseUrl: string): TestApp => ({
  ...site,
  databaseUrl,
  client: clientOf(site),
  call: callsOf(site),
})

export interface TestAppOptions {
  /** The clock of the server, until the test ends; Unix milliseconds. */
  now?: () => number
  settings?: Partial<AppSettings>
}

/**
 * Creates an app for the test on a server that all tests of the worker share, so that validators are compiled once. A
 * test that needs other options, stops the server or reads the whole database starts its own with `testServer`.
 */
export async function testApp({ now, settings }: TestAppOptions = {}): Promise<TestApp> {
  shared ??= startShared()
  const { baseUrl, databaseUrl, store } = await shared
  if (now) {
    time = now
    onTestFinished(() => {
      time = Date.now
    })
  }
  const app = { id: `shop-${nanoid(8)}`, secretKey: `sk_${nanoid()}` }
  await ensureApp(store, { ...app, ...(settings && { settings }) }, Date.now())
  return appOn({ baseUrl, appId: app.id, secretKey: app.secretKey }, databaseUrl)
}

let shared: ReturnType<typeof startShared> | undefined
let time = Date.now

/** It ends with the worker. */
async function startShared() {
  const databaseUrl = await workerDatabase()
  const { baseUrl } = await startServerWith(
    {
      ...addressesOf(databaseUrl),
      filesUrl: `file:${inject('runFolder')}/files`,
      tokenLeeway: 0,
      adminKey,
      now: () => time(),
    },
    { repeatsWrites: true },
  )
  return { baseUrl, databaseUrl, store: await openDatabase(databaseUrl) }
}

export const clientOf = ({ baseUrl, appId, secretKey }: Site) =>
  createClient({ baseUrl, appId, secretKey, retries: 0, fetch: checkedFetch })

/** A client with tokens of the user. */
export const userClientOf = (site: Site, userId: string) =>
  createClient({
    baseUrl: site.baseUrl,
    appId: site.appId,
    token: () => userToken(site, userId),
    retries: 0,
    fetch: checkedFetch,
  })

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
