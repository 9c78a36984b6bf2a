import { createClient } from '@openparley/client'
import { onTestFinished } from 'vitest'
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

export interface TestServer extends RunningServer {
  /** The typed client, with the secret key of the first app. */
  client: ReturnType<typeof createClient>
  call: Call
  /** For another server beside it, where the engine is PostgreSQL. */
  databaseUrl: string
}

/** Starts the very server that users start, closed when the test ends. */
export async function testServer(
  options: StartOptions = {},
  parts: Parts = {},
): Promise<TestServer> {
  const databaseUrl = options.databaseUrl ?? (await emptyDatabase())
  const server = await startServerWith(
    { apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001' }], ...options, databaseUrl },
    { repeatsWrites: true, ...parts },
  )
  onTestFinished(() => server.close())
  return Object.assign(server, {
    databaseUrl,
    client: clientOf(server),
    call: callsOf(server),
  })
}

export const clientOf = ({ baseUrl, appId, secretKey }: RunningServer) =>
  createClient({ baseUrl, appId, secretKey, retries: 0, fetch: checkedFetch })

export const callsOf =
  ({ baseUrl, appId, secretKey }: RunningServer): Call =>
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
