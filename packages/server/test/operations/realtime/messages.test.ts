import { chatOf, ids, systemMessage, userMessage } from '@openparley/test-kit/chat'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'
import type { MessageSnapshot, MessageSnapshotList } from '../../../src/model/schema.ts'

/** An app with the conversation `trade` between alice and bob. */
async function trade() {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('trade', ['alice', 'bob'])
  return { server, chat }
}

/** Makes a call below the messages of `trade`, with a token of the user. */
async function callAs(server: TestApp, userId: string, path: string) {
  const headers = { authorization: `Bearer ${await userToken(server, userId)}` }
  return server.call('GET', `/realtime/conversations/trade/messages${path}`, { headers })
}

const listAs = async (server: TestApp, userId: string, query = '') => {
  const { status, body } = await callAs(server, userId, query)
  expect(status).toBe(200)
  return body as MessageSnapshotList
}

const getAs = async (server: TestApp, userId: string, id: string) => {
  const { status, body } = await callAs(server, userId, `/${id}`)
  expect(status).toBe(200)
  return body as MessageSnapshot
}

describe('the messages of a conversation, as a participant sees them', () => {
  test('have their sender and the message to which they reply, one level deep', async () => {
    const { server, chat } = await trade()
    const [first = ''] = await chat.say('trade', 'alice', 'Is it new?')
    const reply = userMessage('bob', 'Almost.', { referencedMessageId: first })
    const [second = ''] = await chat.send('trade', reply)
    const again = userMessage('alice', 'Thanks!', { referencedMessageId: second })
    const [third = ''] = await chat.send('trade', again)
    const [paid = ''] = await chat.send('trade', systemMessage('Paid.'))
    await chat.putUser('bob', { name: 'Bob', email: ['bob@example.com'] })

    const { data, hasMore } = await listAs(server, 'alice')
    expect(hasMore).toBe(false)
    expect(data).toMatchObject([
      { id: paid, type: 'SystemMessage', senderId: null, sender: null, referencedMessage: null },
      {
        id: third,
        sender: { id: 'alice', name: 'alice' },
        referencedMessage: {
          id: second,
          sender: { id: 'bob', name: 'Bob' },
          referencedMessageId: first,
        },
      },
      {
        id: second,
        senderId: 'bob',
        sender: { id: 'bob', name: 'Bob' },
        referencedMessage: { id: first, sender: { id: 'alice' }, referencedMessageId: null },
      },
      { id: first, origin: 'rest', editedAt: null, reactions: [], referencedMessage: null },
    ])
    for (const message of data) expect(await getAs(server, 'alice', message.id)).toEqual(message)
  })

  test('do not have a message that was deleted', async () => {
    const { server, chat } = await trade()
    const [first = ''] = await chat.say('trade', 'alice', 'Is it new?')
    const reply = userMessage('bob', 'Almost.', { referencedMessageId: first })
    const [second = ''] = await chat.send('trade', reply)
    const again = userMessage('alice', 'Thanks!', { referencedMessageId: second })
    const [third = ''] = await chat.send('trade', again)
    await chat.deleteMessage('trade', first)
    expect(await getAs(server, 'alice', second)).toMatchObject({ referencedMessage: null })
    expect(await getAs(server, 'alice', third)).toMatchObject({
      referencedMessage: { id: second, referencedMessageId: first },
    })
    expect((await callAs(server, 'alice', `/${first}`)).status).toBe(404)
  })

  test('are listed in pages, newest first, and the list says whether there are older messages', async () => {
    const { server, chat } = await trade()
    const sent: string[] = []
    for (const texts of [Array(10).fill('One'), Array(10).fill('Two'), Array(10).fill('Three')])
      sent.unshift(...(await chat.say('trade', 'alice', ...texts)).reverse())
    sent.unshift(...(await chat.say('trade', 'bob', 'Four')))
    const first = await listAs(server, 'bob')
    expect(ids(first.data)).toEqual(sent.slice(0, 30))
    expect(first.hasMore).toBe(true)
    const rest = await listAs(server, 'bob', `?startingAfter=${sent[29]}`)
    expect(ids(rest.data)).toEqual(sent.slice(30))
    expect(rest.hasMore).toBe(false)
    const all = await listAs(server, 'bob', '?limit=31&startingAfter=')
    expect(ids(all.data)).toEqual(sent)
    expect(all.hasMore).toBe(false)
    expect(ids((await listAs(server, 'bob', '?limit=1')).data)).toEqual(sent.slice(0, 1))
  })

  test('are listed around a message, and the list says whether there are newer and older ones', async () => {
    const { server, chat } = await trade()
    const sent = (await chat.say('trade', 'alice', ...'abcdefghi')).reverse()
    const around = async (index: number, limit: number) => {
      const { data, hasMore, hasNewer } = await listAs(
        server,
        'bob',
        `?around=${sent[index]}&limit=${limit}`,
      )
      return { from: sent.indexOf(data[0]?.id ?? ''), count: data.length, hasMore, hasNewer }
    }
    expect(await around(4, 4)).toEqual({ from: 2, count: 4, hasMore: true, hasNewer: true })
    expect(await around(2, 4)).toEqual({ from: 0, count: 4, hasMore: true, hasNewer: false })
    expect(await around(0, 4)).toEqual({ from: 0, count: 4, hasMore: true, hasNewer: false })
    expect(await around(8, 4)).toEqual({ from: 6, count: 3, hasMore: false, hasNewer: true })
    expect(await around(4, 9)).toEqual({ from: 0, count: 9, hasMore: false, hasNewer: false })
    expect(await around(4, 1)).toEqual({ from: 4, count: 1, hasMore: true, hasNewer: true })
    expect(await listAs(server, 'bob', `?startingAfter=${sent[0]}`)).toMatchObject({
      hasNewer: true,
    })
    expect(await listAs(server, 'bob')).toMatchObject({ hasNewer: false })
    for (const query of [`around=${sent[0]}x`, `around=${sent[0]}&startingAfter=${sent[1]}`]) {
      const { status, body } = await callAs(server, 'bob', `?${query}`)
      expect(status).toBe(400)
      expect(body).toMatchObject({ errors: { 'query/around': [expect.any(String)] } })
    }
  })

  test('contain the id of the newest event that they include', async () => {
    const { server, chat } = await trade()
    const before = await listAs(server, 'alice')
    expect(before).toMatchObject({ data: [], hasMore: false })
    await chat.say('trade', 'alice', 'Hello!')
    const after = await listAs(server, 'alice')
    expect(after.lastEventId).toBeGreaterThan(before.lastEventId)
    expect((await listAs(server, 'bob')).lastEventId).toBe(after.lastEventId)
  })

  test('are not shown to others', async () => {
    const { server, chat } = await trade()
    const [sent = ''] = await chat.say('trade', 'alice', 'Hello!')
    await chat.users('carol')
    await chat.change('trade', 'bob', { access: 'None' })
    for (const userId of ['bob', 'carol', 'nobody'])
      for (const path of ['', `/${sent}`]) {
        const { status, body } = await callAs(server, userId, path)
        expect(status).toBe(404)
        expect(body).toMatchObject({ detail: 'There is no conversation "trade".' })
      }
  })

  test('cannot be listed after a message of another conversation, or in pages that are too large', async () => {
    const { server, chat } = await trade()
    await chat.put('other', { participants: ['alice'] })
    const [elsewhere = ''] = await chat.say('other', 'alice', 'Hello?')
    for (const query of [`startingAfter=${elsewhere}`, 'limit=0', 'limit=101']) {
      const { status, body } = await callAs(server, 'alice', `?${query}`)
      expect(status).toBe(400)
      const [name = ''] = query.split('=')
      expect(body).toMatchObject({ errors: { [`query/${name}`]: [expect.any(String)] } })
    }
    expect((await callAs(server, 'alice', `/${elsewhere}`)).status).toBe(404)
    expect((await callAs(server, 'alice', '/unknown')).status).toBe(404)
  })
})
