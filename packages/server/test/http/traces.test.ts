import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { chatOf } from '@openparley/test-kit/chat'
import { emptyDatabase } from '@openparley/test-kit/database'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { clientOf } from '@openparley/test-kit/server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startServerWith } from '../../src/compose/start.ts'
import { tracesIn } from '../../src/compose/trace-options.ts'
import { startTraces } from '../../src/compose/traces.ts'

interface Span {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  kind: number
  status: { code: number }
  attributes: { key: string; value: Record<string, unknown> }[]
}

interface Exported {
  resourceSpans: {
    resource: { attributes: Span['attributes'] }
    scopeSpans: { spans: Span[] }[]
  }[]
}

/** A receiver of OTLP over HTTP, as the environment names it to OpenTelemetry. */
async function collector() {
  const received: Exported[] = []
  const server = createServer(async (request, response) => {
    expect(request.url).toBe('/v1/traces')
    received.push((await json(request)) as Exported)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`)
  vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', 'http/json')
  vi.stubEnv('OTEL_SERVICE_NAME', 'chat')
  onTestFinished(() => void vi.unstubAllEnvs())
  return received
}

const valuesOf = ({ attributes }: Pick<Span, 'attributes'>) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]),
  )

test('each request is a span by the name of its operation, and its write is a child', async () => {
  const received = await collector()
  const server = await startServerWith(
    {
      apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001' }],
      databaseUrl: await emptyDatabase(),
      traces: tracesIn(process.env),
    },
    {},
  )
  const chat = chatOf(clientOf(server))
  await chat.conversationWith('order', ['alice'])
  await chat.say('order', 'alice', 'A private text')
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
  await checkedFetch(new Request(`${server.baseUrl}/v1/shop/users/alice`, { headers }))
  await server.close()

  const spans = received.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  )
  const [resource] = received.flatMap(({ resourceSpans }) => resourceSpans)
  expect(valuesOf(resource?.resource ?? { attributes: [] })).toMatchObject({
    'service.name': 'chat',
  })
  const named = (name: string) => spans.filter((span) => span.name === name)
  const [sent] = named('sendMessages')
  expect(sent).toMatchObject({ kind: 2 })
  expect(valuesOf(sent as Span)).toEqual({
    'http.request.method': 'POST',
    'http.route': '/v1/:appId/conversations/:conversationId/messages',
    'http.response.status_code': 200,
  })
  const commits = named('commit')
  expect(commits.filter(({ parentSpanId }) => parentSpanId === sent?.spanId)).toHaveLength(1)
  // Writes of the server itself have no span.
  const requests = new Set(spans.filter(({ kind }) => kind === 2).map(({ spanId }) => spanId))
  expect(commits.every(({ parentSpanId = '' }) => requests.has(parentSpanId))).toBe(true)
  const [refused] = named('getUser')
  expect(refused).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' })
  expect(valuesOf(refused as Span)).toMatchObject({ 'http.response.status_code': 401 })
  expect(JSON.stringify(spans)).not.toMatch(/private|alice|sk_test/)
})

test('without the packages of OpenTelemetry, the error says what to install', async () => {
  const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
  await expect(startTraces({}, () => Promise.reject(missing))).rejects.toThrow(
    'Install them beside openparley, with `npm install @opentelemetry/api @opentelemetry/sdk-node`',
  )
})

test('traces are asked for by the standard variables only', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }
  expect(tracesIn({})).toBeUndefined()
  expect(tracesIn({ OTEL_SERVICE_NAME: 'chat' })).toBeUndefined()
  expect(tracesIn(endpoint)).toEqual({ serviceName: 'parley' })
  expect(tracesIn({ OTEL_TRACES_EXPORTER: 'console', OTEL_SERVICE_NAME: 'chat' })).toEqual({
    serviceName: 'chat',
  })
  const named = { ...endpoint, OTEL_RESOURCE_ATTRIBUTES: 'service.name=chat' }
  expect(tracesIn(named)).toEqual({ serviceName: undefined })
  expect(tracesIn({ ...endpoint, OTEL_SDK_DISABLED: 'true' })).toBeUndefined()
  expect(tracesIn({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined()
})
