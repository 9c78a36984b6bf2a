import { chatOf, systemMessage, userMessage } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { type TestApp, type TestAppOptions, testApp } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'
import type { MessageSnapshot, MessageSnapshotList } from '../../../src/model/schema.ts'

/** An app with the conversation `trade` of alice, bob, reader (access Read), former (access None); carol is not in it. */
async function trade(options: TestAppOptions = {}) {
  const server = await testApp(options)
  const chat = chatOf(server.client)
  await chat.users('carol')
  await chat.conversationWith('trade', ['alice', 'bob', 'reader', 'former'])
  await chat.change('trade', 'reader', { access: 'Read' })
  await chat.change('trade', 'former', { access: 'None' })
  return { server, chat }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

async function callAs(
  server: TestApp,
  userId: string,
  method: Method,
  messageId = '',
  body?: object,
) {
  const headers = { authorization: `Bearer ${await userToken(server, userId)}` }
  const path = `/realtime/conversations/trade/messages${messageId && '/'}${messageId}`
  return server.call(method, path, { headers, ...(body && { body }) })
}

async function sendAs(server: TestApp, userId: string, body: object): Promise<MessageSnapshot> {
  const answer = await callAs(server, userId, 'POST', '', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as MessageSnapshot
}

const forbidden = (detail: string) => ({
  status: 403,
  body: { type: 'urn:parley:problem:forbidden', detail: expect.stringContaining(detail) },
})

const invalidAt = (...places: string[]) => ({
  status: 400,
  body: { errors: Object.fromEntries(places.map((place) => [place, [expect.any(String)]])) },
})

describe('a message that a user sends', () => {
  test('is returned as participants see it, and counts as unread for the other participants only', async () => {
    const { server, chat } = await trade()
    const [asked = ''] = await chat.say('trade', 'bob', 'Is it new?')
    await chat.mark('alice', 'trade', false)
    const body = { text: 'Almost.', custom: { kind: 'answer' }, referencedMessageId: asked }
    const sent = await sendAs(server, 'alice', body)
    expect(sent).toMatchObject({
      ...{ senderId: 'alice', sender: { id: 'alice', name: 'alice' }, origin: 'web' },
      ...{ type: 'UserMessage', custom: { kind: 'answer' }, editedAt: null },
      referencedMessage: { id: asked, sender: { id: 'bob', name: 'bob' }, origin: 'rest' },
    })
    expect((await callAs(server, 'bob', 'GET', sent.id)).body).toEqual(sent)
    expect(await chat.message('trade', sent.id)).toMatchObject({ text: 'Almost.', origin: 'web' })
    expect(await chat.seenBy('alice', 'trade')).toMatchObject({ unreadMessageCount: 0 })
    expect(await chat.seenBy('bob', 'trade')).toMatchObject({ unreadMessageCount: 1 })
    expect(await sendAs(server, 'bob', { text: 'Ok', custom: null })).toMatchObject({ custom: {} })
  })

  test('is not sent again with the same key, and its event has the key', async () => {
    const { server, chat } = await trade()
    const stream = await liveStream(server, 'bob')
    const body = { text: 'Hello!', idempotencyKey: 'key' }
    const sent = await sendAs(server, 'alice', body)
    expect(await sendAs(server, 'alice', body)).toEqual(sent)
    expect(await stream.next('message.created')).toMatchObject({ idempotencyKey: 'key' })
    await chat.putUser('alice', { name: 'Alice' })
    await chat.edit('trade', sent.id, { custom: { k: 'v' } })
    expect(await sendAs(server, 'alice', { ...body, text: 'Something else' })).toMatchObject({
      ...{ id: sent.id, custom: { k: 'v' }, sender: { name: 'Alice' } },
    })
    expect(await chat.messages('trade')).toHaveLength(1)
    await chat.deleteMessage('trade', sent.id)
    expect(await callAs(server, 'alice', 'POST', '', body)).toMatchObject({
      status: 404,
      body: { detail: `There is no message "${sent.id}".` },
    })
    expect(await chat.messages('trade')).toEqual([])
  })

  test('only the sender sees its key, until the backend replaces the text', async () => {
    const { server, chat } = await trade()
    const { id } = await sendAs(server, 'alice', { text: 'Hello!', idempotencyKey: 'key' })
    await sendAs(server, 'alice', { text: 'Hello again!', referencedMessageId: id })
    const keysFor = async (userId: string) => {
      const { body } = await callAs(server, userId, 'GET')
      return (body as MessageSnapshotList).data.map(({ idempotencyKey }) => idempotencyKey)
    }
    expect(await keysFor('alice')).toEqual([null, 'key'])
    expect(await keysFor('bob')).toEqual([null, null])
    expect(JSON.stringify((await callAs(server, 'bob', 'GET')).body)).not.toContain('"key"')
    await callAs(server, 'alice', 'PATCH', id, { text: 'Hi!' })
    await chat.edit('trade', id, { custom: { k: 'v' } })
    expect((await callAs(server, 'alice', 'GET', id)).body).toMatchObject({ idempotencyKey: 'key' })
    await chat.edit('trade', id, { text: '[removed]' })
    expect(await keysFor('alice')).toEqual([null, null])
  })

  test('the message keeps its own key, even if the backend or another user sent one with the same text', async () => {
    const { server, chat } = await trade()
    const idempotencyKey = '["alice","key"]'
    const message = userMessage('alice', 'Hello!', { idempotencyKey })
    const ids = new Set(await chat.send('trade', message))
    for (const userId of ['alice', 'bob', 'alice', 'bob'])
      ids.add((await sendAs(server, userId, { text: 'Hello!', idempotencyKey })).id)
    ids.add((await chat.send('trade', message))[0] as string)
    expect(ids.size).toBe(3)
    expect((await chat.messages('trade')).map(({ senderId }) => senderId).sort()).toEqual([
      ...['alice', 'alice', 'bob'],
    ])
  })

  test('can be sent again with the same key after a day', async () => {
    const now = clock(1_600_000_000_000)
    const { server, chat } = await trade({ now })
    const headers = { authorization: `Bearer ${await userToken(server, 'alice', now())}` }
    const path = '/realtime/conversations/trade/messages'
    const body = { text: 'Hello!', idempotencyKey: 'key' }
    expect((await server.call('POST', path, { headers, body })).status).toBe(200)
    now.time += 24 * 3600 * 1000
    const later = { authorization: `Bearer ${await userToken(server, 'alice', now())}` }
    expect((await server.call('POST', path, { headers: later, body })).status).toBe(200)
    expect(await chat.messages('trade')).toHaveLength(2)
  })

  test('is sent once for its key, also while the backend sends messages', async () => {
    const { server, chat } = await trade()
    const calls = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? sendAs(server, index % 4 === 0 ? 'alice' : 'bob', {
            text: `Number ${index}`,
            idempotencyKey: 'once',
          }).then(({ id }) => id)
        : chat.say('trade', 'bob', `Number ${index}`).then(([id]) => id as string),
    )
    calls.push(
      callAs(server, 'carol', 'POST', '', { text: 'No' }).then(({ status }) => `${status}`),
    )
    const ids = new Set(await Promise.all(calls))
    // Ten of the backend, one of each user, and the refusal.
    expect(ids.size).toBe(10 + 2 + 1)
    expect(ids.has('404')).toBe(true)
    expect(await chat.messages('trade', { limit: 50 })).toHaveLength(12)
  })

  test('needs access to write, and the permission', async () => {
    const roles = { guest: { sendMessages: false } }
    const { server, chat } = await trade({ settings: { roles } })
    for (const userId of ['carol', 'former', 'nobody'])
      expect(await callAs(server, userId, 'POST', '', { text: 'Hello!' })).toMatchObject({
        status: 404,
        body: { detail: 'There is no conversation "trade".' },
      })
    expect(await callAs(server, 'reader', 'POST', '', { text: 'Hello!' })).toMatchObject(
      forbidden('"Read"'),
    )
    await chat.putUser('bob', { role: 'guest' })
    expect(await callAs(server, 'bob', 'POST', '', { text: 'Hello!' })).toMatchObject(
      forbidden('sendMessages'),
    )
    expect(await chat.messages('trade')).toEqual([])
  })

  test('is refused if it is not valid, and nothing is written', async () => {
    const { server, chat } = await trade()
    await chat.put('other', { participants: ['alice'] })
    const [elsewhere = ''] = await chat.say('other', 'alice', 'Hello?')
    const stream = await liveStream(server, 'bob')
    const text = 'Hello!'
    const cases: [object, string][] = [
      [{}, '#/text'],
      [{ text: '' }, '#/text'],
      [{ text: 'x'.repeat(10_001) }, '#/text'],
      [{ text, referencedMessageId: elsewhere }, '#/referencedMessageId'],
      [{ text, referencedMessageId: 'msg_1' }, '#/referencedMessageId'],
      [{ text, idempotencyKey: '' }, '#/idempotencyKey'],
      [{ text, custom: { k: 'x'.repeat(65_536) } }, '#/custom'],
      [{ text, sender: 'bob' }, '#/sender'],
      [{ text, type: 'SystemMessage' }, '#/type'],
      [{ text, location: [1, 2] }, '#/location'],
    ]
    for (const [body, place] of cases)
      expect(await callAs(server, 'alice', 'POST', '', body)).toMatchObject(invalidAt(place))
    expect(await chat.messages('trade')).toEqual([])
    const { id } = await sendAs(server, 'alice', { text })
    expect(await stream.next('message.created')).toMatchObject({ message: { id } })
  })
})

const block = (...children: unknown[]) => ({ content: [{ type: 'text', children }] })

const nested = (depth: number): unknown =>
  depth === 0 ? 'x' : { type: 'bold', children: [nested(depth - 1)] }

const link = { type: 'link', url: 'https://shop.example', children: ['Shop'] }

describe('the content that a user sends', () => {
  test('is returned as blocks and as plain text, also in messages that reply to it', async () => {
    const { server, chat } = await trade()
    const stream = await liveStream(server, 'bob')
    const content = [
      {
        type: 'text',
        children: [
          'Hello ',
          { type: 'mention', id: 'bob', text: 'Bob' },
          { type: 'bold', children: ['!'] },
        ],
      },
    ]
    const sent = await sendAs(server, 'alice', { content })
    expect(sent).toMatchObject({ content, plaintext: 'Hello @Bob!' })
    const typed = await sendAs(server, 'bob', { text: 'Hi *Alice*', referencedMessageId: sent.id })
    expect(typed).toMatchObject({
      content: [{ type: 'text', children: ['Hi ', { type: 'bold', children: ['Alice'] }] }],
      plaintext: 'Hi Alice',
      referencedMessage: { content, plaintext: 'Hello @Bob!' },
    })
    const place = { type: 'location', latitude: 51.5, longitude: -0.1 }
    const located = await sendAs(server, 'bob', { content: [place] })
    expect(located).toMatchObject({ content: [place], plaintext: '' })
    await callAs(server, 'bob', 'PATCH', located.id, block('Not here'))
    expect((await callAs(server, 'alice', 'GET', located.id)).body).toMatchObject({
      ...block('Not here'),
      plaintext: 'Not here',
    })
    expect(await chat.message('trade', typed.id)).toMatchObject({ text: 'Hi *Alice*' })
    const [, second] = [await stream.next('message.created'), await stream.next('message.created')]
    expect(second).toMatchObject({
      message: { content: typed.content, referencedMessage: { content } },
    })
  })

  test('is refused if it is not valid, or if only the backend may send it, and nothing is written', async () => {
    const { server, chat } = await trade()
    const own = await sendAs(server, 'alice', { text: 'Hello' })
    const children = '#/content/0/children'
    const cases: [object, string][] = [
      [{ content: [] }, '#/content'],
      [{ ...block('a'), text: 'a' }, '#/content'],
      [{ content: [{ type: 'poll' }] }, '#/content/0'],
      [{ content: [{ type: 'file', fileToken: 'a' }] }, '#/content/0/fileToken'],
      [block(nested(21)), `${children}/0${'/children/0'.repeat(20)}`],
      [block(nested(100)), '#'],
      [block({ ...link, url: 'javascript:alert(1)' }), `${children}/0/url`],
      [block({ type: 'mention', id: 'carol', text: 'Carol' }), `${children}/0/id`],
      [block({ type: 'mention', id: 'former', text: 'Former' }), `${children}/0/id`],
      [block({ type: 'bold', children: ['x'.repeat(10_001)] }), children],
      [block(link), `${children}/0/type`],
      ...['actionLink', 'actionButton'].map((type): [object, string] => [
        block({ type, action: 'buy', params: {}, children: ['Buy'] }),
        `${children}/0/type`,
      ]),
    ]
    for (const [body, place] of cases) {
      expect(await callAs(server, 'alice', 'POST', '', body), place).toMatchObject(invalidAt(place))
      expect(await callAs(server, 'alice', 'PATCH', own.id, body)).toMatchObject(invalidAt(place))
    }
    expect(await chat.messages('trade')).toMatchObject([{ id: own.id, editedAt: null }])
  })
})

describe('a user', () => {
  test('edits their own messages, and no others', async () => {
    const { server, chat } = await trade()
    const own = await sendAs(server, 'alice', { text: 'Helo', custom: { a: '1', b: '2' } })
    const [system = '', others = ''] = await chat.send(
      'trade',
      systemMessage('Paid'),
      userMessage('bob', 'Hi'),
    )
    const patch = { text: 'Hello', custom: { a: null } }
    expect(await callAs(server, 'alice', 'PATCH', own.id, patch)).toMatchObject({ status: 200 })
    const after = await chat.message('trade', own.id)
    expect(after).toMatchObject({ text: 'Hello', custom: { b: '2' } })
    expect(after.editedAt).not.toBeNull()
    expect(await callAs(server, 'alice', 'PATCH', others, patch)).toMatchObject(
      forbidden('editAnyMessage'),
    )
    expect(await callAs(server, 'alice', 'PATCH', system, patch)).toMatchObject(
      forbidden('System messages'),
    )
    expect(await callAs(server, 'alice', 'PATCH', 'msg_unknown', patch)).toMatchObject({
      status: 404,
    })
    for (const userId of ['carol', 'former'])
      expect((await callAs(server, userId, 'PATCH', own.id, patch)).status).toBe(404)
    await chat.change('trade', 'alice', { access: 'Read' })
    expect(await callAs(server, 'alice', 'PATCH', own.id, patch)).toMatchObject(forbidden('"Read"'))
    for (const [body, place] of [
      [{}, '#'],
      [{ text: null }, '#/text'],
      [{ type: 'SystemMessage' }, '#/type'],
      [{ custom: { k: 'x'.repeat(65_536) } }, '#/custom'],
    ] as const)
      expect(await callAs(server, 'bob', 'PATCH', others, body)).toMatchObject(invalidAt(place))
    expect(await chat.message('trade', others)).toMatchObject({ text: 'Hi', editedAt: null })
  })

  test('deletes their own messages, and no others; deleting a message that does not exist succeeds', async () => {
    const { server, chat } = await trade()
    const own = await sendAs(server, 'alice', { text: 'Hello' })
    const [others = ''] = await chat.say('trade', 'bob', 'Hi')
    expect(await callAs(server, 'alice', 'DELETE', others)).toMatchObject(
      forbidden('deleteAnyMessage'),
    )
    for (const userId of ['carol', 'former'])
      expect((await callAs(server, userId, 'DELETE', own.id)).status).toBe(404)
    expect(await callAs(server, 'reader', 'DELETE', own.id)).toMatchObject(forbidden('"Read"'))
    for (const id of [own.id, own.id, 'msg_unknown'])
      expect(await callAs(server, 'alice', 'DELETE', id)).toMatchObject({ status: 200, body: {} })
    expect((await chat.messages('trade')).map(({ id }) => id)).toEqual([others])
  })

  test('with the permission for any message changes and deletes all, but edits no system messages', async () => {
    const roles = {
      moderator: {
        ...{ editOwnMessages: false, deleteOwnMessages: false },
        ...{ editAnyMessage: true, deleteAnyMessage: true },
      },
      guest: { editOwnMessages: false, deleteOwnMessages: false },
    }
    const { server, chat } = await trade({ settings: { roles } })
    await chat.putUser('alice', { role: 'moderator' })
    await chat.putUser('bob', { role: 'guest' })
    const own = await sendAs(server, 'alice', { text: 'Hello' })
    const others = await sendAs(server, 'bob', { text: 'Hi' })
    const [system = ''] = await chat.send('trade', systemMessage('Paid'))
    const patch = { text: 'Removed' }
    expect(await callAs(server, 'bob', 'PATCH', others.id, patch)).toMatchObject(
      forbidden('editOwnMessages'),
    )
    expect(await callAs(server, 'bob', 'DELETE', others.id)).toMatchObject(
      forbidden('deleteOwnMessages'),
    )
    for (const id of [own.id, others.id])
      expect((await callAs(server, 'alice', 'PATCH', id, patch)).status).toBe(200)
    expect((await callAs(server, 'alice', 'PATCH', system, patch)).status).toBe(403)
    expect((await chat.messages('trade')).map(({ text }) => text)).toEqual([
      ...['Paid', 'Removed', 'Removed'],
    ])
    for (const id of [own.id, others.id, system])
      expect((await callAs(server, 'alice', 'DELETE', id)).status).toBe(200)
    expect(await chat.messages('trade')).toEqual([])
  })
})
