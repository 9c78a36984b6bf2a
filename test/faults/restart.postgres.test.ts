import { setTimeout } from 'node:timers/promises'
import { type Client, createClient } from '@openparley/client'
import type { Cluster } from '@openparley/test-kit/cluster'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { everyMessage } from '@openparley/test-kit/lists'
import { ownCluster } from '@openparley/test-kit/own-cluster'
import { startProgram } from '@openparley/test-kit/program'
import { type ServerProcess, startProcess } from '@openparley/test-kit/server-process'
import { beforeAll, expect, test } from 'vitest'

let cluster: Cluster
let clients: Client[]

beforeAll(async () => {
  cluster = await ownCluster()
  onFileFinished(() => cluster.stop())
  clients = await nodes()
})

const conversations = ['one', 'two', 'three', 'four']
const pathOf = (conversationId: string) => ({ params: { path: { conversationId } } })

/** Clients of two nodes on the database, which run until the file ends. */
async function nodes(): Promise<Client[]> {
  const servers = await Promise.all([startProcess(cluster.url), startProcess(cluster.url)])
  onFileFinished(async () => {
    for (const { kill } of servers) await kill()
  })
  const clients = servers.map(({ baseUrl, appId, secretKey }: ServerProcess) =>
    createClient({ baseUrl, appId, secretKey, retries: 0, fetch: checkedFetch }),
  )
  const [client] = clients as [Client]
  await client.PUT('/users', { body: { alice: { name: 'Alice' } } })
  for (const id of conversations)
    await client.PUT('/conversations/{conversationId}', {
      ...pathOf(id),
      body: { participants: ['alice'] },
    })
  return clients
}

/** Starts writers that send numbered messages, one after the other, and record which were confirmed. */
function load(clients: Client[], name: string) {
  const answered = new Map<string, string[]>(conversations.map((id) => [id, []]))
  const sent = new Set<string>()
  const outcomes = { answered: 0, refused: 0 }
  let isOn = true
  const writers = Array.from({ length: 12 }, async (_, writer) => {
    const id = conversations[writer % conversations.length] as string
    const client = clients[writer % clients.length] as Client
    for (let number = 0; isOn; number += 1) {
      const texts = ['first', 'second'].map((place) => `${name} ${writer} ${number} ${place}`)
      for (const text of texts) sent.add(text)
      const { response } = await client.POST('/conversations/{conversationId}/messages', {
        ...pathOf(id),
        body: texts.map((text) => ({ type: 'UserMessage' as const, sender: 'alice', text })),
      })
      if (response.status === 200) {
        outcomes.answered += 1
        answered.get(id)?.push(...texts)
      } else {
        expect(response.status).toBe(503)
        expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json\b/)
        expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
        outcomes.refused += 1
        await setTimeout(20)
      }
    }
  })
  const until = async (isReached: () => boolean) => {
    while (!isReached()) await Promise.race([setTimeout(10), ...writers])
  }
  return {
    answered,
    sent,
    outcomes,
    until,
    async end() {
      isOn = false
      await Promise.all(writers)
    },
  }
}

const texts = async (client: Client, conversationId: string) =>
  (await everyMessage(client, conversationId)).map(({ text }) => text as string)

test.each(['SIGINT', 'SIGQUIT', 'SIGKILL'] as const)(
  'PostgreSQL restarts by %s under load: calls get a 503 during the restart, then all writers continue, and no confirmed write is lost or partial',
  async (signal) => {
    const { answered, sent, outcomes, until, end } = load(clients, signal)
    await until(() => outcomes.answered > 50)
    await cluster.restart(signal)
    const { answered: before } = outcomes
    await until(() => outcomes.answered > before + 50)
    await end()
    expect(outcomes.refused, 'some were made while there was no database').toBeGreaterThan(0)
    const [client] = clients as [Client]
    for (const id of conversations) {
      const stored = await texts(client, id)
      expect(new Set(stored).size, 'nothing twice').toBe(stored.length)
      expect(answered.get(id)?.filter((text) => !stored.includes(text))).toEqual([])
      // A refused write may have been made, but then completely.
      for (const [index, text] of stored.entries())
        if (sent.has(text) && text.endsWith('first'))
          expect(stored[index + 1]).toBe(text.replace('first', 'second'))
      for (const other of clients) expect(await texts(other, id)).toEqual(stored)
    }
  },
)

test('an outage is two lines in the log, however many calls fail', async () => {
  const appId = 'shop'
  const secretKey = 'sk_test_shop_0001'
  const env = { PORT: '0', DATABASE_URL: cluster.url, LOG_LEVEL: 'warn' }
  const program = startProgram(
    'exec node --conditions=source packages/server/src/compose/cli.ts serve',
    { env: { ...env, APP_ID: appId, SECRET_KEY: secretKey } },
  )
  const [, baseUrl = ''] = await program.printed(/listens on (\S+)/)
  const client = createClient({ baseUrl, appId, secretKey, retries: 0, fetch: checkedFetch })
  const params = { path: { userId: 'alice' } }
  const put = async () =>
    (await client.PUT('/users/{userId}', { params, body: { name: 'Alice' } })).response.status
  const get = async () => (await client.GET('/users/{userId}', { params })).response.status
  expect([await put(), await get()]).toEqual([200, 200])
  await cluster.restart('SIGINT', async () => {
    for (let tries = 0; tries < 10; tries += 1)
      expect(await Promise.all([put(), get()])).toEqual([503, 503])
    // Background tasks of the server fail too: each runs every two seconds.
    await setTimeout(2500)
  })
  await program.printed(/available again/)
  expect([await put(), await get()]).toEqual([200, 200])
  const lines = program.stdout.split('\n').filter((line) => line.startsWith('{'))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 40, msg: 'the database is not available', reason: expect.stringMatching(/\w/) },
    { level: 40, msg: 'the database is available again' },
  ])
  expect(program.stdout + program.stderr).not.toMatch(/stack|^ +at /m)
})
