import { setTimeout } from 'node:timers/promises'
import { logStart } from '../packages/server/src/store/tables/events.ts'
import { withStore } from '../packages/test-kit/event-log.ts'
import { register } from '../packages/test-kit/registered-webhook.ts'
import { type Depth, measured } from './load.ts'
import { call, type Parley, startParley } from './parley.ts'
import { cpuOf, type ServerProcess, startProcess } from './processes.ts'
import type { Result } from './table.ts'

const conversations = 100

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

/**
 * Sends messages as fast as the server takes them. Returns how many it takes in a second of its CPU time, which other work of
 * the machine changes less than the rate.
 */
async function writeRate(endpoints: number, seconds: number): Promise<number> {
  const [parley, receiver] = await Promise.all([started(), startReceiver()])
  const site = { appId: 'bench', databaseUrl: parley.databaseUrl }
  for (let n = 0; n < endpoints; n += 1) await register(site, receiver.url)
  // The server looks for new endpoints every second.
  await setTimeout(1500)
  const target = {
    name: `${endpoints} webhooks`,
    url: `${parley.app}/conversations/c0/messages`,
    method: 'POST' as const,
    headers: parley.headers,
    body: (n: number) => JSON.stringify([message(n)]),
  }
  await measured(target, { connections: 16, seconds: 0.5 })
  const cpu = cpuOf(parley.pid)
  const { rate, p50, p99 } = await measured(target, { connections: 16, seconds })
  const perCpu = (rate * seconds) / (cpuOf(parley.pid) - cpu)
  const deliveries = await received(receiver)
  console.error({ endpoints, rate, perCpu, p50, p99, deliveries })
  await Promise.all([parley.stop(), receiver.stop()])
  return perCpu
}

export async function measureWebhooks({ rounds, seconds }: Depth): Promise<Result[]> {
  const rates: number[] = []
  const costs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const { cpu, wall } = await deliveryRate(seconds < 1 ? 3000 : 20_000)
    console.error({ cpu, wall })
    rates.push(cpu)
    const [none, ten] = [await writeRate(0, seconds), await writeRate(10, seconds)]
    costs.push(ten / none)
  }
  return [
    {
      what: 'deliveries to a webhook in a second of CPU time',
      against: 'a receiver in another process',
      target: { least: 2000, unit: '/s' },
      values: rates,
    },
    {
      what: '`sendMessages` in a second of CPU time, with ten webhooks that get them',
      against: 'no webhook',
      target: { least: 0.95 },
      values: costs,
    },
  ]
}
