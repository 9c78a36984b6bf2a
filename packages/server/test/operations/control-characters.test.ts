import { callsOf, testApp } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

// PostgreSQL cannot store NUL in text. Wherever one is sent, it is stored or refused, never a 500.

const characters = { 'a NUL': '\0', 'a control character': '\u0001', DEL: '\u007f', CSI: '\u009b' }

test.each(Object.entries(characters))('%s in any part of a path is a 4xx', async (_, character) => {
  const server = await testApp()
  const part = encodeURIComponent(character)
  const token = await userToken(server, 'alice')
  const headers = { authorization: `Bearer ${token}` }
  for (const id of [part, `a${part}`, `${part}a`])
    for (const path of [
      `/users/${id}`,
      `/users/${id}/conversations`,
      `/users/alice/conversations?startingAfter=${id}`,
      `/users?startingAfter=${id}`,
      `/conversations/${id}`,
      `/conversations/${id}/messages`,
      `/conversations/order/messages/${id}`,
      `/realtime/users/${id}`,
      `/realtime/conversations/${id}`,
    ]) {
      const { status } = await server.call(
        'GET',
        path,
        path.startsWith('/realtime') ? { headers } : {},
      )
      expect([400, 404], path).toContain(status)
    }
  const elsewhere = callsOf({ ...server, appId: `shop${part}` })
  expect(await elsewhere('GET', '/users')).toMatchObject({ status: 401 })
})

test.each(Object.entries(characters))('%s in any text is kept, or a 400', async (_, text) => {
  const { call } = await testApp()
  const user = { name: text, role: text, photoUrl: text, email: [text], custom: { [text]: text } }
  expect(await call('PUT', '/users/alice', { body: user })).toMatchObject({ status: 200 })
  expect((await call('GET', '/users/alice')).body).toMatchObject(user)
  const conversation = {
    subject: text,
    topicId: text,
    welcomeMessages: [text],
    custom: { a: text },
  }
  const body = { ...conversation, participants: ['alice'] }
  expect(await call('PUT', '/conversations/order', { body })).toMatchObject({ status: 200 })
  expect((await call('GET', '/conversations/order')).body).toMatchObject(conversation)
  const filter = encodeURIComponent(JSON.stringify({ custom: { a: ['==', text] } }))
  const found = await call('GET', `/conversations?filter=${filter}`)
  expect(found.body).toMatchObject({ data: [{ id: 'order' }] })

  const message = { type: 'SystemMessage', text, custom: { [text]: text } }
  const send = (more = {}) =>
    call('POST', '/conversations/order/messages', { body: [{ ...message, ...more }] })
  expect(await send()).toMatchObject({ status: 200 })
  const first = await send({ idempotencyKey: text })
  expect([200, 400]).toContain(first.status)
  expect(await send({ idempotencyKey: text })).toMatchObject({
    status: first.status,
    body: first.body,
  })
  for (const where of ['sender', 'referencedMessageId', 'attachmentToken'])
    expect(await send({ type: 'UserMessage', sender: 'alice', [where]: text })).toMatchObject({
      status: 400,
    })
})
