import type { ServerResponse } from 'node:http'
import { forward, forwardResponse, startGateway } from '@openparley/test-kit/gateway'
import { testApp, testServer } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'
import { createClient } from '../src/index.ts'

type Fault = (response: ServerResponse) => void

const refuse =
  (status: number, headers: Record<string, string> = {}): Fault =>
  (response) =>
    response.writeHead(status, headers).end()

/** The request arrives, but the response is lost. */
const hangUp: Fault = (response) => response.destroy()

/**
 * A real server behind a gateway that fails the first requests and forwards all others.
 * With `afterwards`, it forwards those too, and loses the response.
 */
async function behindFaults(faults: Fault[], { afterwards = false } = {}) {
  const server = await testApp()
  const bodies: string[] = []
  const baseUrl = await startGateway(async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    bodies.push(body.toString())
    const fault = faults.shift()
    if (fault && !afterwards) return fault(response)
    const answer = await forward(request, server.baseUrl + request.url, body)
    if (fault) return fault(response)
    forwardResponse(answer, response)
  })
  const waits: number[] = []
  const client = createClient({
    baseUrl,
    appId: server.appId,
    secretKey: server.secretKey,
    wait: async (milliseconds) => void waits.push(milliseconds),
  })
  return { server, client, bodies, waits }
}

const alice = { params: { path: { userId: 'alice' } }, body: { name: 'Alice' } }
const boots = { params: { path: { conversationId: 'boots' } } }
const messages = { ...boots, body: [{ type: 'SystemMessage' as const, text: 'Hello' }] }

test.each([429, 503])(
  'a request that gets a %i is repeated after Retry-After, with its body',
  async (status) => {
    const { client, bodies, waits } = await behindFaults([
      refuse(status, { 'retry-after': '7' }),
      refuse(status, { 'retry-after': '2' }),
    ])
    const { response } = await client.PUT('/users/{userId}', alice)
    expect(response.status).toBe(200)
    expect(bodies).toEqual(Array(3).fill('{"name":"Alice"}'))
    expect(waits).toEqual([7000, 2000])
  },
)

test('a POST is repeated too, since it was refused before it had an effect', async () => {
  const { server, client, bodies } = await behindFaults([refuse(503), refuse(429)])
  await server.client.PUT('/conversations/{conversationId}', boots)
  const sent = await client.POST('/conversations/{conversationId}/messages', messages)
  expect(sent.data).toHaveLength(1)
  expect(bodies).toHaveLength(3)
  const { data } = await server.client.GET('/conversations/{conversationId}/messages', boots)
  expect(data?.data).toHaveLength(1)
})

test('without Retry-After, or with a Retry-After that is not a number, the delays double', async () => {
  const { client, waits } = await behindFaults([
    refuse(503),
    refuse(503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }),
  ])
  expect((await client.PUT('/users/{userId}', alice)).response.status).toBe(200)
  expect(waits).toEqual([100, 200])
})

test('the third refusal is returned', async () => {
  const { client, bodies } = await behindFaults(Array(3).fill(refuse(503)))
  const { error } = await client.PUT('/users/{userId}', alice)
  expect(error).toMatchObject({ status: 503 })
  expect(bodies).toHaveLength(3)
})

test('a request is not repeated if Retry-After is longer than half a minute', async () => {
  const { client, bodies, waits } = await behindFaults([refuse(429, { 'retry-after': '31' })])
  expect((await client.PUT('/users/{userId}', alice)).error).toMatchObject({ status: 429 })
  expect([bodies.length, waits.length]).toEqual([1, 0])
})

test.each([400, 401, 404, 413, 500, 502])(
  'a request that gets a %i is not repeated',
  async (status) => {
    const { client, bodies } = await behindFaults([refuse(status)])
    expect((await client.PUT('/users/{userId}', alice)).error).toMatchObject({ status })
    expect(bodies).toHaveLength(1)
  },
)

test('a PUT whose response was lost is repeated, with its body', async () => {
  const { server, client, bodies } = await behindFaults([hangUp, hangUp], { afterwards: true })
  expect((await client.PUT('/users/{userId}', alice)).response.status).toBe(200)
  expect(bodies).toEqual(Array(3).fill('{"name":"Alice"}'))
  expect((await server.call('GET', '/users/alice')).body).toMatchObject({ name: 'Alice' })
})

test('a POST whose response was lost is not repeated', async () => {
  const { server, client, bodies } = await behindFaults([hangUp], { afterwards: true })
  await server.client.PUT('/conversations/{conversationId}', boots)
  const sent = client.POST('/conversations/{conversationId}/messages', messages)
  await expect(sent).rejects.toThrow()
  expect(bodies).toHaveLength(1)
  const { data } = await server.client.GET('/conversations/{conversationId}/messages', boots)
  expect(data?.data).toHaveLength(1)
})

test('a POST whose messages have keys is repeated, and they are sent once', async () => {
  const { server, client, bodies } = await behindFaults([hangUp], { afterwards: true })
  await server.client.PUT('/conversations/{conversationId}', boots)
  const body = messages.body.map((one) => ({ ...one, idempotencyKey: 'hello' }))
  const sent = await client.POST('/conversations/{conversationId}/messages', { ...messages, body })
  expect(sent.data).toHaveLength(1)
  expect(bodies).toHaveLength(2)
  const { data } = await server.client.GET('/conversations/{conversationId}/messages', boots)
  expect(data?.data).toHaveLength(1)
})

test('the error of a server that cannot be reached is thrown after the last attempt', async () => {
  const server = await testServer()
  await server.close()
  const waits: number[] = []
  const { baseUrl, appId, secretKey } = server
  const wait = async (milliseconds: number) => void waits.push(milliseconds)
  const client = createClient({ baseUrl, appId, secretKey, wait })
  await expect(client.PUT('/users/{userId}', alice)).rejects.toThrow('fetch failed')
  expect(waits).toEqual([100, 200])
})

test('an aborted request ends immediately, also during a delay', async () => {
  const stop = new AbortController()
  const baseUrl = await startGateway((_request, response) => {
    response.once('close', () => setImmediate(() => stop.abort()))
    response.writeHead(503, { 'retry-after': '30' }).end()
  })
  const client = createClient({ baseUrl, appId: 'shop', secretKey: 'x' })
  await expect(client.GET('/users', { signal: stop.signal })).rejects.toThrow(/abort/)
})
