import { agentOf, versions } from '@openparley/test-kit/agent'
import { chatOf } from '@openparley/test-kit/chat'
import { testApp, testServer } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { beforeAll, describe, expect, test } from 'vitest'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp({ settings: { allowedOrigins: ['https://shop.example'] } })
  await chatOf(app.client).conversationWith('boots', ['alice', 'concierge'])
})

const ping = { jsonrpc: '2.0', id: 1, method: 'tools/list' }

/** Sends a request without the client library. */
async function post(path: string, headers: Record<string, string>, method = 'POST') {
  const { default: http } = await import('node:http')
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const given = {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      }
      const request = http.request(`${app.baseUrl}${path}`, {
        method,
        headers: { ...given, ...headers },
      })
      request.on('error', reject).on('response', (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part) => {
          text += part
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        )
      })
      request.end(method === 'POST' ? JSON.stringify(ping) : undefined)
    },
  )
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe.each(Object.keys(versions) as (keyof typeof versions)[])(
  'with the %s version',
  (version) => {
    test('an agent connects, calls tools and holds no session', async () => {
      const agent = await agentOf(app, await userToken(app, 'concierge'), { version })
      expect(agent.client.getServerVersion()).toMatchObject({ name: 'parley' })
      expect(agent.client.getInstructions()).toContain('wait_for_messages')
      expect((await agent.use('list_conversations')).data).toMatchObject([{ id: 'boots' }])
    })
  },
)

describe('the app', () => {
  test('is the issuer of the token at /mcp', async () => {
    const agent = await agentOf(app, await userToken(app, 'concierge'), { path: '/mcp' })
    expect((await agent.use('list_conversations')).data).toHaveLength(1)
  })

  test.each([
    [
      '/mcp',
      () => bearer(app.secretKey),
      /A secret key does not name its app\. Use \/v1\/\{appId\}\/mcp/,
    ],
    ['/mcp', () => bearer('a.b.c'), /does not name its app/],
    ['/mcp', () => ({}), /has no Authorization header/],
    ['/v1/nothing/mcp', () => bearer(app.secretKey), /not a valid token of this app/],
    ['/v1/demo/mcp', () => ({}), /has no Authorization header/],
  ])('of %s must be known (%#)', async (path, headers, detail) => {
    const response = await post(path, headers())
    expect(response.status).toBe(401)
    expect(response.headers['www-authenticate']).toMatch(/^Bearer/)
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(response.text).detail).toMatch(detail)
  })
})

describe('a page', () => {
  const url = () => `/v1/${app.appId}/mcp`

  test('a page of an allowed origin may make calls', async () => {
    const origin = 'https://shop.example'
    const asked = 'authorization,content-type,mcp-protocol-version,x-other'
    const preflight = await post(
      url(),
      { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': asked },
      'OPTIONS',
    )
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization, content-type, mcp-protocol-version',
      },
    })
    const token = await userToken(app, 'concierge')
    const response = await post(url(), { origin, ...bearer(token) })
    expect(response).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': origin },
    })
    expect(response.text).toContain('wait_for_messages')
  })

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:8080'])(
    'of another origin may not: %s',
    async (origin) => {
      const token = await userToken(app, 'concierge')
      expect((await post(url(), { origin, ...bearer(token) })).status).toBe(403)
      expect((await post(url(), { origin }, 'OPTIONS')).status).toBe(403)
    },
  )
})

test.each(['GET', 'DELETE', 'PUT'])(
  '%s is not allowed, as there are no sessions',
  async (method) => {
    const response = await post(`/v1/${app.appId}/mcp`, bearer(app.secretKey), method)
    expect(response).toMatchObject({ status: 405, headers: { allow: 'POST' } })
  },
)

test('each call counts for the rate limit of its user', async () => {
  const limit = { perSecond: 3, burst: 0 }
  const server = await testServer({ rateLimits: { user: limit }, now: () => 0 })
  await chatOf(server.client).conversationWith('boots', ['alice', 'concierge'])
  const agent = await agentOf(server, await userToken(server, 'concierge', 0))
  const call = () => agent.use('mark_read', { conversationId: 'boots' })
  await expect(Promise.all(Array.from({ length: 9 }, call))).rejects.toThrow(/429/)
})
