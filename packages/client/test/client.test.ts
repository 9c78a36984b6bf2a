import { forward, forwardResponse, startGateway } from '@openparley/test-kit/gateway'
import { testApp } from '@openparley/test-kit/server'
import { describe, expect, test } from 'vitest'
import { createClient } from '../src/index.ts'

const clientOf = (baseUrl: string) =>
  createClient({ baseUrl, appId: 'shop', secretKey: 'sk_test_shop_0001', retries: 0 })

const alice = { params: { path: { userId: 'alice' } } }

describe('an error that is not a problem document', () => {
  test.each([
    ['has no body', 500, {}, '', 'The response had no body.'],
    [
      'is the page of a proxy',
      502,
      { 'content-type': 'text/html' },
      '<h1>Oops</h1>',
      '<h1>Oops</h1>',
    ],
    ['is a page without a type', 504, {}, '<h1>Oops</h1>', '<h1>Oops</h1>'],
    ['is declared as JSON but is not', 500, { 'content-type': 'application/json' }, '<p>', '<p>'],
    ['is JSON of another kind', 500, { 'content-type': 'application/json' }, 'null', 'null'],
    ['is very long', 500, { 'content-type': 'text/plain' }, 'x'.repeat(10_000), 'x'.repeat(200)],
  ])('that %s becomes one', async (_, status, headers, body, detail) => {
    const baseUrl = await startGateway((_request, response) =>
      response.writeHead(status, headers).end(body),
    )
    const { data, error, response } = await clientOf(baseUrl).GET('/users/{userId}', alice)
    expect(data).toBeUndefined()
    expect(error).toEqual({
      type: 'about:blank',
      title: expect.stringMatching(/./),
      status,
      detail,
    })
    expect(response.status).toBe(status)
  })
})

test.each([
  ['a page', { 'content-type': 'text/html' }, '<h1>Log in</h1>'],
  ['nothing', {}, ''],
])('a success with %s in place of JSON is an error', async (_, headers, body) => {
  const baseUrl = await startGateway((_request, response) =>
    response.writeHead(200, headers).end(body),
  )
  const { data, error } = await clientOf(baseUrl).GET('/users/{userId}', alice)
  expect(data).toBeUndefined()
  expect(error).toMatchObject({ type: 'about:blank', status: 502 })
})

test('a problem of the server is the error', async () => {
  const { client } = await testApp()
  const { data, error, response } = await client.GET('/users/{userId}', alice)
  expect(data).toBeUndefined()
  expect(error).toMatchObject({ type: 'urn:parley:problem:not-found', status: 404 })
  expect(response.status).toBe(404)
})

test('the map of putUsers is the error', async () => {
  const { client } = await testApp()
  const { error } = await client.PUT('/users', { body: { alice: {}, bob: { name: 'Bob' } } })
  expect(error).toEqual({ alice: { '#': ['Required property name was not present.'] } })
})

describe('an id', () => {
  test.each(['.', '..', ''])('%j is a 400 without a request', async (userId) => {
    const baseUrl = await startGateway(() => expect.unreachable('a request was sent'))
    const client = clientOf(baseUrl)
    const { error } = await client.GET('/users/{userId}/conversations', {
      params: { path: { userId } },
    })
    expect(error).toMatchObject({
      type: 'urn:parley:problem:invalid-request',
      status: 400,
      errors: { 'path/userId': [expect.stringContaining(JSON.stringify(userId))] },
    })
  })

  test('of an app that would disappear from a URL throws', () => {
    for (const appId of ['', '.', '..'])
      expect(() => createClient({ baseUrl: 'http://x', appId, secretKey: 'x' })).toThrow(
        /is not a valid app id/,
      )
  })

  test.each(['a/b', 'a\ud800', ' a', '%'.repeat(3), '\0'])(
    '%j arrives unchanged, and the server reports its faults',
    async (userId) => {
      const { client } = await testApp()
      const { response, error } = await client.GET('/users/{userId}', {
        params: { path: { userId } },
      })
      if (userId === '%%%') expect(response.status).toBe(404)
      else
        expect(error).toMatchObject({
          status: 400,
          errors: { 'path/userId': [expect.any(String)] },
        })
    },
  )

  test.each(['a%2Fb', '😀', 'a b', '?x=1', '#top', '漢字', 'a&b=c', '..a', `'"<>`])(
    '%j names the same user in every call',
    async (userId) => {
      const { client } = await testApp()
      const params = { path: { userId } }
      await client.PUT('/users/{userId}', { params, body: { name: 'Alice' } })
      expect((await client.GET('/users/{userId}', { params })).data?.id).toBe(userId)
      await client.PUT('/users', { body: { [userId]: { name: 'Alicia' } } })
      expect((await client.GET('/users/{userId}', { params })).data?.name).toBe('Alicia')
    },
  )
})

describe('the options', () => {
  test('a base URL may end with slashes and may have a path', async () => {
    const server = await testApp()
    const prefixed = await startGateway(async (request, response) => {
      const path = request.url?.replace(/^\/chat/, '')
      forwardResponse(await forward(request, server.baseUrl + path, Buffer.alloc(0)), response)
    })
    for (const baseUrl of [`${server.baseUrl}/`, `${server.baseUrl}///`, `${prefixed}/chat/`]) {
      const { appId, secretKey } = server
      const { data } = await createClient({ baseUrl, appId, secretKey }).GET('/users')
      expect(data, baseUrl).toEqual({ data: [] })
    }
  })

  test('a token is sent as it is', async () => {
    const { baseUrl, appId, secretKey } = await testApp()
    const client = createClient({ baseUrl, appId, token: secretKey })
    expect((await client.GET('/users')).response.status).toBe(200)
  })

  test.each([
    ['a function', (token: string) => token],
    ['an asynchronous function', async (token: string) => token],
  ])('a token from %s is fetched for each request', async (_, fetched) => {
    const { baseUrl, appId, secretKey } = await testApp()
    const tokens = [secretKey, 'expired', secretKey]
    const client = createClient({ baseUrl, appId, token: () => fetched(tokens.shift() ?? '') })
    const statuses: number[] = []
    while (tokens.length > 0) statuses.push((await client.GET('/users')).response.status)
    expect(statuses).toEqual([200, 401, 200])
  })

  test('an error of the token function is thrown, and nothing is sent', async () => {
    const baseUrl = await startGateway(() => expect.unreachable('a request was sent'))
    const token = () => Promise.reject(new Error('No token today'))
    const client = createClient({ baseUrl, appId: 'shop', token })
    await expect(client.GET('/users')).rejects.toThrow('No token today')
  })
})

test('a filter is sent as JSON text', async () => {
  const server = await testApp()
  for (const [index, category] of ['shoes', 'boots & co', 'ü+%'].entries())
    await server.call('PUT', `/conversations/${index}`, { body: { custom: { category } } })
  const filter = JSON.stringify({ custom: { category: ['oneOf', ['boots & co', 'ü+%']] } })
  const { data } = await server.client.GET('/conversations', { params: { query: { filter } } })
  expect(data?.data.map(({ custom }) => custom.category).sort()).toEqual(['boots & co', 'ü+%'])
  const wrong = await server.client.GET('/conversations', { params: { query: { filter: '{' } } })
  expect(wrong.error).toMatchObject({
    status: 400,
    errors: { 'query/filter': [expect.any(String)] },
  })
})
