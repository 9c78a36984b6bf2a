import { chatOf, faults, userMessage } from '@openparley/test-kit/chat'
import { requestBytes, sendRaw } from '@openparley/test-kit/raw'
import { type TestApp, testApp, testServer } from '@openparley/test-kit/server'
import { describe, expect, test, vi } from 'vitest'

type Calls = Parameters<Awaited<ReturnType<typeof batchOf>>['send']>[0]

/** An app, and batches of calls to it. */
async function batchOf(app: TestApp) {
  const post = (body: Parameters<typeof app.client.POST<'/batch'>>[1]['body'], headers = {}) =>
    app.client.POST('/batch', { body, headers })
  return {
    ...app,
    chat: chatOf(app.client),
    post,
    /** Sends a body that may not be a valid batch. */
    raw: (body: unknown) => app.call('POST', '/batch', { body }),
    async send(body: Parameters<typeof post>[0], headers = {}) {
      const { data, response } = await post(body, headers)
      expect(response.status).toBe(200)
      return data ?? []
    },
  }
}

const appWithBatch = async () => batchOf(await testApp())

const problem = (status: number) => expect.objectContaining({ status, title: expect.any(String) })

describe('a batch', () => {
  test('returns the number, status and body of each call, in the given order', async () => {
    const { chat, send } = await appWithBatch()
    await chat.users('alice')
    const results = await send([
      [7, 'PUT', '/users/bob', { name: 'Bob' }],
      [-2, 'GET', '/users/alice'],
      [7, 'PATCH', '/users/alice/conversations/unknown', { isUnread: true }],
      [0, 'GET', '/users/unknown'],
    ])
    expect(results).toEqual([
      [7, 200, {}],
      [-2, 200, await chat.user('alice')],
      [7, 404, problem(404)],
      [0, 404, problem(404)],
    ])
    expect(await chat.user('bob')).toMatchObject({ name: 'Bob' })
  })

  test('makes its calls one after the other, each after the effects of the call before it', async () => {
    const { chat, send } = await appWithBatch()
    const results = await send([
      [1, 'PUT', '/users', { alice: { name: 'Alice' }, bob: { name: 'Bob' } }],
      [2, 'PUT', '/conversations/order', { participants: ['alice', 'bob'] }],
      [3, 'POST', '/conversations/order/messages', [userMessage('alice', 'Hello Bob!')]],
      [4, 'GET', '/conversations/order/messages'],
      [5, 'DELETE', '/conversations/order/participants/bob', null],
      [6, 'PUT', '/conversations/empty'],
      [7, 'PUT', '/conversations/empty', null],
    ])
    expect(results.map(([, status]) => status)).toEqual(Array(7).fill(200))
    expect(results[3]?.[2]).toMatchObject({ data: [{ text: 'Hello Bob!', origin: 'rest' }] })
    expect(Object.keys((await chat.get('order')).participants)).toEqual(['alice'])
    expect((await chat.list()).map(({ id }) => id).sort()).toEqual(['empty', 'order'])
  })

  test('sends the payload of a GET as its query', async () => {
    const { chat, send } = await appWithBatch()
    await chat.conversationWith('read', ['alice', 'bob'])
    await chat.conversationWith('new', ['alice', 'bob'], { custom: { shop: 'a&b=c' } })
    await chat.say('new', 'bob', 'Hello')
    const filter = JSON.stringify({ custom: { shop: ['==', 'a&b=c'] } })
    const results = await send([
      [1, 'GET', '/users/alice/conversations', { limit: '30', unreadsOnly: 'true' }],
      [2, 'GET', '/users/alice/conversations?limit=30', { filter }],
      [3, 'GET', '/conversations?limit=1', {}],
      [4, 'GET', '/users', { limit: '101' }],
      [5, 'GET', '/users', { colour: 'red' }],
    ])
    const found = results.slice(0, 3).map(([, , body]) => (body as { data: { id: string }[] }).data)
    expect(found.map((list) => list.map(({ id }) => id))).toEqual([['new'], ['new'], ['new']])
    expect(results[3]?.[2]).toMatchObject({
      status: 400,
      errors: { 'query/limit': [expect.any(String)] },
    })
    expect(results[4]?.[2]).toMatchObject({ errors: { 'query/colour': ['Unknown parameter.'] } })
  })

  test('returns the error of a failed call as for a single call, and does not undo other calls', async () => {
    const { call, chat, send } = await appWithBatch()
    await chat.conversationWith('order', ['alice'])
    const calls: Calls = [
      [1, 'PUT', '/users/alice', { name: '' }],
      [2, 'PUT', '/users', { carol: {} }],
      [3, 'POST', '/conversations/order/messages', [userMessage('stranger', 'Hello')]],
      [4, 'POST', '/conversations/order/messages'],
      [5, 'DELETE', '/users/alice'],
      [6, 'GET', '/nothing'],
      [7, 'GET', '/users/%zz'],
      [8, 'GET', '/realtime/events'],
    ]
    const results = await send([...calls, [9, 'PUT', '/users/dave', { name: 'Dave' }]])
    const single = await Promise.all(
      calls.map(async ([number, method, path, body]) => {
        const response = await call(`${method}`, `${path}`, { ...(body && { body }) })
        return [number, response.status, response.body]
      }),
    )
    expect(results.slice(0, -1)).toEqual(single)
    expect(single.map(([, status]) => status)).toEqual([400, 400, 400, 400, 405, 404, 400, 401])
    expect(results.at(-1)).toEqual([9, 200, {}])
  })

  test('uses the version of each call, or else that of the batch', async () => {
    const { send } = await appWithBatch()
    const path = '/users/unknown/conversations'
    const calls: Calls = [
      [1, 'GET', path],
      [2, 'GET', path, null, { api_version: '2021-07-30' }],
      [3, 'GET', path, {}, { api_version: '2024-01-01' }],
      [4, 'GET', path, {}, {}],
    ]
    const statuses = async (headers = {}) =>
      (await send(calls, headers)).map(([, status]) => status)
    expect(await statuses()).toEqual([404, 200, 404, 404])
    for (const header of ['TalkJS-REST-Version', 'Parley-Version'])
      expect(await statuses({ [header]: '2021-02-09' })).toEqual([200, 200, 404, 200])
  })

  test('accepts percent-encoded paths', async () => {
    const { chat, send } = await appWithBatch()
    await chat.users('Zoë', 'a%b')
    const results = await send([
      [1, 'GET', '/users/Zoë'],
      [2, 'GET', '/users/Zo%C3%AB/'],
      [3, 'GET', '/users/a%25b'],
    ])
    expect(results.map(([, , body]) => (body as { id: string }).id)).toEqual(['Zoë', 'Zoë', 'a%b'])
  })

  test.each<[string, unknown, ...string[]]>([
    ['nothing', undefined, '#'],
    ['an object', {}, '#'],
    ['no call', [], '#'],
    [
      '11 calls',
      Array.from({ length: 11 }, (_, n) => [n, 'PUT', `/users/u${n}`, { name: 'U' }]),
      '#',
    ],
    ['a call that is not an array', [{ method: 'GET' }], '#/0'],
    ['a call without a path', [[1, 'GET']], '#/0'],
    ['a call with six parts', [[1, 'GET', '/users', {}, {}, 1]], '#/0'],
    ['a number that is not whole', [[1.5, 'GET', '/users']], '#/0/0'],
    ['an unknown method', [[1, 'PURGE', '/users']], '#/0/1'],
    ['the method HEAD', [[1, 'HEAD', '/users']], '#/0/1'],
    ['a path without a slash', [[1, 'GET', 'users']], '#/0/2'],
    ['a path with a backslash', [[1, 'GET', '/users\\..\\batch']], '#/0/2'],
    ['a path with a fragment', [[1, 'GET', '/users#1']], '#/0/2'],
    ['a path that leads up', [[1, 'DELETE', '/conversations/order/participants/..']], '#/0/2'],
    ['a path with encoded dot segments', [[1, 'DELETE', '/conversations/order/%2E%2e']], '#/0/2'],
    ['a path that stays', [[1, 'GET', '/./users']], '#/0/2'],
    ['a batch', [[1, 'POST', '/batch', []]], '#/0/2'],
    ['a batch with a query', [[1, 'POST', '/batch/?a=b', []]], '#/0/2'],
    ['a batch, encoded', [[1, 'POST', '/b%61tch', []]], '#/0/2'],
    ['a text as payload', [[1, 'PUT', '/users/u1', 'name']], '#/0/3'],
    ['a query that is an array', [[1, 'GET', '/users', []]], '#/0/3'],
    ['a query that is not text', [[1, 'GET', '/users', { limit: 1, a: '1' }]], '#/0/3/limit'],
    ['an unknown option', [[1, 'GET', '/users', {}, { version: '1' }]], '#/0/4/version'],
    [
      'an unknown version',
      [[1, 'GET', '/users', {}, { api_version: '2020' }]],
      '#/0/4/api_version',
    ],
  ])('refuses %s with 400, and makes none of its calls', async (_, body, ...places) => {
    const { chat, raw } = await appWithBatch()
    await chat.conversationWith('order', ['alice'])
    const good = [0, 'PUT', '/users/bob', { name: 'Bob' }]
    const isList = Array.isArray(body) && body.length > 0
    const refused = await raw(isList ? [...body, good] : body)
    expect(refused.status).toBe(400)
    expect(Object.keys((refused.body as { errors: object }).errors)).toEqual(places)
    expect(await chat.listUsers()).toMatchObject([{ id: 'alice' }])
    expect(Object.keys((await chat.get('order')).participants)).toEqual(['alice'])
  })

  test('names every invalid call', async () => {
    const { post } = await appWithBatch()
    // The document cannot express that a query contains only strings.
    const found = await faults(
      post([
        [1, 'GET', '/users', { limit: 5, startingAfter: 1 }],
        [2, 'GET', '/users'],
        [3, 'POST', '/batch'],
        [4, 'POST', '/files', {}],
        [5, 'POST', '/realtime/%66iles/', {}],
        [6, 'GET', '/files/file_1fWkq7VbXh3mQz0TgLc9Ra/a.txt'],
      ]),
    )
    expect(found).toEqual({
      '#/0/3/limit': ['Must be string.'],
      '#/0/3/startingAfter': ['Must be string.'],
      '#/2/2': ['A batch must not contain a batch.'],
      '#/3/2': ['A batch is JSON: it must not upload or download files.'],
      '#/4/2': ['A batch is JSON: it must not upload or download files.'],
      '#/5/2': ['A batch is JSON: it must not upload or download files.'],
    })
  })

  test('stays in its app', async () => {
    const apps = [
      { id: 'red', secretKey: 'sk_test_red_0001' },
      { id: 'blue', secretKey: 'sk_test_blue_0001' },
    ]
    const { raw, chat } = await batchOf(await testServer({ apps }))
    await chat.users('alice')
    const { status, body } = await raw([[1, 'GET', '/%2e%2e/blue/users']])
    expect(status).toBe(400)
    expect(body).toMatchObject({ errors: { '#/0/2': [expect.any(String)] } })
  })

  test('needs the key of its app, and is JSON of at most 1 MiB', async () => {
    const { call, chat } = await appWithBatch()
    const body = [[1, 'PUT', '/users/bob', { name: 'Bob' }]]
    const headers = { authorization: 'Bearer sk_wrong' }
    expect((await call('POST', '/batch', { body, headers })).status).toBe(401)
    const text = { 'content-type': 'text/plain' }
    expect((await call('POST', '/batch', { body, headers: text })).status).toBe(415)
    const large = [[1, 'PUT', '/users/bob', { name: 'x'.repeat(1024 * 1024) }]]
    expect((await call('POST', '/batch', { body: large })).status).toBe(413)
    expect(await chat.listUsers()).toEqual([])
  })

  test('counts each call of the batch towards the rate limit', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    try {
      const { call, send, post } = await batchOf(
        await testServer({ rateLimits: { app: { perSecond: 5 } } }),
      )
      const gets = (count: number): Calls =>
        Array.from({ length: count }, (_, index) => [index, 'GET', '/users'])
      expect((await send(gets(3))).map(([, status]) => status)).toEqual([200, 200, 200])
      expect((await send(gets(4))).map(([, status]) => status)).toEqual([200, 200, 429, 429])
      expect((await post(gets(1))).response.status).toBe(429)
      vi.advanceTimersByTime(1000)
      expect((await call('GET', '/users')).headers.get('ratelimit')).toBe('"app";r=4;t=1')
    } finally {
      vi.useRealTimers()
    }
  })

  test('counts calls without a valid token by address', async () => {
    const server = await testServer({
      rateLimits: { address: { perSecond: 1 } },
      trustedProxies: ['loopback'],
    })
    const body = JSON.stringify([
      [1, 'GET', '/realtime/events'],
      [2, 'GET', '/realtime/events'],
    ])
    const headers = {
      'X-Forwarded-For': '198.51.100.7',
      Authorization: `Bearer ${server.secretKey}`,
    }
    const response = await sendRaw(
      server,
      requestBytes(server, 'POST', '/v1/shop/batch', { body, headers }),
    )
    expect(JSON.parse(response.body)).toEqual([
      [1, 401, problem(401)],
      [2, 429, problem(429)],
    ])
    const path = '/v1/shop/users'
    const other = { ...headers, Authorization: 'Bearer sk_wrong' }
    expect(
      (await sendRaw(server, requestBytes(server, 'GET', path, { headers: other }))).status,
    ).toBe(429)
  })
})
