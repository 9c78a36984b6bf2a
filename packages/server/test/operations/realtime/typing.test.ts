import { chatOf } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { type TestApp, type TestAppOptions, testApp } from '@openparley/test-kit/server'
import { liveStream, openStream, type TestStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'

/** An app with the conversation `trade` between alice, bob and carol. */
async function trade(options: TestAppOptions = {}) {
  const server = await testApp(options)
  const chat = chatOf(server.client)
  await chat.conversationWith('trade', ['alice', 'bob', 'carol'])
  return { server, chat }
}

async function requestTyping(server: TestApp, userId: string, conversationId = 'trade') {
  const headers = { authorization: `Bearer ${await userToken(server, userId)}` }
  const path = `/realtime/conversations/${encodeURIComponent(conversationId)}/typing`
  return server.call('POST', path, { headers })
}

async function type(server: TestApp, userId: string) {
  expect(await requestTyping(server, userId)).toMatchObject({ status: 200, body: {} })
}

/** Who types and who writes, in the order in which the stream got it. */
const heardBy = ({ frames }: TestStream) =>
  frames.flatMap(({ event }) => {
    if (event?.type === 'conversation.typing') return `${event.userId} types`
    return event?.type === 'message.created' ? `${event.message.senderId} writes` : []
  })

describe('a user who types', () => {
  test('is shown to the other participants, on all their streams', async () => {
    const { server, chat } = await trade()
    const [alice, bob, again, carol] = [
      await liveStream(server, 'alice'),
      await liveStream(server, 'bob'),
      await liveStream(server, 'bob'),
      await liveStream(server, 'carol'),
    ]
    const outsider = await liveStream(server, 'dave')
    await type(server, 'alice')
    for (const stream of [bob, again, carol])
      expect(await stream.next('conversation.typing')).toEqual({
        type: 'conversation.typing',
        conversationId: 'trade',
        userId: 'alice',
      })
    await receivedSoFar([alice, outsider], chat)
    expect([heardBy(alice), heardBy(outsider)]).toEqual([[], []])
  })

  test('is sent without an id, and not repeated by a resume', async () => {
    const { server, chat } = await trade()
    const bob = await liveStream(server, 'bob')
    const { cursor } = bob
    await type(server, 'alice')
    await bob.next('conversation.typing')
    expect(bob.cursor).toBe(cursor)
    const resumed = await openStream(server, 'bob', { after: cursor })
    expect(await resumed.next('ready')).toMatchObject({ replayed: 0 })
    await receivedSoFar([resumed], chat)
    expect(heardBy(resumed)).toEqual([])
  })

  test('is not shown again within 3 seconds, unless they sent a message', async () => {
    const now = clock()
    const { server, chat } = await trade({ now })
    const bob = await liveStream(server, 'bob')
    await type(server, 'alice')
    await type(server, 'alice')
    await type(server, 'carol')
    await chat.say('trade', 'bob', 'Yes?')
    await type(server, 'alice')
    now.time += 3000
    await type(server, 'alice')
    await chat.say('trade', 'alice', 'Hello')
    await type(server, 'alice')
    await type(server, 'alice')
    await receivedSoFar([bob], chat)
    expect(heardBy(bob)).toEqual([
      'alice types',
      'carol types',
      'bob writes',
      'alice types',
      'alice writes',
      'alice types',
    ])
  })

  test('is not shown to participants who have left, but is shown to those who joined', async () => {
    const now = clock()
    const { server, chat } = await trade({ now })
    await chat.users('dave')
    const [bob, carol, dave] = [
      await liveStream(server, 'bob'),
      await liveStream(server, 'carol'),
      await liveStream(server, 'dave'),
    ]
    await type(server, 'alice')
    await Promise.all([bob, carol].map((stream) => stream.next('conversation.typing')))
    await chat.leave('trade', 'bob')
    await chat.change('trade', 'carol', { access: 'None' })
    await chat.join('trade', 'dave')
    now.time += 5000
    await type(server, 'alice')
    await dave.next('conversation.typing')
    await receivedSoFar([bob, carol, dave], chat)
    expect([bob, carol, dave].map(heardBy)).toEqual([
      ['alice types'],
      ['alice types'],
      ['alice types'],
    ])
  })

  test('is shown only to users whose role has the permission seeTyping', async () => {
    const now = clock()
    const settings = { roles: { guest: { seeTyping: false } } }
    const { server, chat } = await trade({ now, settings })
    await chat.putUser('bob', { role: 'guest' })
    const [bob, carol] = [await liveStream(server, 'bob'), await liveStream(server, 'carol')]
    await type(server, 'alice')
    await carol.next('conversation.typing')
    await chat.putUser('bob', { role: 'buyer' })
    await chat.putUser('carol', { role: 'guest' })
    now.time += 5000
    await type(server, 'alice')
    await bob.next('conversation.typing')
    await receivedSoFar([bob, carol], chat)
    expect([bob, carol].map(heardBy)).toEqual([['alice types'], ['alice types']])
  })

  test('is one of at most 20 who are shown at the same time', async () => {
    const now = clock()
    const { server, chat } = await trade({ now })
    const people = Array.from({ length: 25 }, (_, index) => `user${index}`)
    await chat.conversationWith('trade', people)
    const bob = await liveStream(server, 'bob')
    for (const userId of people) await type(server, userId)
    await receivedSoFar([bob], chat)
    expect(heardBy(bob)).toEqual(people.slice(0, 20).map((userId) => `${userId} types`))
    now.time += 10_000
    await type(server, 'user24')
    expect(await bob.next('conversation.typing')).toMatchObject({ userId: 'user24' })
  })
})

describe('typing is refused', () => {
  test('in a conversation that does not exist, and to users who are not in it or have no access', async () => {
    const { server, chat } = await trade()
    await chat.users('dave')
    await chat.change('trade', 'carol', { access: 'None' })
    expect((await requestTyping(server, 'dave')).status).toBe(404)
    expect((await requestTyping(server, 'carol')).status).toBe(404)
    expect((await requestTyping(server, 'nobody')).status).toBe(404)
    expect((await requestTyping(server, 'alice', 'unknown')).status).toBe(404)
    expect((await requestTyping(server, 'alice', 'un/known')).status).toBe(400)
  })

  test('with the access Read, or without the permission sendMessages', async () => {
    const settings = { roles: { guest: { sendMessages: false } } }
    const { server, chat } = await trade({ settings })
    const alice = await liveStream(server, 'alice')
    await chat.change('trade', 'bob', { access: 'Read' })
    await chat.putUser('carol', { role: 'guest' })
    const detailFor = async (userId: string) => {
      const { status, body } = await requestTyping(server, userId)
      expect(status).toBe(403)
      return (body as { detail: string }).detail
    }
    expect(await detailFor('bob')).toContain('"Read"')
    expect(await detailFor('carol')).toContain('sendMessages')
    await receivedSoFar([alice], chat)
    expect(heardBy(alice)).toEqual([])
  })
})
