import { checkedFetch } from '@openparley/test-kit/exchange'
import { twoServers } from '@openparley/test-kit/nodes'
import { untilLogIsReadable } from '@openparley/test-kit/readable'
import { liveStream, type Site } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

/** Ids of the greatest size: 255 characters of four bytes each. */
const longId = (letter: string) => letter + '😀'.repeat(254)

async function type(site: Site, userId: string, conversationId: string) {
  const headers = { authorization: `Bearer ${await userToken(site, userId)}` }
  const url = `${site.baseUrl}/v1/${site.appId}/realtime/conversations/${encodeURIComponent(conversationId)}/typing`
  expect((await checkedFetch(new Request(url, { method: 'POST', headers }))).status).toBe(200)
}

test('typing on one node reaches the streams of the other nodes, also with the longest ids', async () => {
  const { here, there } = await twoServers()
  const [trade, alice] = [longId('t'), longId('a')]
  await here.chat.conversationWith(trade, [alice, 'bob'])
  await here.chat.conversationWith('other', [alice, 'carol'])
  // A stream that does not know yet that its user has joined drops typing.
  await untilLogIsReadable(here)
  const [bob, near, carol, own] = [
    await liveStream(there, 'bob'),
    await liveStream(here, 'bob'),
    await liveStream(there, 'carol'),
    await liveStream(there, alice),
  ]
  await type(here, alice, trade)
  for (const stream of [bob, near])
    expect(await stream.next('conversation.typing')).toEqual({
      type: 'conversation.typing',
      conversationId: trade,
      userId: alice,
    })
  await type(here, alice, 'other')
  await carol.next('conversation.typing')
  await here.chat.say(trade, alice, 'Hello')
  await here.chat.say('other', alice, 'Hello')
  for (const stream of [bob, near, carol]) await stream.next('message.created')
  await own.next('message.created')
  const types = (stream: typeof bob) => stream.frames.flatMap(({ event }) => event?.type ?? [])
  expect(types(bob)).toEqual(['ready', 'conversation.typing', 'message.created'])
  expect(types(carol)).toEqual(['ready', 'conversation.typing', 'message.created'])
  expect(types(own)).not.toContain('conversation.typing')
})
