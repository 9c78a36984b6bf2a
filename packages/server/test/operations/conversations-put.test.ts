import type { components } from '@openparley/spec/types'
import { chatOf, dataOf, expectFaults, faults } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

type Conversation = components['schemas']['Conversation']
type ConversationPatch = components['schemas']['ConversationPatch']
type Field = Exclude<keyof ConversationPatch, 'id' | 'participants'>

/**
 * For each field: a first value, a second value, the result of sending both one after the other, and the result of
 * null.
 */
const fields: {
  [F in Field]: {
    first: ConversationPatch[F]
    second: ConversationPatch[F]
    both: Conversation[F]
    cleared: Conversation[F]
  }
} = {
  subject: { first: 'Boots', second: '', both: '', cleared: null },
  photoUrl: { first: 'https://example.com/b.png', second: 'b', both: 'b', cleared: null },
  welcomeMessages: { first: ['Hi', 'there'], second: [], both: [], cleared: null },
  custom: {
    first: { productId: '1', colour: 'black' },
    second: { colour: null, size: '44' },
    both: { productId: '1', size: '44' },
    cleared: {},
  },
  topicId: { first: 'support', second: 'sales', both: 'sales', cleared: 'order' },
}

describe.each(Object.entries(fields))(
  '%s of a conversation',
  (field, { first, second, both, cleared }) => {
    test('has its default until it is set, changes when sent, and null resets it', async () => {
      const chat = chatOf((await testApp()).client)
      const value = async () => (await chat.get('order'))[field as Field]
      await chat.put('order')
      expect(await value()).toEqual(cleared)
      await chat.put('order', { [field]: first })
      expect(await value()).toEqual(first)
      await chat.put('order', { [field]: second })
      expect(await value()).toEqual(both)
      await chat.put('order', { [field]: null })
      expect(await value()).toEqual(cleared)
    })

    test('does not change when another field is sent, and a change of it changes no other field', async () => {
      const chat = chatOf((await testApp()).client)
      const all = Object.fromEntries(
        Object.entries(fields).map(([name, { first }]) => [name, first]),
      )
      await chat.conversationWith('order', ['alice', 'bob'], all)
      await chat.say('order', 'alice', 'Hello')
      const before = await chat.get('order')
      await chat.put('order', {})
      expect(await chat.get('order')).toEqual(before)
      await chat.put('order', { [field]: null })
      expect(await chat.get('order')).toEqual({ ...before, [field]: cleared })
    })
  },
)

describe('PUT conversation', () => {
  test('creates one with the defaults of all fields', async () => {
    const now = clock()
    const { client } = await testApp({ now })
    const chat = chatOf(client)
    await chat.users('123456', '654321')
    expect(await chat.put('order', { participants: ['123456', '654321'] })).toEqual({})
    const own = { isUnread: false, joinedAt: now.time, readUntil: null }
    const member = { access: 'ReadWrite', notify: true, ...own }
    expect(await chat.get('order')).toEqual({
      id: 'order',
      subject: null,
      photoUrl: null,
      welcomeMessages: null,
      custom: {},
      lastMessage: null,
      participants: { 123456: member, 654321: member },
      everyoneReadUntil: null,
      createdAt: now.time,
      topicId: 'order',
    })
  })

  test('stores welcome messages, which are not messages', async () => {
    const chat = chatOf((await testApp()).client)
    await chat.conversationWith('order', ['alice'], { welcomeMessages: ['Hello there!'] })
    expect(await chat.messages('order')).toEqual([])
    expect(await chat.get('order')).toMatchObject({
      welcomeMessages: ['Hello there!'],
      lastMessage: null,
    })
    expect(await chat.seenBy('alice', 'order')).toMatchObject({ unreadMessageCount: 0 })
  })

  test('"PUT merges data with existing data": it adds participants and "you cannot remove participants from a conversation by PUTing a list of participants that excludes some existing participants"', async () => {
    const chat = chatOf((await testApp()).client)
    await chat.conversationWith('order', ['alice', 'bob'])
    await chat.users('carol')
    await chat.put('order', { participants: ['carol'] })
    expect(Object.keys((await chat.get('order')).participants)).toEqual(['alice', 'bob', 'carol'])
    await chat.put('order', { participants: [] })
    await chat.put('order', { subject: 'Boots' })
    expect(Object.keys((await chat.get('order')).participants)).toEqual(['alice', 'bob', 'carol'])
  })

  test('never changes existing participants, whatever their access', async () => {
    const chat = chatOf((await testApp()).client)
    await chat.conversationWith('order', ['alice', 'bob', 'carol'])
    await chat.change('order', 'alice', { access: 'Read', notify: 'MentionsOnly' })
    await chat.change('order', 'carol', { access: 'None' })
    await chat.put('order', { participants: ['alice', 'bob', 'carol'] })
    const { participants } = await chat.get('order')
    expect(Object.keys(participants)).toEqual(['alice', 'bob'])
    expect(participants).toMatchObject({
      alice: { access: 'Read', notify: 'MentionsOnly', isUnread: false },
      bob: { access: 'ReadWrite', notify: true, isUnread: false },
    })
  })

  test('names each participant who is not a user, and changes nothing', async () => {
    const { client } = await testApp()
    const chat = chatOf(client)
    await chat.conversationWith('order', ['alice'])
    const before = await chat.get('order')
    await chat.users('bob')
    const put = (conversationId: string, participants: string[]) =>
      client.PUT('/conversations/{conversationId}', {
        params: { path: { conversationId } },
        body: { subject: 'Boots', participants },
      })
    expect(await faults(put('order', ['ghost', 'alice', 'bob', 'nobody']))).toEqual({
      '#/participants/0': ['There is no user "ghost".'],
      '#/participants/3': ['There is no user "nobody".'],
    })
    expect(await chat.get('order')).toEqual(before)
    await expectFaults(put('new', ['ghost']), '#/participants/0')
    expect(await chat.list()).toHaveLength(1)
  })

  test('accepts 1,000 participants per call, and more in the next', async () => {
    const { client } = await testApp()
    const chat = chatOf(client)
    const everyone = Array.from({ length: 1001 }, (_, index) => `u${index}`)
    for (let first = 0; first < everyone.length; first += 100)
      await chat.users(...everyone.slice(first, first + 100))
    const put = (participants: string[]) =>
      client.PUT('/conversations/{conversationId}', {
        params: { path: { conversationId: 'order' } },
        body: { participants },
      })
    await expectFaults(put(everyone), '#/participants')
    await dataOf(put(everyone.slice(0, 1000)))
    await dataOf(put(everyone.slice(1)))
    expect(Object.keys((await chat.get('order')).participants)).toHaveLength(1001)
  })

  test('refuses more participants, and repeated ones, without comparing all pairs', async () => {
    const { call } = await testApp()
    const participants = Array.from({ length: 100_000 }, (_, index) => `u${index}`)
    for (const list of [participants, [...participants, 'u0']]) {
      const { status, body } = await call('PUT', '/conversations/order', {
        body: { participants: list },
      })
      expect(status).toBe(400)
      expect(Object.keys((body as { errors: object }).errors)).toEqual(['#/participants'])
    }
  })

  test('names the first 50 of many participants who do not exist', async () => {
    const { client } = await testApp()
    const found = await faults(
      client.PUT('/conversations/{conversationId}', {
        params: { path: { conversationId: 'order' } },
        body: { participants: Array.from({ length: 1000 }, (_, index) => `u${index}`) },
      }),
    )
    const places = Array.from({ length: 50 }, (_, index) => `#/participants/${index}`)
    expect(Object.keys(found)).toEqual(places)
  })

  test('creates one conversation from concurrent calls, without losing a key', async () => {
    const { client } = await testApp()
    const chat = chatOf(client)
    await chat.users('alice', 'bob')
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        chat.put('order', {
          participants: index % 2 ? ['alice'] : ['bob', 'alice'],
          custom: { [`key${index}`]: 'here' },
        }),
      ),
    )
    const [made, ...others] = await chat.list()
    expect(others).toEqual([])
    expect(Object.keys(made?.participants ?? {})).toEqual(['alice', 'bob'])
    expect(Object.keys(made?.custom ?? {})).toHaveLength(30)
  })

  test('"Steps 1 and 2 are idempotent": a repeat changes nothing', async () => {
    const now = clock()
    const { client } = await testApp({ now })
    const chat = chatOf(client)
    const body = { participants: ['12081', '8029'], subject: 'What a lovely day!' }
    await chat.users(...body.participants)
    await chat.put('order_391_fc', body)
    const before = await chat.get('order_391_fc')
    now.time += 5000
    await chat.users(...body.participants)
    expect(
      await dataOf(
        client.PUT('/conversations/{conversationId}', {
          params: { path: { conversationId: 'order_391_fc' } },
          body,
        }),
      ),
    ).toEqual({})
    expect(await chat.get('order_391_fc')).toEqual(before)
  })
})
