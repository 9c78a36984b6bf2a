import { testApp } from '@openparley/test-kit/server'
import { testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'

/** A server with a conversation between alice and sebastian. */
async function shop() {
  const server = await testApp()
  const { call } = server
  for (const [id, name] of [
    ['alice', 'Alice'],
    ['sebastian', 'Sebastian'],
    ['mallory', 'Mallory'],
  ])
    await call('PUT', `/users/${id}`, { body: { name } })
  const send = (sender: string, text: string) =>
    call('POST', '/conversations/boots/messages', {
      body: [{ type: 'UserMessage', sender, text }],
    })
  await call('PUT', '/conversations/boots', {
    body: {
      participants: ['alice', 'sebastian'],
      subject: 'Black leather boots',
      photoUrl: 'https://example.com/boots.png',
      welcomeMessages: ['Hello!', 'Be kind.'],
      custom: { color: 'black' },
    },
  })
  const as = (userId: string) => testSession(server, userId).conversation('boots')
  return { server, call, send, as }
}

describe('a ref', () => {
  test('is immutable: to reference a different conversation, get a new ConversationRef', async () => {
    const { as, server } = await shop()
    const boots = as('alice')
    expect(() => Object.assign(boots, { id: 'shoes' })).toThrow(TypeError)
    expect(boots.id).toBe('boots')
    expect(testSession(server, 'alice').conversation('shoes').id).toBe('shoes')
  })
})

describe('get', () => {
  test('fetches the conversation and the user’s own participation', async () => {
    const { as, call } = await shop()
    const { body } = await call('GET', '/conversations/boots')
    const { createdAt } = body as { createdAt: number }
    await expect(as('alice').get()).resolves.toStrictEqual({
      access: 'ReadWrite',
      createdAt,
      custom: { color: 'black' },
      everyoneReadUntil: null,
      id: 'boots',
      isUnread: false,
      joinedAt: createdAt,
      lastMessage: null,
      lastMessageAt: createdAt,
      notify: true,
      photoUrl: 'https://example.com/boots.png',
      readUntil: null,
      subject: 'Black leather boots',
      unreadMentionCount: 0,
      unreadMessageCount: 0,
      welcomeMessages: ['Hello!', 'Be kind.'],
    })
  })

  test('is null if the user is not a participant', async () => {
    const { as } = await shop()
    await expect(as('mallory').get()).resolves.toBeNull()
  })

  test('is null if the conversation does not exist', async () => {
    const { server } = await shop()
    const { conversation } = testSession(server, 'alice')
    await expect(conversation('sandals').get()).resolves.toBeNull()
  })

  test('is the perspective of the current user: access and notify are their own', async () => {
    const { as, call } = await shop()
    await call('PATCH', '/conversations/boots/participants/alice', {
      body: { access: 'Read', notify: 'MentionsOnly' },
    })
    await call('PATCH', '/conversations/boots/participants/sebastian', { body: { notify: false } })
    await expect(as('alice').get()).resolves.toMatchObject({
      access: 'Read',
      notify: 'MentionsOnly',
    })
    await expect(as('sebastian').get()).resolves.toMatchObject({
      access: 'ReadWrite',
      notify: false,
    })
  })

  test('counts the messages that the current user has not read', async () => {
    const { as, send } = await shop()
    await send('sebastian', 'Hello Alice!')
    await send('sebastian', 'Are you there?')
    await expect(as('alice').get()).resolves.toMatchObject({
      unreadMessageCount: 2,
      isUnread: true,
    })
    await expect(as('sebastian').get()).resolves.toMatchObject({
      unreadMessageCount: 0,
      isUnread: false,
    })
  })

  test('isUnread can be true even when unreadMessageCount is zero, if marked as unread', async () => {
    const { as, call } = await shop()
    await call('PATCH', '/users/alice/conversations/boots', { body: { isUnread: true } })
    await expect(as('alice').get()).resolves.toMatchObject({
      isUnread: true,
      unreadMessageCount: 0,
    })
  })

  test('lastMessageAt is the time of the newest message, or of the creation without messages', async () => {
    const { as, call, send } = await shop()
    const before = await as('alice').get()
    expect(before?.lastMessageAt).toBe(before?.createdAt)
    const { body } = await send('sebastian', 'Hello Alice!')
    const [{ id }] = body as [{ id: string }]
    const message = await call('GET', `/conversations/boots/messages/${id}`)
    const { createdAt } = message.body as { createdAt: number }
    await expect(as('alice').get()).resolves.toMatchObject({ lastMessageAt: createdAt })
  })

  test('does not update old snapshots; they are frozen', async () => {
    const { as, call } = await shop()
    const boots = as('alice')
    const old = await boots.get()
    await call('PUT', '/conversations/boots', { body: { subject: 'Brown leather boots' } })
    expect(old).toMatchObject({ subject: 'Black leather boots' })
    expect(() => Object.assign(old ?? {}, { subject: 'None' })).toThrow(TypeError)
    expect(() => old?.welcomeMessages.push('Buy!')).toThrow(TypeError)
    await expect(boots.get()).resolves.toMatchObject({ subject: 'Brown leather boots' })
  })
})
