import { anyText } from '@openparley/test-kit/any-text'
import { requestBytes, sendRaw } from '@openparley/test-kit/raw'
import { testApp } from '@openparley/test-kit/server'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const texts = {
  'an emoji of several code points': '👩‍👩‍👧‍👦🏳️‍🌈',
  'a NUL': 'a\0b',
  'control characters': '\u0001\b\f\n\r\t\u001f\u007f\u0085\u2028\u2029',
  'a byte order mark at the start': '\ufeffa',
  noncharacters: '\uffff\ufffe\u{10ffff}\ufdd0',
  'a private use character': '\ue000\u{f0000}',
  'letters with two normal forms': 'é e\u0301 Å A\u030a ﬁ',
  'text from right to left': '\u202eabc שלום \u2067مرحبا\u2069',
  'spaces only': ' \u00a0\u3000\u200b',
  'quotes and escapes of other languages': `'"\`\\'); DROP TABLE users; --\\u0000%00$1`,
}

test.each(Object.entries(texts))('%s survives in a message unchanged', async (_, text) => {
  const server = await testApp()
  await server.call('PUT', '/conversations/c', { body: {} })
  const body = [{ type: 'SystemMessage', text, custom: { key: text } }]
  const sent = await server.call('POST', '/conversations/c/messages', { body })
  expect(sent).toMatchObject({ status: 200 })
  const listed = await server.call('GET', '/conversations/c/messages')
  expect(listed.body).toMatchObject({ data: [{ text, custom: { key: text } }] })
})

test('a BOM before the body is not part of it (RFC 8259 §8.1)', async () => {
  const server = await testApp()
  const body = '\ufeff{"name":"Alice"}'
  const put = requestBytes(server, 'PUT', `/v1/${server.appId}/users/alice`, { body })
  await expect(sendRaw(server, put)).resolves.toMatchObject({ status: 200 })
})

test('any text survives as name, custom value and custom key', async () => {
  const server = await testApp()
  await fc.assert(
    fc.asyncProperty(anyText({ minLength: 1 }), async (text) => {
      const custom = Object.fromEntries([[text, text]])
      await server.call('PUT', '/users/alice', { body: { custom: null } })
      const put = await server.call('PUT', '/users/alice', { body: { name: text, custom } })
      expect(put).toMatchObject({ status: 200 })
      const { body } = await server.call('GET', '/users/alice')
      expect(body).toMatchObject({ name: text })
      expect(Object.entries((body as { custom: object }).custom)).toEqual([[text, text]])
    }),
    { numRuns: 200 },
  )
})

const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']

test.each(inherited)('%s is a custom key like any other', async (key) => {
  const server = await testApp()
  const custom = Object.fromEntries([[key, 'value']])
  await server.call('PUT', '/users/alice', { body: { name: 'Alice', custom } })
  await server.call('PUT', '/conversations/c', { body: { custom, participants: ['alice'] } })
  for (const path of ['/users/alice', '/conversations/c']) {
    const { body } = await server.call('GET', path)
    expect(Object.entries((body as { custom: object }).custom)).toEqual([[key, 'value']])
  }
  const filter = encodeURIComponent(
    JSON.stringify({ custom: Object.fromEntries([[key, 'exists']]) }),
  )
  const found = await server.call('GET', `/conversations?filter=${filter}`)
  expect(found.body).toMatchObject({ data: [{ id: 'c' }] })
  const unset = Object.fromEntries([[key, null]])
  await server.call('PUT', '/conversations/c', { body: { custom: unset } })
  const none = await server.call('GET', `/conversations?filter=${filter}`)
  expect(none).toMatchObject({ status: 200, body: { data: [] } })
})

test('an inherited name is not a custom key until someone sets it', async () => {
  const server = await testApp()
  await server.call('PUT', '/conversations/c', { body: {} })
  for (const key of inherited) {
    const filter = JSON.stringify({ custom: Object.fromEntries([[key, '!exists']]) })
    const found = await server.call('GET', `/conversations?filter=${encodeURIComponent(filter)}`)
    expect(found.body, key).toMatchObject({ data: [{ id: 'c' }] })
  }
})

test('such names are ids of users, participants and conversations like any other', async () => {
  const server = await testApp()
  const body = Object.fromEntries(inherited.map((id) => [id, { name: id }]))
  await expect(server.call('PUT', '/users', { body })).resolves.toMatchObject({ status: 200 })
  for (const id of inherited) {
    const user = await server.call('GET', `/users/${id}`)
    expect(user.body).toMatchObject({ id, name: id })
    await server.call('PUT', `/conversations/${id}`, { body: { participants: inherited } })
    const conversation = await server.call('GET', `/conversations/${id}`)
    const { participants } = conversation.body as { participants: object }
    expect(Object.keys(participants).sort()).toEqual([...inherited].sort())
  }
})
