import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { chatOf } from '@openparley/test-kit/chat'
import { emptyDatabase } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { register } from '@openparley/test-kit/registered-webhook'
import { clientOf } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { webhookReceiver } from '@openparley/test-kit/webhook-receiver'
import { expect, onTestFinished, test } from 'vitest'
import { createMetrics } from '../../src/compose/metrics.ts'
import { type StartOptions, startServerWith } from '../../src/compose/start.ts'
import { unavailable } from '../../src/store/availability.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { Store } from '../../src/store/store.ts'

const apps = [{ id: 'shop', secretKey: 'sk_test_shop_0001' }]

async function serverWith(options: StartOptions) {
  const databaseUrl = await emptyDatabase()
  const server = await startServerWith({ apps, databaseUrl, ...options }, {})
  onTestFinished(() => server.close())
  return { ...server, databaseUrl }
}

function read(url: string, method = 'GET') {
  return new Promise<{ status: number | undefined; type: string | undefined; body: string }>(
    (resolve, reject) => {
      get(url, { method, agent: false }, async (response) => {
        const { statusCode: status, headers } = response
        resolve({ status, type: headers['content-type'], body: await text(response) })
      }).on('error', reject)
    },
  )
}

/** The values of the text format of Prometheus, by name with labels. Throws for a line of another form. */
function valuesIn(body: string): Map<string, number> {
  const types = new Map<string, string>()
  const values = new Map<string, number>()
  expect(body.endsWith('\n')).toBe(true)
  for (const line of body.split('\n').filter(Boolean)) {
    const [, kind, about = ''] = /^# (HELP|TYPE) ([a-z_]\w* (?:.+))$/.exec(line) ?? []
    const [name = '', type = ''] = about.split(' ')
    if (kind === 'TYPE') {
      expect(['counter', 'gauge', 'histogram', 'summary']).toContain(type)
      expect(types.has(name)).toBe(false)
      types.set(name, type)
    }
    if (kind) continue
    const label = '[a-z_]\\w*="(?:[^"\\\\]|\\\\["\\\\n])*"'
    const sample = new RegExp(`^([a-z_]\\w*)(\\{${label}(?:,${label})*\\})? (\\S+)$`).exec(line)
    expect(sample, line).not.toBeNull()
    const [, own = '', labels = '', value] = sample ?? []
    const family = own.replace(/_(bucket|sum|count)$/, '')
    expect(types.has(own) || types.has(family), line).toBe(true)
    expect(values.has(own + labels), line).toBe(false)
    values.set(own + labels, Number(value?.replace('+Inf', 'Infinity')))
  }
  return values
}

test('metrics have a separate port, and count requests, commits, streams, deliveries and the log', async () => {
  const server = await serverWith({ metricsPort: 0, webhookAllow: ['127.0.0.0/8'] })
  const url = server.metricsUrl ?? ''
  const receiver = await webhookReceiver()
  onTestFinished(() => void receiver.close())
  const chat = chatOf(clientOf(server))
  await register(server, receiver.url)
  await chat.conversationWith('order', ['alice', 'bob'])
  await chat.say('order', 'alice', 'A private text')
  await chat.say('order', 'alice', 'Another')
  await openStream(server, 'alice')
  const request = (operation: string, status: number) =>
    `{operation="${operation}",status="${status}"}`
  await eventually(async () => {
    const { status, type, body } = await read(url)
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    const values = valuesIn(body)
    const value = (name: string) => values.get(name) ?? 0
    expect(value(`parley_request_duration_seconds_count${request('sendMessages', 200)}`)).toBe(2)
    expect(value('parley_database_up')).toBe(1)
    expect(value('parley_streams')).toBe(1)
    expect(value('parley_webhook_attempts_total{outcome="delivered"}')).toBeGreaterThan(2)
    expect(value('parley_commit_duration_seconds_count')).toBeGreaterThan(3)
    expect(value('parley_commit_writes_sum')).toBeGreaterThanOrEqual(
      value('parley_commit_writes_count'),
    )
    expect(value('parley_log_oldest_timestamp_seconds')).toBeGreaterThan(1_700_000_000)
    expect(values.has('parley_log_unsettled_entries')).toBe(true)
    const consumers = [...values.keys()].filter((name) => name.startsWith('parley_consumer_lag'))
    expect(consumers.join()).toMatch(/consumer="webhook wh_/)
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000)
    expect([...values.keys()].join()).toMatch(/nodejs_eventloop_lag_p99_seconds/)
    expect(body).not.toMatch(/private|alice|order_|shop/)
  })
  expect((await read(`${url}/more`)).status).toBe(404)
  expect((await read(url, 'DELETE')).status).toBe(405)
  expect((await read(`${server.baseUrl}/metrics`)).status).toBe(404)
})

test('METRICS=on serves the metrics with the API, and a server without the setting has none', async () => {
  const server = await serverWith({ publicMetrics: true })
  expect(server.metricsUrl).toBeUndefined()
  await read(`${server.baseUrl}/health`)
  await read(`${server.baseUrl}/v1/shop/users`)
  await read(`${server.baseUrl}/nothing`)
  const values = valuesIn((await read(`${server.baseUrl}/metrics`)).body)
  const names = [...values.keys()].filter((name) =>
    name.startsWith('parley_request_duration_seconds_count'),
  )
  expect(names).toEqual(
    ['getHealth",status="200', 'listUsers",status="401', 'none",status="404'].map(
      (labels) => `parley_request_duration_seconds_count{operation="${labels}"}`,
    ),
  )
  const plain = await serverWith({})
  expect((await read(`${plain.baseUrl}/metrics`)).status).toBe(404)
})

test('without its database, the metrics say that it is missing, and contain all other values', async () => {
  const store = await openDatabase(await emptyDatabase())
  onTestFinished(() => store.close())
  const metrics = createMetrics()
  metrics.onCommit(3, 12)
  const away = { ...store, snapshot: () => Promise.reject(unavailable(new Error('away'))) }
  const values = async (one: Store) => valuesIn(await metrics.text(one, 'node', Date.now()))
  expect((await values(store)).get('parley_database_up')).toBe(1)
  const left = await values(away)
  expect(left.get('parley_database_up')).toBe(0)
  expect(left.get('parley_commit_writes_sum')).toBe(3)
})

test('a port that is taken is refused by the name of its setting', async () => {
  const server = await serverWith({ metricsPort: 0 })
  const metricsPort = Number(new URL(server.metricsUrl ?? '').port)
  await expect(startServerWith({ apps, metricsPort }, {})).rejects.toThrow(
    /^METRICS_PORT cannot be used: .*EADDRINUSE/,
  )
})
