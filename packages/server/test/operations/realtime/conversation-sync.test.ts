import type { Client } from '@openparley/client'
import type { components } from '@openparley/spec/types'
import { chatOf, dataOf, expectFaults } from '@openparley/test-kit/chat'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { testApp, testServer, userClientOf } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { describe, expect, test } from 'vitest'
import type { AppSettings } from '../../../src/model/app.ts'

type SetParams = components['schemas']['SetConversationParams']
type CreateParams = components['schemas']['CreateConversationParams']

const path = '/realtime/conversations/{conversationId}'

const set = (client: Client, conversationId: string, body: SetParams) =>
  client.PUT(path, { params: { path: { conversationId } }, body })

const create = (client: Client, conversationId: string, body: CreateParams = {}) =>
  client.POST(path, { params: { path: { conversationId } }, body })

/** An app with the conversation `order` of alice and bob; carol, who is in none, is the caller. */
async function site(settings: Partial<AppSettings> = { clientSideConversationSync: true }) {
  const app = await testApp({ settings })
  const chat = chatOf(app.client)
  await chat.conversationWith('order', ['alice', 'bob'], { subject: 'Boots', custom: { a: '1' } })
  await chat.users('carol')
  return { app, chat, alice: userClientOf(app, 'alice'), carol: userClientOf(app, 'carol') }
}

const everything = {
  custom: { productId: '454545' },
  photoUrl: 'https://example.com/boots.png',
  subject: 'Black leather boots',
  welcomeMessages: ['Hello there!'],
}

describe('with clientSideConversationSync', () => {
  test.each([
    ['set', set],
    ['createIfNotExists', create],
  ])('%s creates a conversation and adds its caller', async (_, call) => {
    const { app, chat, carol } = await site()
    const stream = await liveStream(app, 'carol')
    await dataOf(call(carol, 'plain', {}))
    expect(await chat.get('plain')).toMatchObject({
      subject: null,
      participants: { carol: { access: 'ReadWrite', notify: true } },
    })
    await dataOf(call(carol, 'full', { ...everything, access: 'Read', notify: 'MentionsOnly' }))
    expect(await chat.get('full')).toMatchObject({
      ...everything,
      participants: { carol: { access: 'Read', notify: 'MentionsOnly' } },
    })
    const [events] = await receivedSoFar([stream], chat)
    const both = ['conversation.created', 'participant.joined']
    expect(events?.map(({ type }) => type)).toEqual([...both, ...both])
  })

  test('set changes a conversation, and adds its caller', async () => {
    const { app, chat, carol } = await site()
    const streams = [await liveStream(app, 'alice'), await liveStream(app, 'carol')]
    await dataOf(set(carol, 'order', { subject: 'Shoes', custom: { b: '2' }, notify: false }))
    const { participants, ...order } = await chat.get('order')
    expect(order).toMatchObject({ subject: 'Shoes', custom: { a: '1', b: '2' } })
    expect(participants.carol).toMatchObject({ access: 'ReadWrite', notify: false })
    const types = (await receivedSoFar(streams, chat)).map((some) => some.map(({ type }) => type))
    expect(types).toEqual([['conversation.updated', 'participant.joined'], ['participant.joined']])
  })

  test('set changes only what is sent; null resets it', async () => {
    const { chat, alice } = await site()
    await dataOf(set(alice, 'order', { ...everything, access: 'Read', notify: 'MentionsOnly' }))
    const full = await chat.get('order')
    expect(full).toMatchObject({ ...everything, custom: { a: '1', productId: '454545' } })
    expect(full.participants.alice).toMatchObject({ access: 'Read', notify: 'MentionsOnly' })
    await dataOf(set(alice, 'order', {}))
    expect(await chat.get('order')).toEqual(full)
    await dataOf(set(alice, 'order', { custom: { a: null } }))
    expect((await chat.get('order')).custom).toEqual({ productId: '454545' })
    const none = { custom: null, photoUrl: null, subject: null, welcomeMessages: null }
    await dataOf(set(alice, 'order', none))
    expect(await chat.get('order')).toMatchObject({
      ...none,
      custom: {},
      participants: { alice: { access: 'Read', notify: 'MentionsOnly' } },
    })
  })

  test('createIfNotExists adds its caller to a conversation that exists, and changes nothing else', async () => {
    const { chat, carol } = await site()
    const { participants, ...before } = await chat.get('order')
    await dataOf(create(carol, 'order', { ...everything, access: 'Read', notify: false }))
    const { participants: after, ...order } = await chat.get('order')
    expect(order).toEqual(before)
    expect(after).toMatchObject({ ...participants, carol: { access: 'Read', notify: false } })
    await dataOf(create(carol, 'order', { access: 'ReadWrite', notify: true }))
    expect((await chat.get('order')).participants, 'again').toEqual(after)
  })

  test.each([
    ['set', set],
    ['createIfNotExists', create],
  ])('%s does not let a user back in whose access was removed', async (_, call) => {
    const { chat, alice } = await site()
    await chat.change('order', 'alice', { access: 'None', notify: false })
    const before = await chat.get('order')
    for (const params of [{}, { access: 'Read' as const }, { subject: 'Mine' }])
      expect(await call(alice, 'order', params)).toMatchObject({
        response: { status: 403 },
        error: { detail: expect.stringContaining('Nobody can raise their own access') },
      })
    expect(await chat.get('order')).toEqual(before)
  })

  test('set does not raise the access of its user', async () => {
    const { chat, alice } = await site()
    await chat.change('order', 'alice', { access: 'Read' })
    const before = await chat.get('order')
    const { response } = await set(alice, 'order', { access: 'ReadWrite', subject: 'Mine' })
    expect(response.status).toBe(403)
    expect(await chat.get('order')).toEqual(before)
  })

  test('a call that is not valid is a 400 that says where', async () => {
    const { chat, app, alice, carol } = await site({
      clientSideConversationSync: true,
      maxParticipants: 2,
    })
    const before = await chat.get('order')
    for (const call of [set, create]) {
      await expectFaults(call(carol, 'new', { access: 'None' }), '#/access')
      const large = { k: 'a'.repeat(64 * 1024) }
      await expectFaults(call(carol, 'new', { custom: large }), '#/custom')
      await expectFaults(call(carol, 'new', { topicId: 'a' } as never), '#/topicId')
      await expectFaults(call(userClientOf(app, 'stranger'), 'new', {}), '#')
      await expectFaults(call(carol, 'order', {}), 'path/conversationId')
    }
    await expectFaults(set(alice, 'order', { access: 'None' }), '#/access')
    expect(await chat.list()).toEqual([before])
  })
})

describe('without clientSideConversationSync', () => {
  test('set changes only notify, and only for a participant with access', async () => {
    const { chat, alice } = await site({})
    await dataOf(set(alice, 'order', { notify: 'MentionsOnly' }))
    await dataOf(set(alice, 'order', {}))
    expect((await chat.get('order')).participants.alice).toMatchObject({
      access: 'ReadWrite',
      notify: 'MentionsOnly',
    })
  })

  test('createIfNotExists is a success for a participant with access, and changes nothing', async () => {
    const { chat, alice } = await site({})
    const before = await chat.get('order')
    await dataOf(create(alice, 'order', { ...everything, access: 'Read', notify: false }))
    expect(await chat.get('order')).toEqual(before)
  })

  test('every other call is the same 403, whether or not the conversation exists', async () => {
    const { chat, alice, carol } = await site({})
    await chat.conversationWith('former', ['alice', 'bob'])
    await chat.change('former', 'alice', { access: 'None' })
    const before = await chat.list()
    const calls = [
      set(alice, 'order', { access: 'Read' }),
      set(alice, 'order', { subject: null, notify: true }),
      ...[set, create].flatMap((call) => [
        call(carol, 'order', { notify: false }),
        call(carol, 'order', {}),
        call(carol, 'missing', { notify: false }),
        call(carol, 'missing', { access: 'None' }),
        call(alice, 'former', { notify: false }),
      ]),
    ]
    const details = new Set<string>()
    for (const { response, error } of await Promise.all(calls)) {
      expect(response.status).toBe(403)
      details.add((error as { detail: string }).detail)
    }
    expect([...details]).toEqual([
      expect.stringContaining("The app's setting clientSideConversationSync is off"),
    ])
    expect(await chat.list()).toEqual(before)
  })
})

describe('marking', () => {
  const mark = (client: Client, as: 'read' | 'unread', conversationId: string) =>
    client.POST(`${path}/${as}`, { params: { path: { conversationId } } })

  test("as read and as unread affects only the caller's state, and other participants hear only of the reading", async () => {
    const { app, chat, alice } = await site({})
    await chat.say('order', 'bob', 'Hello', 'Are you there?')
    const streams = [await liveStream(app, 'alice'), await liveStream(app, 'bob')]
    await dataOf(mark(alice, 'read', 'order'))
    expect(await chat.seenBy('alice', 'order')).toMatchObject({
      unreadMessageCount: 0,
      isUnread: false,
    })
    await dataOf(mark(alice, 'unread', 'order'))
    expect(await chat.seenBy('alice', 'order')).toMatchObject({
      unreadMessageCount: 0,
      isUnread: true,
    })
    await dataOf(mark(alice, 'unread', 'order'))
    const types = (await receivedSoFar(streams, chat)).map((some) => some.map(({ type }) => type))
    expect(types).toEqual([['conversation.read', 'conversation.unread'], ['conversation.read']])
  })

  test.each(['read', 'unread'] as const)(
    'as %s is a 404 for users who are not in the conversation',
    async (as) => {
      const { chat, carol } = await site({})
      await chat.join('order', 'carol')
      await chat.change('order', 'carol', { access: 'None' })
      await chat.conversationWith('other', ['alice'])
      for (const id of ['order', 'other', 'missing'])
        expect(await mark(carol, as, id)).toMatchObject({
          response: { status: 404 },
          error: { detail: `There is no conversation "${id}".` },
        })
    },
  )
})

test('the app demo lets users create conversations', async () => {
  const server = await testServer({ apps: [] })
  expect(server.appId).toBe('demo')
  await chatOf(server.client).users('alice')
  await dataOf(create(userClientOf(server, 'alice'), 'order'))
})
