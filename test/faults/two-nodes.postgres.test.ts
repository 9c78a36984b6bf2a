import { type Client, createClient } from '@openparley/client'
import { lastingDatabase } from '@openparley/test-kit/database'
import { wholeLog, withStore } from '@openparley/test-kit/event-log'
import { everyMessage } from '@openparley/test-kit/lists'
import { startProcess } from '@openparley/test-kit/server-process'
import { liveStream, type TestStream } from '@openparley/test-kit/stream'
import { expect, onTestFinished, test } from 'vitest'

const path = { conversationId: 'order' }

/** The ids of all messages of the conversation, oldest first. */
const listed = async (client: Client) =>
  (await everyMessage(client, path.conversationId)).map(({ id }) => id)

/** The ids of the next `count` messages on the stream. */
async function messagesOf(stream: TestStream, count: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) ids.push((await stream.next('message.created')).message.id)
  return ids
}

/** The ids of the messages in the event log, in its order. */
const logged = async (url: string) =>
  (await withStore(url, wholeLog)).flatMap(({ type, json }) =>
    type === 'message.created' ? [JSON.parse(json).message.id] : [],
  )

/** Without the locks, about every second pair of neighbours has another order in the log. */
const count = 1000

test(`${count} messages from two nodes in one conversation have the same order in both lists, both streams and the log`, async () => {
  const url = await lastingDatabase()
  const nodes = await Promise.all([startProcess(url), startProcess(url)])
  onTestFinished(async () => {
    for (const { kill } of nodes) await kill()
  })
  // Plain fetch: other tests validate these responses, and this one needs many.
  const clients = nodes.map(({ baseUrl, appId, secretKey }) =>
    createClient({ baseUrl, appId, secretKey, retries: 0 }),
  )
  const [client] = clients as [Client]
  const users = ['alice', 'sebastian']
  await client.PUT('/users', { body: Object.fromEntries(users.map((id) => [id, { name: id }])) })
  await client.PUT('/conversations/{conversationId}', {
    params: { path },
    body: { participants: users },
  })
  const streams = await Promise.all(nodes.map((node) => liveStream(node, 'alice')))
  const streaming = streams.map((stream) => messagesOf(stream, count))

  const answered: string[][] = []
  let left = count / 10
  const writers = Array.from({ length: 16 }, async (_, writer) => {
    const node = clients[writer % 2] as Client
    while (left-- > 0) {
      const body = Array.from({ length: 10 }, (_, index) => ({
        type: 'UserMessage' as const,
        sender: users[writer % 2] as string,
        text: `${writer} ${left} ${index}`,
      }))
      const { data } = await node.POST('/conversations/{conversationId}/messages', {
        params: { path },
        body,
      })
      answered.push((data ?? []).map(({ id }) => id))
    }
  })
  await Promise.all(writers)

  const [list = [], other] = await Promise.all(clients.map(listed))
  expect(list).toHaveLength(count)
  expect(other).toEqual(list)
  await expect.poll(() => logged(url)).toEqual(list)
  for (const ids of await Promise.all(streaming)) expect(ids).toEqual(list)
  const place = new Map(list.map((id, index) => [id, index]))
  for (const ids of answered) {
    const first = place.get(ids[0] as string) as number
    expect(ids, 'the array is contiguous').toEqual(list.slice(first, first + 10))
  }
}, 300_000)
