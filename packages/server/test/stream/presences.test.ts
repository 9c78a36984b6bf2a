import { chatOf, dataOf, expectFaults } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { type TestAppOptions, testApp, userClientOf } from '@openparley/test-kit/server'
import { liveStream, lookingStream, openStream, watchUsers } from '@openparley/test-kit/stream'
import { describe, expect, test } from 'vitest'
import { waitUntilOnline } from './online.ts'

async function appWithPresences(options: TestAppOptions = {}) {
  const server = await testApp(options)
  const post = (
    body?: Parameters<typeof server.client.POST<'/presences'>>[1] extends infer Init
      ? NonNullable<Init> extends { body?: infer Body }
        ? Body
        : never
      : never,
  ) => server.client.POST('/presences', body === undefined ? {} : { body })
  return {
    ...server,
    chat: chatOf(server.client),
    post,
    sessions: (userId: string) =>
      dataOf(server.client.GET('/users/{userId}/sessions', { params: { path: { userId } } })),
    presences: async (body?: Parameters<typeof post>[0]) => (await dataOf(post(body))).data,
  }
}

const session = {
  selectedConversationId: null,
  custom: {},
  hasFocus: false,
  isTyping: false,
  sessionId: expect.stringMatching(/^[\w-]{10,}$/),
}
const presence = (sessions: number) => ({
  status: 'online',
  backgroundSessions: [],
  widgets: Array(sessions).fill(session),
})

describe('presences', () => {
  test('list the users who are online, each with their open sessions', async () => {
    const server = await appWithPresences()
    const { chat, presences } = server
    await chat.users('alice', 'bob', 'carol')
    expect(await presences()).toEqual({})
    const alice = await openStream(server, 'alice')
    await openStream(server, 'bob')
    await openStream(server, 'bob')
    const found = await presences({})
    expect(found).toEqual({ alice: presence(1), bob: presence(2) })
    const ids = (found.bob?.widgets ?? []).map(({ sessionId }) => sessionId)
    expect(new Set(ids).size).toBe(2)
    await alice.cut()
    await waitUntilOnline(chat, 'bob')
    expect(await presences()).toEqual({ bob: found.bob })
    expect(await presences(null)).toEqual({ bob: found.bob })
  })

  test('can be limited to certain users; users who are offline or do not exist are absent', async () => {
    const server = await appWithPresences()
    const { chat, presences } = server
    await chat.users('alice', 'bob', 'carol')
    for (const user of ['alice', 'bob', 'nobody']) await openStream(server, user)
    const userIds = ['alice', 'carol', 'nobody', 'alice', 'never']
    expect(await presences({ userIds })).toEqual({ alice: presence(1) })
    expect(await presences({ userIds: [] })).toEqual({})
    expect(Object.keys(await presences())).toEqual(['alice', 'bob'])
  })

  test('can be filtered by values of the sessions', async () => {
    const server = await appWithPresences()
    const { chat, presences } = server
    await chat.conversationWith('order', ['alice'])
    await openStream(server, 'alice')
    const all = { alice: presence(1) }
    for (const filter of [
      { selectedConversationId: null },
      { hasFocus: false },
      { isTyping: false },
      { includeBackgroundSessions: true },
      { includeBackgroundSessions: false },
      { userIds: ['alice'], selectedConversationId: null, hasFocus: false, isTyping: false },
    ])
      expect(await presences(filter), JSON.stringify(filter)).toEqual(all)
    for (const filter of [
      { selectedConversationId: 'order' },
      { hasFocus: true },
      { isTyping: true },
      { userIds: ['alice'], hasFocus: false, isTyping: true },
    ])
      expect(await presences(filter), JSON.stringify(filter)).toEqual({})
  })

  test('report which conversation each session shows and whether it has the focus, until its stream ends', async () => {
    const server = await appWithPresences()
    const { chat, presences, sessions } = server
    await chat.conversationWith('order', ['alice', 'bob'])
    const shown = async () =>
      (await presences()).alice?.widgets.map(({ selectedConversationId, hasFocus }) => [
        selectedConversationId,
        hasFocus,
      ])
    const stream = await lookingStream(server, 'alice', 'order')
    expect(await shown()).toEqual([['order', true]])
    expect(await sessions('alice')).toEqual([{ isTyping: false, currentConversationId: 'order' }])
    expect(
      Object.keys(await presences({ selectedConversationId: 'order', hasFocus: true })),
    ).toEqual(['alice'])
    expect(await presences({ selectedConversationId: null })).toEqual({})
    expect(await presences({ hasFocus: false })).toEqual({})
    await watchUsers(server, 'alice', stream, { bob: 0 }, { selectedConversationId: 'order' })
    expect(await shown()).toEqual([['order', false]])
    await watchUsers(server, 'alice', stream, { bob: 0 })
    expect(await shown()).toEqual([[null, false]])
    const other = await lookingStream(server, 'alice', 'order')
    expect((await presences({ selectedConversationId: 'order' })).alice?.widgets).toMatchObject([
      { sessionId: other.streamId },
    ])
    await other.cut()
    await eventually(async () =>
      expect(await presences({ selectedConversationId: 'order' })).toEqual({}),
    )
  })

  test('report who types in the conversation of a session, for 10 seconds or until the message is sent', async () => {
    let time = Date.now()
    const server = await appWithPresences({ now: () => time })
    const { chat, presences, sessions } = server
    await chat.conversationWith('order', ['alice', 'bob'])
    const order = await lookingStream(server, 'alice', 'order')
    const other = await lookingStream(server, 'alice', 'other')
    const silent = await liveStream(server, 'alice')
    const typing = async () =>
      ((await presences({ isTyping: true })).alice?.widgets ?? []).map(({ sessionId }) => sessionId)
    const type = () =>
      dataOf(
        userClientOf(server, 'alice').POST('/realtime/conversations/{conversationId}/typing', {
          params: { path: { conversationId: 'order' } },
        }),
      )
    await type()
    expect(await typing()).toEqual([order.streamId, silent.streamId].sort())
    expect((await presences({ isTyping: false })).alice?.widgets).toMatchObject([
      { sessionId: other.streamId },
    ])
    expect(await sessions('alice')).toContainEqual({
      isTyping: true,
      currentConversationId: 'order',
    })
    time += 9_999
    expect(await typing()).toHaveLength(2)
    time += 1
    expect(await typing()).toEqual([])
    await type()
    await chat.say('order', 'bob', 'Hello?')
    expect(await typing()).toHaveLength(2)
    await chat.say('order', 'alice', 'Hello!')
    expect(await typing()).toEqual([])
  })

  test('refuse an undocumented filter with a 400 that names the place', async () => {
    const { chat, call, post } = await appWithPresences()
    await chat.users('alice')
    await expectFaults(post({ selectedConversationId: 'never' }), '#/selectedConversationId')
    await expectFaults(post({ userIds: ['alice', ''] }), '#/userIds/1')
    await expectFaults(post({ userIds: Array(1001).fill('alice') }), '#/userIds')
    expect(await post({ userIds: Array(1000).fill('alice') })).toMatchObject({ data: { data: {} } })
    const body = { isTyping: 'yes', colour: 'red' }
    const { status, body: problem } = await call('POST', '/presences', { body })
    expect(status).toBe(400)
    expect(Object.keys((problem as { errors: object }).errors).sort()).toEqual([
      '#/colour',
      '#/isTyping',
    ])
  })

  test('list 20 sessions of a user who has more', async () => {
    const server = await appWithPresences()
    await server.chat.users('alice', 'bob')
    await Promise.all(Array.from({ length: 22 }, () => openStream(server, 'alice')))
    await openStream(server, 'bob')
    expect(await server.presences()).toEqual({ alice: presence(20), bob: presence(1) })
  })

  test('are of the app alone', async () => {
    const [red, blue] = [await appWithPresences(), await appWithPresences()]
    for (const { chat } of [red, blue]) await chat.users('alice')
    await blue.chat.put('hidden')
    await openStream(blue, 'alice')
    expect(await red.presences({ userIds: ['alice'] })).toEqual({})
    expect(await red.presences()).toEqual({})
    await expectFaults(red.post({ selectedConversationId: 'hidden' }), '#/selectedConversationId')
  })
})
