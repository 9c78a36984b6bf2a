import { setTimeout } from 'node:timers/promises'
import { type Client, createClient } from '@openparley/client'
import { type Cluster, startCluster } from '@openparley/test-kit/cluster'
import { everyMessage } from '@openparley/test-kit/every-message'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { type ServerProcess, startProcess } from '@openparley/test-kit/server-process'
import { beforeAll, expect, onTestFinished, test } from 'vitest'

let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster()
  return () => cluster.stop()
})

const conversations = ['one', 'two', 'three', 'four']
const pathOf = (conversationId: string) => ({ params: { path: { conversationId } } })

/** Two nodes on one database, and what it takes to write to them. */
async function nodes(): Promise<Client[]> {
  const servers = await Promise.all([startProcess(cluster.url), startProcess(cluster.url)])
  onTestFinished(async () => {
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

/** Writers who send numbered messages, one after the other, and remember which were answered. */
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
  'PostgreSQL restarted by %s under load: 503 meanwhile, then all goes on, and no answered write is lost or halved',
  async (signal) => {
    const clients = await nodes()
    const { answered, sent, outcomes, until, end } = load(clients, signal)
    await until(() => outcomes.answered > 50)
    await cluster.restart(signal)
    const { answered: before } = outcomes
    await until(() => outcomes.answered > before + 50)
    await end()
    expect(outcomes.refused, 'some came while there was no database').toBeGreaterThan(0)
    const [client] = clients as [Client]
    for (const id of conversations) {
      const stored = await texts(client, id)
      expect(new Set(stored).size, 'nothing twice').toBe(stored.length)
      expect(answered.get(id)?.filter((text) => !stored.includes(text))).toEqual([])
      // What was refused may have been written all the same: as a whole, then.
      for (const [index, text] of stored.entries())
        if (sent.has(text) && text.endsWith('first'))
          expect(stored[index + 1]).toBe(text.replace('first', 'second'))
      for (const other of clients) expect(await texts(other, id)).toEqual(stored)
    }
  },
  60_000,
)
