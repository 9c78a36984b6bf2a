import { setTimeout } from 'node:timers/promises'
import { createClient } from '@openparley/client'
import { chatOf } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { everyMessage } from '@openparley/test-kit/lists'
import { ownCluster } from '@openparley/test-kit/own-cluster'
import { startProcess } from '@openparley/test-kit/server-process'
import { startStandby } from '@openparley/test-kit/standby'
import { openStream, type Site, type TestStream } from '@openparley/test-kit/stream'
import { startSwitch } from '@openparley/test-kit/switch'
import { expect, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../packages/server/src/store/postgres/open-postgres.ts'

const conversations = ['one', 'two', 'three']
const pathOf = (conversationId: string) => ({ params: { path: { conversationId } } })

/** Three nodes on a database whose address leads to the primary, and its standby. */
async function nodesWithStandby() {
  const primary = await ownCluster()
  onTestFinished(() => primary.stop())
  const standby = await startStandby(primary)
  onTestFinished(() => standby.stop())
  await expect(openPostgres(standby.url)).rejects.toThrow('is read-only, and Parley needs to write')
  const address = await startSwitch(Number(new URL(primary.url).port))
  onTestFinished(() => address.close())
  const url = Object.assign(new URL(primary.url), { port: String(address.port) }).href
  const nodes = await Promise.all(conversations.map(() => startProcess(url)))
  onTestFinished(async () => {
    for (const { kill } of nodes) await kill()
  })
  /** The primary is lost with its machine. The standby takes its place, and the address then leads to the standby. */
  const failOver = async () => {
    await primary.kill()
    await standby.promote()
    address.to(Number(new URL(standby.url).port))
  }
  return { nodes, failOver }
}

/** Reads the stream of a user, and resumes it whenever it ends. */
function resumingStream(site: Site, userId: string) {
  const told: string[] = []
  const resets: string[] = []
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  let isOver = false
  let stream: TestStream | undefined
  const reading = (async () => {
    for (let after: string | undefined; !isOver; await setTimeout(50)) {
      stream = await openStream(site, userId, { after }).catch(() => undefined)
      for (let frame = await stream?.nextFrame(); frame; frame = await stream?.nextFrame()) {
        const { event, cursor } = frame
        after = cursor
        if (event?.type === 'ready') begin()
        if (event?.type === 'message.created') told.push(event.message.id)
        if (event?.type === 'reset') resets.push(event.reason)
      }
    }
  })()
  return {
    told,
    resets,
    begun,
    async end() {
      isOver = true
      await stream?.cut()
      await reading
    },
  }
}

test('a standby is promoted while three nodes serve: no confirmed message is lost, and streams resume without a gap', async () => {
  const { nodes, failOver } = await nodesWithStandby()
  const clients = nodes.map(({ baseUrl, appId, secretKey }) =>
    createClient({ baseUrl, appId, secretKey, retries: 0, fetch: checkedFetch }),
  )
  const [first] = clients as [(typeof clients)[number]]
  for (const id of conversations) await chatOf(first).conversationWith(id, ['alice', 'bob'])
  const streams = nodes.map((node) => resumingStream(node, 'bob'))
  await Promise.all(streams.map(({ begun }) => begun))
  const confirmed: string[] = []
  let refused = 0
  let isOver = false
  const writers = conversations.map(async (id, index) => {
    const client = clients[index] ?? first
    for (let number = 0; !isOver; number += 1) {
      const { data, response } = await client.POST('/conversations/{conversationId}/messages', {
        ...pathOf(id),
        body: [{ type: 'UserMessage', sender: 'alice', text: `${id} ${number}` }],
      })
      if (data) confirmed.push(...data.map((message) => message.id))
      else {
        expect(response.status).toBe(503)
        refused += 1
        await setTimeout(20)
      }
    }
  })
  const until = async (isReached: () => boolean) => {
    while (!isReached()) await Promise.race([setTimeout(10), ...writers])
  }
  await until(() => confirmed.length > 100)
  await failOver()
  const before = confirmed.length
  await until(() => confirmed.length > before + 100)
  isOver = true
  await Promise.all(writers)

  expect(refused, 'some were sent while there was no database').toBeGreaterThan(0)
  const stored = new Set<string>()
  for (const client of clients)
    for (const id of conversations)
      for (const message of await everyMessage(client, id)) stored.add(message.id)
  expect(confirmed.filter((id) => !stored.has(id))).toEqual([])
  const [last] = await chatOf(first).say('one', 'alice', 'The last one')
  for (const stream of streams) {
    while (!stream.told.includes(last as string) && stream.resets.length === 0) await setTimeout(10)
    await stream.end()
    if (stream.resets.length > 0) continue
    expect(confirmed.filter((id) => !stream.told.includes(id))).toEqual([])
    expect(new Set(stream.told).size, 'nothing twice').toBe(stream.told.length)
  }
}, 120_000)
