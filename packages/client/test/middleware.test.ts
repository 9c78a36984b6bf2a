import { startGateway } from '@openparley/test-kit/gateway'
import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'
import { createClient, type Middleware } from '../src/index.ts'

const alice = { params: { path: { userId: 'alice' } } }
const offline = () => Promise.reject(new TypeError('offline'))
const clientWith = (baseUrl: string, fetch?: () => Promise<Response>) =>
  createClient({ baseUrl, appId: 'shop', secretKey: 'sk_test_shop_0001', retries: 0, fetch })

test('middleware sees each request and response, the last one added closest to the server', async () => {
  const { baseUrl, appId, secretKey } = await testApp()
  const client = createClient({ baseUrl, appId, secretKey })
  const seen: string[] = []
  const named = (name: string): Middleware => ({
    onRequest({ request, schemaPath, params }) {
      seen.push(`${name} ${request.method} ${schemaPath} ${params.path?.userId}`)
    },
    onResponse({ response }) {
      seen.push(`${name} ${response.status}`)
    },
  })
  const [outer, inner] = [named('outer'), named('inner')]
  client.use(outer, inner)
  await client.GET('/users/{userId}', alice)
  client.eject(outer)
  await client.GET('/users/{userId}', alice)
  expect(seen).toEqual([
    'outer GET /users/{userId} alice',
    'inner GET /users/{userId} alice',
    'inner 404',
    'outer 404',
    'inner GET /users/{userId} alice',
    'inner 404',
  ])
})

test('middleware may change the request, after the token was set', async () => {
  const baseUrl = await startGateway(({ headers }, response) => {
    const { authorization, trace } = headers
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ authorization, trace }))
  })
  const client = clientWith(baseUrl)
  client.use({
    onRequest({ request }) {
      const headers = new Headers(request.headers)
      headers.set('trace', 'abc')
      return new Request(request, { headers })
    },
  })
  const { data } = await client.GET('/users/{userId}', alice)
  expect(data).toEqual({ authorization: 'Bearer sk_test_shop_0001', trace: 'abc' })
})

test('middleware may respond itself, and its response is read like one of the server', async () => {
  const client = clientWith('http://127.0.0.1:1')
  client.use({ onRequest: () => new Response('<p>', { status: 503, statusText: 'Busy' }) })
  const { error, response } = await client.GET('/users/{userId}', alice)
  expect(error).toMatchObject({ type: 'about:blank', title: 'Busy', status: 503, detail: '<p>' })
  expect(response.status).toBe(503)
})

test('middleware may replace a response', async () => {
  const client = clientWith('http://127.0.0.1:1', async () => Response.json({ name: 'Alice' }))
  client.use({
    onResponse: async ({ response }) =>
      Response.json({ ...((await response.json()) as object), id: 'alice' }),
  })
  expect((await client.GET('/users/{userId}', alice)).data).toEqual({ id: 'alice', name: 'Alice' })
})

test('middleware may replace an error, or respond in its place', async () => {
  const client = clientWith('http://127.0.0.1:1', offline)
  const errors: unknown[] = []
  client.use({ onError: ({ error }) => void errors.push(error) })
  await expect(client.GET('/users/{userId}', alice)).rejects.toThrow('offline')
  client.use({ onError: () => new Error('The server cannot be reached.') })
  await expect(client.GET('/users/{userId}', alice)).rejects.toThrow('cannot be reached')
  expect(errors.map(String)).toEqual(['TypeError: offline', 'Error: The server cannot be reached.'])
  client.use({ onError: () => Response.json({ id: 'alice' }) })
  expect((await client.GET('/users/{userId}', alice)).data).toEqual({ id: 'alice' })
})
