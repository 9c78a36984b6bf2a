import { chatOf, ids } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'

async function serverWithConversation() {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  await chat.users('carol')
  const settingsOf = async (userId: string) => {
    const { access, notify } = (await chat.get('order')).participants[userId] ?? {}
    return { access, notify }
  }
  return { ...server, chat, settingsOf }
}

const member = { access: 'ReadWrite', notify: true }
const nobody = { access: undefined, notify: undefined }

describe('joining', () => {
  test('adds a participant with access ReadWrite and all notifications by default', async () => {
    const { chat, call, settingsOf } = await serverWithConversation()
    expect(await chat.join('order', 'carol')).toEqual({})
    expect(await settingsOf('carol')).toEqual(member)
    await chat.leave('order', 'carol')
    await call('PUT', '/conversations/order/participants/carol')
    expect(await settingsOf('carol'), 'without a body').toEqual(member)
    expect(ids(await chat.listOf('carol'))).toEqual(['order'])
  })

  test('sets each access and each kind of notification', async () => {
    const { chat, settingsOf } = await serverWithConversation()
    for (const access of ['Read', 'ReadWrite'] as const)
      for (const notify of [false, 'MentionsOnly', true] as const) {
        await chat.join('order', 'carol', { access, notify })
        expect(await settingsOf('carol')).toEqual({ access, notify })
      }
  })

  test('overwrites both for an existing participant', async () => {
    const { chat, settingsOf } = await serverWithConversation()
    await chat.join('order', 'alice', { access: 'Read', notify: 'MentionsOnly' })
    await chat.join('order', 'alice', { notify: false })
    expect(await settingsOf('alice')).toEqual({ access: 'ReadWrite', notify: false })
  })

  test("a second time keeps the user's read position", async () => {
    const { chat } = await serverWithConversation()
    await chat.say('order', 'bob', 'one')
    await chat.mark('alice', 'order', false)
    await chat.say('order', 'bob', 'two')
    await chat.join('order', 'alice')
    expect(await chat.seenBy('alice', 'order')).toMatchObject({ unreadMessageCount: 1 })
  })

  test('shows the whole history, with everything of others unread', async () => {
    const { chat } = await serverWithConversation()
    await chat.say('order', 'alice', 'one', 'two')
    await chat.join('order', 'carol')
    expect(await chat.seenBy('carol', 'order')).toMatchObject({
      unreadMessageCount: 2,
      isUnread: true,
      lastMessage: { text: 'two' },
    })
  })

  test.each([{ access: 'All' }, { access: null }, { notify: 'Never' }, { role: 'admin' }])(
    'refuses %j',
    async (body) => {
      const { call, settingsOf } = await serverWithConversation()
      expect((await call('PUT', '/conversations/order/participants/carol', { body })).status).toBe(
        400,
      )
      expect(await settingsOf('carol')).toEqual(nobody)
    },
  )
})

describe('changing a participant', () => {
  test('changes only what is sent', async () => {
    const { chat, settingsOf } = await serverWithConversation()
    await chat.change('order', 'alice', { notify: 'MentionsOnly' })
    expect(await settingsOf('alice')).toEqual({ access: 'ReadWrite', notify: 'MentionsOnly' })
    await chat.change('order', 'alice', { access: 'Read' })
    expect(await settingsOf('alice')).toEqual({ access: 'Read', notify: 'MentionsOnly' })
    await chat.change('order', 'alice', {})
    expect(await settingsOf('alice')).toEqual({ access: 'Read', notify: 'MentionsOnly' })
    expect(await settingsOf('bob')).toEqual(member)
  })

  test('is a 404 for a user who is not a participant', async () => {
    const { call } = await serverWithConversation()
    const path = '/conversations/order/participants/carol'
    expect((await call('PATCH', path, { body: { notify: false } })).status).toBe(404)
  })
})

describe('leaving', () => {
  test('removes the user from the conversation and the conversation from their list, but not their messages', async () => {
    const { chat, settingsOf } = await serverWithConversation()
    await chat.say('order', 'alice', 'one')
    expect(await chat.leave('order', 'alice')).toEqual({})
    expect(await settingsOf('alice')).toEqual(nobody)
    expect(await chat.listOf('alice')).toEqual([])
    expect(await chat.messages('order')).toMatchObject([{ senderId: 'alice', text: 'one' }])
    expect(await chat.seenBy('bob', 'order')).toMatchObject({ unreadMessageCount: 1 })
  })

  test('removes them from readBy; after joining again, nothing is read', async () => {
    const { chat } = await serverWithConversation()
    await chat.say('order', 'bob', 'one')
    await chat.mark('alice', 'order', false)
    await chat.leave('order', 'alice')
    expect(await chat.messages('order')).toMatchObject([{ readBy: [] }])
    await chat.put('order', { participants: ['alice'] })
    expect(await chat.seenBy('alice', 'order')).toMatchObject({ unreadMessageCount: 1 })
  })
})

test.each(['PUT', 'PATCH', 'DELETE'])(
  '%s of a participant is a 404 for an unknown conversation or user',
  async (method) => {
    const { call } = await serverWithConversation()
    const options = method === 'DELETE' ? {} : { body: {} }
    for (const path of ['never/participants/alice', 'order/participants/nobody'])
      expect((await call(method, `/conversations/${path}`, options)).status).toBe(404)
  },
)

test('joining, changing and leaving are "idempotent, all of them"', async () => {
  const { chat } = await serverWithConversation()
  await chat.say('order', 'bob', 'one')
  const steps = [
    () => chat.join('order', 'carol', { access: 'Read' }),
    () => chat.change('order', 'carol', { notify: false }),
    () => chat.change('order', 'carol', { access: 'None' }),
    () => chat.change('order', 'carol', { access: 'ReadWrite' }),
    () => chat.leave('order', 'carol'),
    () => chat.join('order', 'carol'),
  ]
  for (const step of steps) {
    await step()
    const once = [await chat.get('order'), await chat.listOf('carol')]
    expect(await step()).toEqual({})
    expect([await chat.get('order'), await chat.listOf('carol')]).toEqual(once)
  }
})

test('a participant exists once or not at all after many concurrent calls that add, change and remove them', async () => {
  const { chat, client } = await serverWithConversation()
  const participant = { params: { path: { conversationId: 'order', userId: 'carol' } } }
  await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      index % 3 === 0
        ? chat.leave('order', 'carol')
        : index % 3 === 1
          ? chat.join('order', 'carol')
          : client.PATCH('/conversations/{conversationId}/participants/{userId}', {
              ...participant,
              body: { access: 'Read' },
            }),
    ),
  )
  await chat.say('order', 'bob', 'one')
  const inConversation = Object.keys((await chat.get('order')).participants).includes('carol')
  const seen = await chat.listOf('carol')
  expect(seen).toHaveLength(inConversation ? 1 : 0)
  if (inConversation) expect(seen[0]).toMatchObject({ unreadMessageCount: 1 })
})
