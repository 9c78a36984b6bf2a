import {
  type Answer,
  chatOf,
  dataOf,
  expectFaults,
  systemMessage,
  userMessage,
} from '@openparley/test-kit/chat'
import { testApp, userClientOf } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

type Query = {
  query?: string
  limit?: number
  startingAfter?: string
  filter?: string
  participants?: number
}

/** An app where alice is in `boots` and `shoes`, and bob in all conversations. */
async function site() {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.users('alice', 'bob')
  for (const [id, subject, participants] of [
    ['boots', 'Black leather boots', ['alice', 'bob']],
    ['shoes', 'Crème shoes', ['alice', 'bob']],
    ['secret', 'Leather for bob', ['bob']],
  ] as const)
    await chat.put(id, { subject, participants: [...participants], custom: { search: `nr-${id}` } })
  const as = (userId: string) => {
    const client = userClientOf(app, userId)
    return {
      messages: (query: Query) => client.GET('/realtime/search/messages', { params: { query } }),
      conversations: (query: Query) =>
        client.GET('/realtime/search/conversations', { params: { query } }),
    }
  }
  return { app, chat, as, alice: as('alice'), bob: as('bob') }
}

const idsOf = async (call: Promise<Answer<{ data: { id: string }[] }>>) =>
  (await dataOf(call)).data.map(({ id }) => id)

describe('searchMessages', () => {
  test('returns the messages with all words, newest first, with their senders and conversations', async () => {
    const { chat, alice } = await site()
    const [first = ''] = await chat.say('boots', 'bob', 'Is the *size* right?')
    const [second = ''] = await chat.say('shoes', 'alice', 'The sizes are Right.')
    await chat.say('boots', 'alice', 'Right!')
    const [paid = ''] = await chat.send('boots', systemMessage('Right size paid'))
    const reply = userMessage('bob', 'size rightly', { referencedMessageId: first })
    const [last = ''] = await chat.send('boots', reply)
    const { data, hasMore } = await dataOf(alice.messages({ query: 'RIGHT siz', limit: 10 }))
    expect({ ids: data.map(({ id }) => id), hasMore }).toEqual({
      ids: [last, paid, second, first],
      hasMore: false,
    })
    expect(data[0]).toMatchObject({
      sender: { id: 'bob', name: 'bob' },
      referencedMessage: { id: first, sender: { id: 'bob' } },
      conversation: { id: 'boots', subject: 'Black leather boots', lastMessage: { id: last } },
    })
    expect(data[2]).toMatchObject({ conversation: { id: 'shoes', lastMessage: { id: second } } })
  })

  test('returns three, and continues after the last one', async () => {
    const { chat, alice } = await site()
    const sent: string[] = []
    for (let n = 1; n <= 8; n += 1)
      sent.push(...(await chat.say(n % 2 === 0 ? 'boots' : 'shoes', 'bob', `Number ${n}`)))
    const newestFirst = sent.toReversed()
    const first = await dataOf(alice.messages({ query: 'number' }))
    expect(first.data.map(({ id }) => id)).toEqual(newestFirst.slice(0, 3))
    expect(first.hasMore).toBe(true)
    const query = { query: 'number', startingAfter: newestFirst[2] ?? '', limit: 5 }
    const second = await dataOf(alice.messages(query))
    expect(second.data.map(({ id }) => id)).toEqual(newestFirst.slice(3))
    expect(second.hasMore).toBe(false)
    expect(await idsOf(alice.messages({ query: 'number', startingAfter: '' }))).toHaveLength(3)
  })

  test('finds nothing in conversations that the user is not in, or has left', async () => {
    const { app, chat, alice, bob, as } = await site()
    const [hidden = ''] = await chat.say('secret', 'bob', 'Nobody knows')
    const [shared = ''] = await chat.say('boots', 'bob', 'Everybody knows')
    expect(await idsOf(bob.messages({ query: 'knows' }))).toEqual([shared, hidden])
    expect(await idsOf(alice.messages({ query: 'knows' }))).toEqual([shared])
    expect(await idsOf(as('stranger').messages({ query: 'knows' }))).toEqual([])
    await expectFaults(
      alice.messages({ query: 'knows', startingAfter: hidden }),
      'query/startingAfter',
    )
    await chat.change('boots', 'alice', { access: 'None' })
    expect(await idsOf(alice.messages({ query: 'knows' }))).toEqual([])
    await expectFaults(
      alice.messages({ query: 'knows', startingAfter: shared }),
      'query/startingAfter',
    )
    await chat.change('boots', 'alice', { access: 'Read' })
    expect(await idsOf(alice.messages({ query: 'knows' }))).toEqual([shared])
    const other = await testApp()
    await chatOf(other.client).conversationWith('boots', ['alice'])
    const elsewhere = userClientOf(other, 'alice')
    const params = { params: { query: { query: 'knows' } } }
    expect(await idsOf(elsewhere.GET('/realtime/search/messages', params))).toEqual([])
    await chat.delete('boots')
    expect(await idsOf(bob.messages({ query: 'knows' }))).toEqual([hidden])
    expect(app.appId).not.toBe(other.appId)
  })

  test('finds a message by its new text only, and no longer finds it when it is deleted', async () => {
    const { chat, alice } = await site()
    const [id = ''] = await chat.say('boots', 'bob', 'Brown laces')
    await chat.edit('boots', id, { text: 'Grey laces' })
    expect(await idsOf(alice.messages({ query: 'brown' }))).toEqual([])
    expect(await idsOf(alice.messages({ query: 'grey' }))).toEqual([id])
    await chat.deleteMessage('boots', id)
    expect(await idsOf(alice.messages({ query: 'grey' }))).toEqual([])
    await expectFaults(alice.messages({ query: 'grey', startingAfter: id }), 'query/startingAfter')
  })

  test('searches only conversations that match the filter', async () => {
    const { chat, alice } = await site()
    await chat.say('boots', 'bob', 'Warm')
    const [id = ''] = await chat.say('shoes', 'bob', 'Warm too')
    const filter = JSON.stringify({ subject: ['==', 'Crème shoes'] })
    expect(await idsOf(alice.messages({ query: 'warm', filter }))).toEqual([id])
    const recent = JSON.stringify({ lastMessageTs: ['>', Date.now() + 3_600_000] })
    expect(await idsOf(alice.messages({ query: 'warm', filter: recent }))).toEqual([])
  })
})

describe('searchConversations', () => {
  test('returns the conversations with all words in their subject or custom.search, most active first', async () => {
    const { chat, alice, bob } = await site()
    await chat.say('secret', 'bob', 'one')
    await chat.say('boots', 'bob', 'two')
    const found = await dataOf(alice.conversations({ query: 'leath' }))
    expect(found).toMatchObject({
      data: [{ id: 'boots', lastMessage: { sender: { id: 'bob' } }, unreadMessageCount: 1 }],
      hasMore: false,
    })
    expect(await idsOf(bob.conversations({ query: 'leath' }))).toEqual(['boots', 'secret'])
    expect(await idsOf(bob.conversations({ query: 'nr-boo' }))).toEqual(['boots'])
    expect(await idsOf(bob.conversations({ query: 'creme NR' }))).toEqual(['shoes'])
    expect(await idsOf(bob.conversations({ query: 'creme leather' }))).toEqual([])
  })

  test('returns pages, and can be filtered', async () => {
    const { chat, alice } = await site()
    await chat.say('boots', 'bob', 'two')
    const first = await dataOf(alice.conversations({ query: 'nr', limit: 1 }))
    expect(first).toMatchObject({ data: [{ id: 'boots' }], hasMore: true })
    const rest = await dataOf(alice.conversations({ query: 'nr', startingAfter: 'boots' }))
    expect(rest).toMatchObject({ data: [{ id: 'shoes' }], hasMore: false })
    const filter = JSON.stringify({ hasMessages: true })
    expect(await idsOf(alice.conversations({ query: 'nr', filter }))).toEqual(['boots'])
    for (const startingAfter of ['secret', 'nowhere'])
      await expectFaults(alice.conversations({ query: 'nr', startingAfter }), 'query/startingAfter')
  })
})

describe.each(['messages', 'conversations'] as const)('a search for %s', (of) => {
  test("has the participants of each conversation, as in the conversation's list, if the call asks for them", async () => {
    const { app, chat, alice } = await site()
    await chat.say('boots', 'bob', 'nr 1')
    const found = async (participants?: number) => {
      const query = { query: 'nr', ...(participants && { participants }) }
      if (of === 'messages')
        return (await dataOf(alice.messages(query))).data[0]?.conversation.participants
      const { data } = await dataOf(alice.conversations(query))
      return data.find(({ id }) => id === 'boots')?.participants
    }
    const path = '/realtime/conversations/{conversationId}/participants'
    const params = { path: { conversationId: 'boots' }, query: { limit: 1 } }
    expect(await found()).toBeNull()
    expect(await found(1)).toEqual(await dataOf(userClientOf(app, 'alice').GET(path, { params })))
    expect(await found(10)).toMatchObject({ data: [{}, {}], hasMore: false })
    for (const participants of [0, 11])
      await expectFaults(alice[of]({ query: 'nr', participants }), 'query/participants')
  })

  test('finds nothing if the query has no words', async () => {
    const { chat, alice } = await site()
    await chat.say('boots', 'bob', '?! "*"')
    for (const query of ['', ' ', '?!', '"*"', '\u{200D}'])
      expect((await alice[of]({ query })).data, query).toEqual({ data: [], hasMore: false })
    expect((await alice[of]({})).data).toEqual({ data: [], hasMore: false })
  })

  test('reads operators of search engines as words and punctuation', async () => {
    const { chat, alice } = await site()
    await chat.say('boots', 'bob', 'near and far, not here')
    for (const query of [
      'NEAR(boots, shoes)',
      'boots OR shoes',
      'NOT boots',
      '"boots',
      "boots'; DROP TABLE messages; --",
      'terms:boots^*',
      '{a b}: "x" + *',
      "'boots':* & !shoes | <->\\",
      '%_\\',
      '('.repeat(200),
      'a b '.repeat(50),
      '字'.repeat(200),
    ])
      expect(Array.isArray(await idsOf(alice[of]({ query }))), query).toBe(true)
    expect(await idsOf(alice[of]({ query: 'NOT boots' }))).toEqual([])
    const separated = await idsOf(
      alice[of]({ query: of === 'messages' ? 'near\0far' : 'black\0bo' }),
    )
    expect(separated).toHaveLength(0)
  })

  test('refuses parameters that are not valid', async () => {
    const { alice } = await site()
    await expectFaults(alice[of]({ query: 'a'.repeat(201) }), 'query/query')
    await expectFaults(alice[of]({ query: 'a', limit: 0 }), 'query/limit')
    await expectFaults(alice[of]({ query: 'a', limit: 51 }), 'query/limit')
    await expectFaults(
      alice[of]({ query: 'a', filter: '{"colour":["==","red"]}' }),
      'query/filter/colour',
    )
    await expectFaults(
      alice[of]({ query: 'a', filter: '{"createdAt":["between",[2,1]]}' }),
      'query/filter/createdAt/1',
    )
  })
})
