import { type Chat, chatOf, ids } from '@openparley/test-kit/chat'
import { callsOf, testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

const names = ['red', 'blue']

/** Two apps with the same ids, but different data. */
async function twoApps() {
  const [red, blue] = await Promise.all(
    names.map(async (name) => {
      const app = await testApp()
      const chat = chatOf(app.client)
      await chat.conversationWith('order', ['alice', 'bob'], { subject: name })
      await chat.putUser('alice', { name, custom: { [name]: 'yes' } })
      await chat.say('order', 'bob', name)
      return { ...app, chat }
    }),
  )
  if (!red || !blue) throw new Error('There are two apps.')
  return { red, blue }
}

/** Everything that the secret key of an app can read. */
const everything = async (chat: Chat) => ({
  users: await chat.listUsers({ limit: 100 }),
  conversations: await chat.list({ limit: 100 }),
  unread: await chat.list({ filter: '{"custom":{"none":"!exists"}}' }),
  ofAlice: await chat.listOf('alice', { limit: 100 }),
  ofBob: await chat.listOf('bob', { limit: 100 }),
  messages: await chat.messages('order', { limit: 100 }),
})

describe('two apps side by side', () => {
  test('have their own users, conversations and messages under the same ids', async () => {
    const { red, blue } = await twoApps()
    for (const [{ chat }, name] of [
      [red, 'red'],
      [blue, 'blue'],
    ] as const) {
      expect(await chat.user('alice')).toMatchObject({ name, custom: { [name]: 'yes' } })
      expect(await chat.get('order')).toMatchObject({
        subject: name,
        lastMessage: { text: name },
      })
      const seen = await everything(chat)
      expect(JSON.stringify(seen)).not.toContain(name === 'red' ? 'blue' : 'red')
      expect(ids(seen.users)).toEqual(['alice', 'bob'])
      expect(seen.conversations).toHaveLength(1)
      expect(seen.ofAlice).toMatchObject([{ unreadMessageCount: 1 }])
      expect(seen.messages).toHaveLength(1)
    }
  })

  test('are not affected by changes in the other', async () => {
    const { red, blue } = await twoApps()
    const before = await everything(blue.chat)
    const [{ id = '' } = {}] = await red.chat.messages('order')
    await red.chat.users('carol', 'alice')
    await red.chat.put('order', { participants: ['carol'], custom: { more: 'yes' } })
    await red.chat.edit('order', id, { text: 'edited' })
    await red.chat.say('order', 'alice', 'more')
    await red.chat.mark('alice', 'order', false)
    await red.chat.change('order', 'bob', { access: 'None' })
    await red.chat.leave('order', 'bob')
    await red.chat.deleteMessage('order', id)
    expect(await everything(blue.chat)).toEqual(before)
    await red.chat.delete('order')
    expect(await everything(blue.chat)).toEqual(before)
  })

  test('share no idempotency keys', async () => {
    const { red, blue } = await twoApps()
    const message = { type: 'SystemMessage', text: 'once', idempotencyKey: 'key' } as const
    const [one] = await red.chat.send('order', message)
    const [other] = await blue.chat.send('order', message)
    expect(other).not.toBe(one)
  })

  test('an app cannot use ids of another app: they are unknown, as if they had never existed', async () => {
    const { red, blue } = await twoApps()
    await blue.chat.conversationWith('secret', ['zoe'])
    const [messageId = ''] = await blue.chat.say('secret', 'zoe', 'hush')
    const requests: [string, string, string, unknown?][] = [
      ['GET', '/users/zoe', '/users/nil'],
      ['GET', '/users/zoe/conversations', '/users/nil/conversations'],
      ['GET', '/users?startingAfter=zoe', '/users?startingAfter=nil'],
      ['GET', '/conversations/secret', '/conversations/nil'],
      ['DELETE', '/conversations/secret', '/conversations/nil'],
      ['GET', '/conversations?startingAfter=secret', '/conversations?startingAfter=nil'],
      ['GET', '/conversations/secret/messages', '/conversations/nil/messages'],
      ['PUT', '/conversations/order/participants/zoe', '/conversations/order/participants/nil', {}],
      [
        'GET',
        `/conversations/order/messages/${messageId}`,
        '/conversations/order/messages/msg_0000000000000000000000',
      ],
      [
        'GET',
        `/conversations/order/messages?startingAfter=${messageId}`,
        '/conversations/order/messages?startingAfter=msg_0000000000000000000000',
      ],
    ]
    const unnamed = (body: unknown) =>
      JSON.stringify(body).replaceAll(/zoe|secret|nil|msg_\w{22}/g, 'it')
    for (const [method, theirs, nobodys, body] of requests) {
      const options = body === undefined ? {} : { body }
      const found = await red.call(method, theirs, options)
      const missing = await red.call(method, nobodys, options)
      expect([400, 404]).toContain(found.status)
      expect([found.status, unnamed(found.body)]).toEqual([missing.status, unnamed(missing.body)])
    }
    for (const body of [{ participants: ['zoe'] }, { participants: ['nil'] }]) {
      const { status, body: answer } = await red.call('PUT', '/conversations/order', { body })
      expect(status).toBe(400)
      expect(Object.keys((answer as { errors: object }).errors)).toEqual(['#/participants/0'])
    }
    expect(await blue.chat.messages('secret')).toHaveLength(1)
  })

  test('an error reveals nothing: the key of another app gets the same response as for an unknown app', async () => {
    const { red, blue } = await twoApps()
    const answers = []
    for (const appId of [blue.appId, 'green']) {
      const call = callsOf({ ...red, appId })
      for (const [method, path, body] of [
        ['GET', '/users/alice', undefined],
        ['GET', '/conversations?limit=1000', undefined],
        ['PUT', '/users/alice', { name: 7 }],
        ['GET', '/users/nobody', undefined],
      ] as const) {
        const answer = await call(method, path, body ? { body } : {})
        answers.push({ status: answer.status, body: answer.body })
      }
    }
    expect(answers[0]).toMatchObject({ status: 401 })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})
