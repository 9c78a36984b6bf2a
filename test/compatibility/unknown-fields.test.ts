import { appsWith } from '@openparley/test-kit/apps-with'
import { chatOf } from '@openparley/test-kit/chat'
import { requestJson } from '@openparley/test-kit/json-request'
import type { TestApp } from '@openparley/test-kit/server'
import { beforeAll, expect, test } from 'vitest'

const { lenient, strict } = await appsWith({ lenient: { unknownFields: 'ignore' }, strict: {} })

beforeAll(async () => {
  for (const app of [lenient, strict])
    await chatOf(app.client).conversationWith('order', ['alice', 'bob'])
})

// Without the check of the test kit, since these requests are not valid against the document.
async function send(app: TestApp, method: string, path: string, body?: unknown) {
  const { status, text } = (await requestJson(app, method, path, body)) ?? { status: 0, text: '' }
  return { status, body: JSON.parse(text) }
}

const unknown = { vip: true, legacy: { a: [1, null] } }
const hello = { type: 'UserMessage', sender: 'alice', text: 'Hi' }

const requests: [method: string, path: string, body?: unknown][] = [
  ['PUT', '/users/alice', { name: 'Alicia', ...unknown }],
  ['PUT', '/users', { alice: { name: 'Alicia', ...unknown }, bob: { ...unknown } }],
  ['PUT', '/conversations/order', { subject: 'Boots', ...unknown }],
  ['PUT', '/conversations/order/participants/bob', { notify: false, ...unknown }],
  ['PATCH', '/conversations/order/participants/bob', { notify: true, ...unknown }],
  ['PATCH', '/users/alice/conversations/order', { isUnread: true, ...unknown }],
  ['POST', '/conversations/order/readBy/alice', unknown],
  ['POST', '/conversations/order/messages', [{ ...hello, ...unknown }, hello]],
  ['GET', '/users?colour=red&limit=1'],
  ['GET', '/users/alice?colour=red'],
  ['GET', `/conversations?filter=${encodeURIComponent('{"custom":{"a":"!exists"},"colour":1}')}`],
]

test.each(requests)(
  'an app that ignores unknown fields accepts them in %s %s, and another app refuses them by name',
  async (method, path, body) => {
    expect((await send(lenient, method, path, body)).status).toBe(200)
    const { status, body: problem } = await send(strict, method, path, body)
    expect(status).toBe(400)
    expect(JSON.stringify(problem)).toMatch(/Unknown (property|parameter)/)
  },
)

test('ignored properties are not stored and change nothing', async () => {
  await send(lenient, 'PUT', '/users/carol', { name: 'Carol', ...unknown, custom: { vip: 'yes' } })
  const { body: carol } = await send(lenient, 'GET', '/users/carol')
  expect(carol).toMatchObject({ name: 'Carol', custom: { vip: 'yes' } })
  expect(carol).not.toHaveProperty('vip')
  expect(carol).not.toHaveProperty('legacy')
  const { body: all } = await send(lenient, 'GET', '/users?limti=1&limti=2&limit=100')
  expect(all).toEqual((await send(lenient, 'GET', '/users?limit=100')).body)
})

test.each([
  ['PUT', '/users/alice', { ...unknown, name: 5 }, '#/name'],
  ['PUT', '/users/alice', { ...unknown, email: [5] }, '#/email/0'],
  ['PUT', '/users/alice', { ...unknown, custom: { a: 1 } }, '#/custom/a'],
  ['POST', '/conversations/order/messages', [{ ...hello, ...unknown, text: '' }], '#/0/text'],
  ['POST', '/conversations/order/messages', [{ ...unknown, type: 'Other' }], '#/0'],
  ['GET', '/users?colour=red&limit=x', undefined, 'query/limit'],
  ['GET', '/users?colour=red&limit=1&limit=2', undefined, 'query/limit'],
  ['GET', '/users?filter=1&isOnline=5', undefined, 'query/isOnline'],
] as const)(
  'an app that ignores unknown fields still refuses other faults: %s %s %j',
  async (method, path, body, place) => {
    const { status, body: problem } = await send(lenient, method, path, body)
    expect(status).toBe(400)
    expect(Object.keys(problem.errors)).toEqual([place])
  },
)

test('an app that ignores unknown fields refuses an unknown version', async () => {
  for (const name of ['TalkJS-REST-Version', 'Parley-Version'])
    expect(
      await lenient.call('GET', '/users', { headers: { [name]: '2020-01-01' } }),
    ).toMatchObject({
      status: 400,
      body: { errors: { [`header/${name}`]: expect.any(Array) } },
    })
})
