import { agentOf } from '@openparley/test-kit/agent'
import { chatOf } from '@openparley/test-kit/chat'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { beforeAll, expect, test } from 'vitest'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})

const writing = '?write=true'
const path = (more = '') => `/v1/${app.appId}/mcp${more}`

test('with the secret key, an agent only reads', async () => {
  const { client } = await agentOf(app, app.secretKey)
  const { tools } = await client.listTools()
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true)
  expect(tools.map(({ name }) => name)).toEqual([
    'get_app',
    'list_users',
    'get_user',
    'list_conversations',
    'list_conversations_of_user',
    'list_webhooks',
    'list_webhook_attempts',
    'read_conversation',
  ])
  // A model reads all these schemas before its first word.
  expect(JSON.stringify(tools).length).toBeLessThan(40_000)
})

test('an agent finds what is in the app', async () => {
  const chat = chatOf(app.client)
  await chat.conversationWith('boots', ['alice', 'bob'], { subject: 'Boots' })
  await chat.say('boots', 'bob', 'They fit!')
  const { id: webhookId } = (
    await app.client.POST('/webhooks', { body: { url: 'https://shop.example/hook' } })
  ).data as { id: string }
  const { use } = await agentOf(app, app.secretKey)
  expect(await use('get_app')).toMatchObject({ id: app.appId })
  expect((await use('list_users', { limit: 1 })).data).toHaveLength(1)
  expect(await use('get_user', { userId: 'alice' })).toMatchObject({ name: 'alice', email: null })
  expect((await use('list_conversations')).data).toMatchObject([
    {
      id: 'boots',
      participants: { alice: { isUnread: true } },
      lastMessage: { text: 'They fit!' },
    },
  ])
  const unread = { userId: 'alice', unreadsOnly: true }
  expect((await use('list_conversations_of_user', unread)).data).toMatchObject([{ id: 'boots' }])
  expect(await use('read_conversation', { conversationId: 'boots' })).toMatchObject({
    conversation: { subject: 'Boots' },
    messages: { data: [{ senderId: 'bob', text: 'They fit!' }] },
  })
  expect((await use('list_webhooks')).data).toMatchObject([{ id: webhookId, enabled: true }])
  expect((await use('list_webhook_attempts', { webhookId })).data).toEqual([])
})

test('an agent that may write changes the app', async () => {
  const { use } = await agentOf(app, app.secretKey, { path: path(writing) })
  await use('save_user', { userId: 'carol', name: 'Carol', email: ['carol@example.com'] })
  await use('save_user', { userId: 'dan', name: 'Dan' })
  const laces = { conversationId: 'laces' }
  await use('save_conversation', { ...laces, participants: ['carol', 'dan'], subject: 'Laces' })
  const greeting = { ...laces, sender: 'dan', text: 'Hello!', idempotencyKey: 'hello' }
  const { id } = await use('send_message', greeting)
  expect(await use('send_message', greeting)).toEqual({ id })
  await use('send_message', { ...laces, text: 'Sent by the shop', idempotencyKey: 'note' })
  await use('remove_participant', { ...laces, userId: 'carol' })
  const chat = chatOf(app.client)
  expect(await chat.messages('laces')).toMatchObject([
    { type: 'SystemMessage', text: 'Sent by the shop' },
    { id, senderId: 'dan', text: 'Hello!' },
  ])
  expect(Object.keys((await chat.get('laces')).participants)).toEqual(['dan'])
  await use('delete_message', { ...laces, messageId: id })
  expect(await chat.messages('laces')).toHaveLength(1)
})
