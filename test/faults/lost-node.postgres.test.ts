import { chatOf } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { forward, forwardResponse, startGateway } from '@openparley/test-kit/gateway'
import { testNetwork } from '@openparley/test-kit/network'
import { startNodes } from '@openparley/test-kit/nodes'
import { hasNginx, startNginx } from '@openparley/test-kit/proxies'
import { clientOf } from '@openparley/test-kit/server'
import { connected, recorded, testSession } from '@openparley/test-kit/session'
import { liveStream, openStream, type TestStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

async function nodesWithOrder() {
  const { nodes } = await startNodes(2)
  const [here, there] = nodes as [(typeof nodes)[number], (typeof nodes)[number]]
  await here.chat.conversationWith('order', ['alice', 'bob'])
  return { here, there }
}

const messagesIn = ({ frames }: TestStream) =>
  frames.flatMap(({ event }) => (event?.type === 'message.created' ? [event.message.id] : []))

/** The messages on a stream, up to the given one or the end of the stream. */
async function messagesUntil(stream: TestStream, id: string | undefined): Promise<string[]> {
  while (messagesIn(stream).at(-1) !== id && (await stream.nextFrame()));
  return messagesIn(stream)
}

test('a stream whose node is killed resumes on another node from its cursor, with no event lost or repeated', async () => {
  const { here, there } = await nodesWithOrder()
  const first = await liveStream(here, 'alice')
  let isOver = false
  const sent: string[] = []
  const writing = (async () => {
    while (!isOver) sent.push(...(await there.chat.say('order', 'bob', 'one', 'two')))
  })()
  for (let count = 0; count < 30; count += 1) await first.next('message.created')
  await here.kill()
  await first.ended
  const second = await openStream(there, 'alice', { after: first.cursor })
  const ready = await second.next('ready')
  const replayed = second.frames.findIndex(({ event }) => event?.type === 'ready')
  expect(ready).toMatchObject({ replayed })
  for (let count = 0; count < 10; count += 1) await second.next('message.created')
  isOver = true
  await writing
  while (messagesIn(second).at(-1) !== sent.at(-1)) await second.next('message.created')
  expect(second.frames.some(({ event }) => event?.type === 'reset')).toBe(false)
  expect([...messagesIn(first), ...messagesIn(second)]).toEqual(sent)
})

test('when a node is lost, a session behind a load balancer continues on another node, and emits each change once', async () => {
  const { here, there } = await nodesWithOrder()
  let node = here
  const baseUrl = await startGateway((asked, response) =>
    forward(asked, node.baseUrl + asked.url).then(
      (answer) => forwardResponse(answer, response),
      () => response.destroy(),
    ),
  )
  const network = testNetwork()
  const session = testSession({ ...here, baseUrl }, 'alice', { fetch: network.fetch })
  const { told, last } = recorded(session.conversation('order'))
  await last({ unreadMessageCount: 0 })
  await there.chat.say('order', 'bob', 'one')
  await last({ unreadMessageCount: 1 })
  await connected(session)

  node = there
  await here.kill()
  await there.chat.say('order', 'bob', 'two')
  await there.chat.say('order', 'bob', 'three')
  await last({ unreadMessageCount: 3 })
  await there.chat.say('order', 'bob', 'four')
  expect(await last({ unreadMessageCount: 4 })).toEqual(await session.conversation('order').get())
  expect(told.map((snapshot) => snapshot?.unreadMessageCount)).toEqual([0, 1, 2, 3, 4])

  const cursors = network.streamRequests().map(({ headers }) => headers.get('last-event-id'))
  expect(cursors[0]).toBeNull()
  expect(cursors.length).toBeGreaterThan(1)
  for (const cursor of cursors.slice(1)) expect(network.heard).toContain(`id: ${cursor}\n`)
  expect(network.heard).not.toContain('event: reset')
})

test.skipIf(!hasNginx)(
  'streams and sends through nginx continue on the other node when one is killed (needs nginx)',
  async () => {
    const { here, there } = await nodesWithOrder()
    const proxied = { ...here, baseUrl: await startNginx(here.baseUrl, there.baseUrl) }
    const chat = chatOf(clientOf(proxied))
    const firsts = await Promise.all([1, 2, 3, 4].map(() => liveStream(proxied, 'alice')))
    const sent = await chat.say('order', 'bob', 'one', 'two')
    for (const stream of firsts) await messagesUntil(stream, sent.at(-1))

    await here.kill()
    for (let call = 0; call < 4; call += 1)
      expect((await checkedFetch(new Request(`${proxied.baseUrl}/health`))).status).toBe(200)
    for (let call = 0; call < 4; call += 1) sent.push(...(await chat.say('order', 'bob', 'more')))
    let lost = 0
    for (const first of firsts) {
      const ids = await messagesUntil(first, sent.at(-1))
      if (ids.at(-1) !== sent.at(-1)) {
        lost += 1
        const second = await openStream(proxied, 'alice', { after: first.cursor })
        ids.push(...(await messagesUntil(second, sent.at(-1))))
      }
      expect(ids).toEqual(sent)
    }
    expect(lost, 'each node had some of the streams').toBe(2)
  },
)
