import { setTimeout } from 'node:timers/promises'
import { logStart } from '../packages/server/src/store/tables/events.ts'
import { withStore } from '../packages/test-kit/event-log.ts'
import { register } from '../packages/test-kit/registered-webhook.ts'
import { type Depth, type Load, measured } from './load.ts'
import { call, type Parley, startParley } from './parley.ts'
import { cpuOf, mainThreadCpuOf, type ServerProcess, startProcess } from './processes.ts'
import type { Result } from './table.ts'

const conversations = 100
const endpoints = 10

const startReceiver = () =>
  startProcess({
    name: 'receiver',
    command: [process.execPath, 'bench/servers/receiver.ts'],
    ready: '/',
  })

const received = async ({ url }: ServerProcess) => Number(await (await fetch(url)).text())

const environment = { WEBHOOK_ALLOW: '127.0.0.0/8' }

async function started(): Promise<Parley> {
  const parley = await startParley({ environment })
  await call(parley, 'PUT', '/users', { alice: { name: 'Alice' }, bob: { name: 'Bob' } })
  for (let n = 0; n < conversations; n += 1)
    await call(parley, 'PUT', `/conversations/c${n}`, { participants: ['alice', 'bob'] })
  return parley
}

const message = (n: number) => ({ type: 'UserMessage', sender: 'alice', text: `Hello number ${n}` })

/** Deliveries of a backlog in a second of the server's CPU time, to a receiver in another process. */
async function deliveryRate(count: number): Promise<{ cpu: number; wall: number }> {
  const [parley, receiver] = await Promise.all([started(), startReceiver()])
  const site = { appId: 'bench', databaseUrl: parley.databaseUrl }
  for (let n = 0; n < count / 10; n += 1)
    await call(
      parley,
      'POST',
      `/conversations/c${n % conversations}/messages`,
      Array.from({ length: 10 }, (_, index) => message(n * 10 + index)),
    )
  const id = await register(site, receiver.url, { events: ['message.sent'] })
  const [cpu, start] = [cpuOf(parley.pid), performance.now()]
  await withStore(site.databaseUrl, (store) =>
    store.write([], (tx) => tx.webhookProgress.rewind(site.appId, id, logStart)),
  )
  while ((await received(receiver)) < count) await setTimeout(20)
  const seconds = (performance.now() - start) / 1000
  const used = cpuOf(parley.pid) - cpu
  await Promise.all([parley.stop(), receiver.stop()])
  return { cpu: count / used, wall: count / seconds }
}

interface WriteFigures {
  /** Writes a second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** CPU time of the thread that serves the API, in microseconds a write. */
  cost: number
  /** Deliveries a second. */
  deliveries: number
}

/**
 * Sends messages one by one, with and without webhooks that get them. Both loads share a server, and take turns in each
 * round.
 */
async function writeFigures(rounds: number, load: Load) {
  const [parley, receiver] = await Promise.all([started(), startReceiver()])
  const target = {
    name: 'sendMessages',
    url: `${parley.app}/conversations/c0/messages`,
    method: 'POST' as const,
    headers: parley.headers,
    body: (n: number) => JSON.stringify([message(n)]),
  }
  const measure = async (count: number): Promise<WriteFigures> => {
    const ids: string[] = []
    for (let n = 0; n < count; n += 1)
      ids.push(
        ((await call(parley, 'POST', '/webhooks', { url: receiver.url })) as { id: string }).id,
      )
    await measured(target, { ...load, seconds: 1 })
    const before = await received(receiver)
    const cpu = mainThreadCpuOf(parley.pid)
    const { rate, p50, p99 } = await measured(target, load)
    const used = mainThreadCpuOf(parley.pid) - cpu
    const deliveries = ((await received(receiver)) - before) / load.seconds
    for (const id of ids) await call(parley, 'DELETE', `/webhooks/${id}`)
    await setTimeout(500)
    return { rate, p50, p99, cost: (used / (rate * load.seconds)) * 1e6, deliveries }
  }
  await measured(target, { ...load, seconds: 2 })
  const pairs: { none: WriteFigures; ten: WriteFigures }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const first = await measure(round % 2 === 0 ? 0 : endpoints)
    const second = await measure(round % 2 === 0 ? endpoints : 0)
    const pair = round % 2 === 0 ? { none: first, ten: second } : { none: second, ten: first }
    console.error(pair)
    pairs.push(pair)
  }
  await Promise.all([parley.stop(), receiver.stop()])
  return pairs
}

export async function measureWebhooks({ rounds, seconds }: Depth): Promise<Result[]> {
  const rates: { cpu: number; wall: number }[] = []
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    rates.push(await deliveryRate(seconds < 1 ? 3000 : 20_000))
    console.error(rates.at(-1))
  }
  const full = await writeFigures(rounds, { connections: 16, seconds })
  const calm = await writeFigures(rounds, { connections: 16, seconds, rate: 150 })
  const ratio = (pairs: typeof full, key: keyof WriteFigures) =>
    pairs.map(({ none, ten }) => ten[key] / none[key])
  const against = 'no webhook'
  return [
    {
      what: 'deliveries to a webhook in a second of CPU time',
      against: 'a receiver in another process',
      target: { least: 2000, unit: '/s' },
      values: rates.map(({ cpu }) => cpu),
    },
    {
      what: 'deliveries to a webhook in a second',
      against: 'a receiver in another process',
      target: { least: 2000, unit: '/s' },
      values: rates.map(({ wall }) => wall),
    },
    {
      what: '`sendMessages` at full load with ten webhooks: CPU time of the API',
      against,
      target: { most: 1.05 },
      values: ratio(full, 'cost'),
    },
    {
      what: '`sendMessages` at full load with ten webhooks: calls a second',
      against,
      target: { least: 0.95 },
      values: ratio(full, 'rate'),
    },
    {
      what: '150 `sendMessages` a second with ten webhooks: CPU time of the API',
      against,
      target: { most: 1.05 },
      values: ratio(calm, 'cost'),
    },
    {
      what: '150 `sendMessages` a second with ten webhooks: median response time',
      against,
      target: { most: 1.05 },
      values: ratio(calm, 'p50'),
    },
    {
      what: 'deliveries to ten webhooks in a second, during `sendMessages` at full load',
      against: 'a receiver in another process',
      target: { least: 0, unit: '/s' },
      values: full.map(({ ten }) => ten.deliveries),
    },
  ]
}
