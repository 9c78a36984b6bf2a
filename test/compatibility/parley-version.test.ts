import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

const path = '/users/nobody/conversations'

test('accepts Parley-Version beside TalkJS-REST-Version', async () => {
  const { call } = await testApp()
  for (const names of [
    ['TalkJS-REST-Version'],
    ['Parley-Version'],
    ['TalkJS-REST-Version', 'Parley-Version'],
  ]) {
    const headers = (version: string) => Object.fromEntries(names.map((name) => [name, version]))
    // Before 2024-01-01, the list of a user who does not exist is empty.
    expect((await call('GET', path, { headers: headers('2021-07-30') })).status).toBe(200)
    expect((await call('GET', path, { headers: headers('2024-01-01') })).status).toBe(404)
  }
})

test('refuses a request whose two headers name different versions', async () => {
  const { call } = await testApp()
  const headers = { 'TalkJS-REST-Version': '2024-01-01', 'Parley-Version': '2021-07-30' }
  expect(await call('GET', path, { headers })).toMatchObject({
    status: 400,
    body: { errors: { 'header/Parley-Version': ['Must equal TalkJS-REST-Version.'] } },
  })
})

test('refuses a version that is not in the document, and names the header', async () => {
  const { call } = await testApp()
  expect(await call('GET', path, { headers: { 'Parley-Version': '2020-01-01' } })).toMatchObject({
    status: 400,
    body: { errors: { 'header/Parley-Version': expect.any(Array) } },
  })
})

const calls: [method: string, path: string, body?: unknown][] = [
  ['PUT', '', { custom: { plan: 'pro' } }],
  ['GET', ''],
  ['GET', '/users/alice/sessions'],
  ['POST', '/presences', {}],
  ['POST', '/batch', [[1, 'GET', '/users']]],
  ['PUT', '/users', { alice: { name: 'Alice' } }],
  ['PUT', '/users/bob', { name: 'Bob' }],
  ['GET', '/users'],
  ['GET', '/users/alice'],
  ['PUT', '/conversations/order', { participants: ['alice', 'bob'] }],
  ['GET', '/conversations'],
  ['GET', '/conversations/order'],
  ['GET', '/users/alice/conversations'],
  ['PATCH', '/users/alice/conversations/order', { isUnread: true }],
  ['POST', '/conversations/order/readBy/alice', {}],
  ['PUT', '/conversations/order/participants/bob', {}],
  ['PATCH', '/conversations/order/participants/bob', { notify: false }],
  ['GET', '/conversations/order/participants'],
  ['DELETE', '/conversations/order/participants/bob'],
  ['POST', '/conversations/order/messages', [{ type: 'SystemMessage', text: 'Hi' }]],
  ['GET', '/conversations/order/messages'],
]

test('both headers are accepted by every operation', async () => {
  const { call } = await testApp()
  const headers = { 'TalkJS-REST-Version': '2024-01-01', 'Parley-Version': '2024-01-01' }
  for (const [method, path, body] of calls)
    expect(await call(method, path, { headers, body }), `${method} ${path}`).toMatchObject({
      status: 200,
    })
  const { body } = await call('GET', '/conversations/order/messages')
  const [{ id }] = (body as { data: [{ id: string }] }).data
  for (const [method, body] of [['GET'], ['PUT', { text: 'Hello' }], ['DELETE']] as const)
    expect(
      await call(method, `/conversations/order/messages/${id}`, { headers, body }),
    ).toMatchObject({ status: 200 })
  expect(await call('DELETE', '/conversations/order', { headers })).toMatchObject({ status: 200 })
})
