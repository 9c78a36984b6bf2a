import type { components, operations } from '@openparley/spec/types'
import { dataOf, expectFaults, ids, userMessage } from '@openparley/test-kit/chat'
import { type Planned, serverWith } from '@openparley/test-kit/conversations'
import { untilLogIsReadable } from '@openparley/test-kit/readable'
import { userClientOf } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { describe, expect, test } from 'vitest'

type Snapshot = components['schemas']['ConversationSnapshot']
type Query = NonNullable<operations['listOwnConversations']['parameters']['query']>

/** The conversations of alice and bob, in the list of alice. */
async function listed(planned: readonly Planned[]) {
  const app = await serverWith(planned)
  const alice = userClientOf(app, 'alice')
  const list = (query: Query = {}, client = alice) =>
    client.GET('/realtime/conversations', { params: { query } })
  return { ...app, alice, list, page: (query: Query = {}) => dataOf(list(query)) }
}

const at = (...times: number[]) => times.map((time) => ({ id: `c${time}`, created: time }))

describe("the list of the user's own conversations", () => {
  test('has the newest first: by the newest message, or by the time when the user joined if that is later', async () => {
    const { chat, now, page } = await listed([
      { id: 'talk', created: 10, said: 60 },
      { id: 'empty', created: 50 },
      { id: 'joined', created: 20, said: 30 },
      { id: 'tieA', created: 40 },
      { id: 'tieB', created: 15, said: 40 },
    ])
    await chat.leave('joined', 'alice')
    now.time = 55
    await chat.join('joined', 'alice')
    expect(ids((await page()).data)).toEqual(['talk', 'joined', 'empty', 'tieB', 'tieA'])
    now.time = 70
    await chat.say('empty', 'bob', 'To the front')
    expect(ids((await page()).data).slice(0, 2)).toEqual(['empty', 'talk'])
  })

  test('does not list conversations that the user is not in, or has no access to', async () => {
    const { chat, page } = await listed(at(1, 2, 3))
    await chat.conversationWith('private', ['bob'])
    await chat.change('c2', 'alice', { access: 'None' })
    await chat.leave('c3', 'alice')
    expect(await page()).toMatchObject({ data: [{ id: 'c1' }], hasMore: false })
  })

  test("has the participants of each conversation, as in the conversation's list, if the call asks for them", async () => {
    const { chat, alice, list, page } = await listed(at(1, 2, 3))
    await chat.users(...Array.from({ length: 12 }, (_, n) => `u${n}`))
    for (let n = 0; n < 12; n += 1) await chat.join('c2', `u${n}`)
    await chat.change('c2', 'u11', { access: 'None' })
    await chat.leave('c3', 'bob')
    for (const limit of [1, 2, 10]) {
      const { data } = await page({ participants: limit, limit: 2 })
      expect(ids(data)).toEqual(['c3', 'c2'])
      for (const { id: conversationId, participants } of data)
        expect(participants).toEqual(
          await dataOf(
            alice.GET('/realtime/conversations/{conversationId}/participants', {
              params: { path: { conversationId }, query: { limit } },
            }),
          ),
        )
    }
    const [of1] = (await page({ participants: 10, startingAfter: 'c2' })).data
    expect(of1?.participants).toMatchObject({ data: [{}, {}], hasMore: false })
    const none = { isUnread: true }
    expect((await page({ participants: 1, filter: JSON.stringify(none) })).data).toEqual([])
    for (const participants of [0, 11])
      await expectFaults(list({ participants }), 'query/participants')
  })

  test('is empty for a user who does not exist', async () => {
    const { list, ...app } = await listed(at(1))
    expect(await dataOf(list({}, userClientOf(app, 'stranger')))).toEqual({
      data: [],
      hasMore: false,
      cursor: expect.any(String),
    })
  })

  test('has the cursor for a stream that sends everything that has happened since', async () => {
    const { chat, page, ...app } = await listed(at(1, 2))
    await chat.say('c1', 'bob', 'Before')
    await untilLogIsReadable(app)
    const { cursor } = await page()
    await chat.say('c2', 'bob', 'After')
    await untilLogIsReadable(app)
    const stream = await openStream(app, 'alice', { after: cursor })
    const replay = await stream.until(({ type }) => type === 'ready')
    expect(replay).toMatchObject([{ message: { conversationId: 'c2' } }, { replayed: 1 }])
  })

  test('has the snapshot of each conversation, with its newest message', async () => {
    const { chat, now, alice, page } = await listed(at(1, 2, 3, 4))
    now.time = 5
    await chat.say('c2', 'bob', 'Hello', 'Bye')
    now.time = 10
    const [asked = ''] = await chat.say('c1', 'alice', 'Is it new?')
    await chat.send('c1', userMessage('bob', 'Almost.', { referencedMessageId: asked }))
    await chat.mark('bob', 'c1', false)
    await chat.mark('alice', 'c1', false)
    await chat.mark('alice', 'c3', true)
    await chat.change('c4', 'alice', { access: 'Read', notify: 'MentionsOnly' })
    const { data } = await page()
    expect(ids(data)).toEqual(['c1', 'c2', 'c4', 'c3'])
    const snapshots: Snapshot[] = []
    for (const { id: conversationId } of data)
      snapshots.push(
        await dataOf(
          alice.GET('/realtime/conversations/{conversationId}', {
            params: { path: { conversationId } },
          }),
        ),
      )
    expect(data).toEqual(snapshots.map((one) => ({ ...one, participants: null })))
    expect(data).toMatchObject([
      {
        lastMessage: {
          sender: { id: 'bob', name: 'bob' },
          referencedMessage: { id: asked, sender: { id: 'alice' } },
        },
        isUnread: false,
        everyoneReadUntil: 11,
        readUntil: 11,
      },
      { lastMessage: { sender: { id: 'bob' } }, unreadMessageCount: 2, readUntil: null },
      { lastMessage: null, access: 'Read', notify: 'MentionsOnly' },
      { lastMessage: null, markedUnread: true, isUnread: true },
    ])
    await chat.delete('c2')
    await chat.deleteMessage('c1', data[0]?.lastMessage?.id ?? '')
    expect((await page()).data[0]).toMatchObject({ id: 'c1', lastMessage: { id: asked } })
  })

  test('has pages of 20, or of 1 to 30', async () => {
    const numbers = Array.from({ length: 31 }, (_, index) => index + 1)
    const { list, page } = await listed(at(...numbers))
    const newestFirst = numbers.map((number) => `c${number}`).reverse()
    const first = await page()
    expect([ids(first.data), first.hasMore]).toEqual([newestFirst.slice(0, 20), true])
    const rest = await page({ startingAfter: 'c12' })
    expect([ids(rest.data), rest.hasMore]).toEqual([newestFirst.slice(20), false])
    const whole = await page({ limit: 30 })
    expect([ids(whole.data), whole.hasMore]).toEqual([newestFirst.slice(0, 30), true])
    const one = await page({ limit: 1, startingAfter: 'c2' })
    expect([ids(one.data), one.hasMore]).toEqual([['c1'], false])
    for (const limit of [0, 31]) await expectFaults(list({ limit }), 'query/limit')
  })

  test('starts after a conversation of the list only', async () => {
    const { chat, list, page } = await listed(at(1, 2, 3))
    await chat.conversationWith('private', ['bob'])
    await chat.change('c3', 'alice', { access: 'None' })
    for (const startingAfter of ['private', 'c3', 'missing'])
      await expectFaults(list({ startingAfter }), 'query/startingAfter')
    expect(ids((await page({ startingAfter: '' })).data)).toEqual(['c2', 'c1'])
  })
})

describe('the filter of the list', () => {
  const filters: object[] = [
    {},
    { custom: { number: ['oneOf', ['3', '14']] } },
    { subject: ['==', 'even'] },
    { access: ['==', 'Read'] },
    { access: ['==', 'None'] },
    { isUnread: true },
    { isUnread: false, hasMessages: true },
    { hasMessages: false },
    { createdAt: ['<', 4] },
    { joinedAt: ['>=', 100] },
    { joinedAt: ['<', 10], lastActivityAt: ['<', 12] },
    { lastActivityAt: ['between', [40, 60]] },
    { lastMessageTs: ['>', 50], hasUnreadMessages: true },
    ['any', [{ subject: ['==', 'even'] }, { joinedAt: ['>=', 100] }]],
    ['any', [{ lastActivityAt: ['<', 5] }, { joinedAt: ['>', 90], lastActivityAt: ['>', 20] }]],
  ]

  test('finds the same conversations as the list for the backend, on each page', async () => {
    const { chat, now, page } = await listed(
      Array.from({ length: 30 }, (_, number) => ({
        id: `c${number}`,
        created: number,
        ...(number % 3 === 0 && { said: 30 + number }),
        custom: { number: String(number) },
        subject: number % 2 === 0 ? 'even' : 'odd',
      })),
    )
    now.time = 100
    for (const number of [6, 13]) {
      await chat.leave(`c${number}`, 'alice')
      await chat.join(`c${number}`, 'alice')
    }
    await chat.mark('alice', 'c3', false)
    await chat.mark('alice', 'c8', true)
    await chat.change('c9', 'alice', { access: 'Read' })
    await chat.change('c10', 'alice', { access: 'None' })
    for (const one of filters) {
      const filter = JSON.stringify(one)
      const all = await chat.listOf('alice', { filter, limit: 100 })
      const newest = new Map(
        all.map(({ id, participants, lastMessage, createdAt }) => [
          id,
          Math.max(participants.alice?.joinedAt ?? 0, lastMessage?.createdAt ?? createdAt),
        ]),
      )
      const expected = ids(all)
        .filter((id) => id !== 'c10')
        .sort((a, b) => (newest.get(b) ?? 0) - (newest.get(a) ?? 0) || (a < b ? 1 : -1))
      for (const limit of [1, 4, 30]) {
        const found: string[] = []
        for (let hasMore = true; hasMore; ) {
          const startingAfter = found.at(-1) ?? ''
          const next = await page({ filter, limit, startingAfter })
          found.push(...ids(next.data))
          hasMore = next.hasMore
        }
        expect(found, filter).toEqual(expected)
      }
    }
  })

  test.each([
    ['{"topic":["==","Boots"]}', 'filter/topic'],
    ['{"joinedAt":["between",[2,1]]}', 'filter/joinedAt/1'],
    ['{"custom":', 'filter'],
  ])('%s is a 400 that names what is wrong', async (filter, place) => {
    const { list } = await listed(at(1))
    await expectFaults(list({ filter }), `query/${place}`)
  })
})
