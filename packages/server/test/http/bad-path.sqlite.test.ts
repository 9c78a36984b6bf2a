import { METHODS } from 'node:http'
import { operations } from '@openparley/spec/operations'
import { expectInvalid, expectProblem, refusingServer } from '@openparley/test-kit/refusal'
import { adminKey } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'

const server = refusingServer()

/** The path with its parameters replaced by the values. */
const filled = (path: string, values: Record<string, string>) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? '')

const values = {
  appId: 'shop',
  userId: 'alice',
  conversationId: 'boots',
  messageId: `msg_${'0'.repeat(22)}`,
  streamId: 'V1StGXR8_Z5jdHi6B-myT',
  emoji: encodeURIComponent('🚀'),
  fileToken: `file_${'0'.repeat(22)}`,
  filename: 'a.png',
  webhookId: `wh_${'0'.repeat(22)}`,
  keyId: `key_${'0'.repeat(22)}`,
  backupId: 'bak_0',
  attemptId: `att_${'0'.repeat(22)}`,
}

const fourByteLetter = encodeURIComponent('𝒳')

const badIds = {
  'a slash': 'a%2Fb',
  'a NUL': '%00',
  'a dot': '.',
  'a replacement character': 'a%EF%BF%BD',
  'two dots': '..',
  'an encoded dot': '%2e',
  'two encoded dots': '%2E%2e',
  'a space at its start': '%20a',
  'a space at its end': 'a%20',
  'a wide space': 'a%E3%80%80b',
  'a line separator': 'a%E2%80%A8b',
  'a line break': 'a%0Ab',
  '256 characters': 'a'.repeat(256),
  '256 letters of four bytes': fourByteLetter.repeat(256),
}

const places = Object.values(operations).flatMap(({ method, path, body, security }) =>
  [...path.matchAll(/\{(userId|conversationId)\}/g)].map(([, name = '']) => ({
    method,
    path,
    name,
    caller: security.some((scheme: string) => scheme === 'userToken')
      ? 'user'
      : security.some((scheme: string) => scheme === 'adminKey')
        ? 'operator'
        : 'backend',
    // A valid body, so that only the id is wrong.
    body: body === null ? undefined : path.endsWith('/messages') ? '[]' : '{}',
  })),
)

describe.each(Object.entries(badIds))('an id of %s', (_, id) => {
  test.each(places)('is a 400 of $method $path that names $name', async (place) => {
    const { method, path, name, caller, body } = place
    const target = filled(path, { ...values, [name]: id })
    const token = { user: await userToken(server, 'alice'), operator: adminKey }[caller]
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` }
    const response = await server.send(method, target, { headers, ...(body && { body }) })
    expectProblem(response, 400, 'invalid-request')
    expect(Object.keys(JSON.parse(response.body).errors)).toContain(`path/${name}`)
  })
})

describe.each(Object.entries({ ...badIds, 'another form': 'msg_1', 'a number': '17' }))(
  'a message id of %s',
  (_, messageId) => {
    test.each(['GET', 'PUT', 'DELETE'])(
      'is a 404 of %s, as no message can have it',
      async (method) => {
        const target = filled('/v1/shop/conversations/boots/messages/{messageId}', { messageId })
        const body = method === 'PUT' ? '{ "text": "Hi" }' : undefined
        const response = await server.send(method, target, body === undefined ? {} : { body })
        expectProblem(response, 404, 'not-found')
      },
    )
  },
)

describe('an id', () => {
  test.each([
    ['255 characters', 'a'.repeat(255)],
    ['255 letters of four bytes', fourByteLetter.repeat(255)],
    ['spaces between others', 'order%20391%20%20fc'],
    ['emoji', encodeURIComponent('😀👨‍👩‍👧')],
    ['letters and digits of any script', '%C3%A4%E6%BC%A2%D9%A3'],
    ['every other visible ASCII character', `!"$&'()*+,-.:;<=>@[]^_\`{|}~`],
    ['__proto__', '__proto__'],
    ['three dots', '...'],
  ])('of %s is looked up', async (_, id) => {
    const response = await server.send('GET', `/v1/shop/users/${id}`)
    expectProblem(response, 404, 'not-found')
    const name = JSON.stringify(decodeURIComponent(id))
    expect(JSON.parse(response.body).detail).toBe(`There is no user ${name}.`)
  })

  test('that is empty is a 400 in the middle of a path, and the path of the list at its end', async () => {
    const response = await server.send('GET', '/v1/shop/users//conversations')
    expectInvalid(response, 'path/userId')
    const list = await server.send('GET', '/v1/shop/users/')
    expect(JSON.parse(list.body)).toMatchObject({ data: [{ id: 'alice' }] })
  })

  test('longer than the server reads is a 400 that names the path', async () => {
    expectInvalid(await server.send('GET', `/v1/shop/users/${'a'.repeat(4000)}`), 'path')
  })

  test.each(['%', '%z', '%zz', 'a%', '%ff', '%C3', '%ED%A0%80'])(
    'with the broken encoding %s is a 400 that names the path',
    async (id) => {
      expectInvalid(await server.send('GET', `/v1/shop/users/${id}`), 'path')
      expectInvalid(await server.send('PUT', `/v1/shop/users/${id}`, { body: '{}' }), 'path')
    },
  )
})

describe('an unknown path', () => {
  test.each([
    '/v1',
    '/v1/shop/nothing',
    '/v2/shop/users',
    '/V1/shop/users',
    '/v1/shop/users/alice/nothing',
    '/v1/shop/users/alice//',
    '/users',
  ])('%s is a 404 for every method', async (path) => {
    for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'])
      expectProblem(await server.send(method, path), 404, 'not-found')
  })

  test('is a 404 before its body is read', async () => {
    const response = await server.send('PUT', '/v1/shop/nothing', {
      body: 'x'.repeat(2 * 1024 * 1024),
      headers: { 'Content-Type': 'text/plain' },
    })
    expectProblem(response, 404, 'not-found')
  })
})

describe('a method that a path does not have', () => {
  const withHead = (all: { method: string }[]) => {
    const methods = all.map(({ method }) => method)
    return methods.includes('GET') ? [...methods, 'HEAD'] : methods
  }
  const declared = Map.groupBy(Object.values(operations), ({ path }) => path)
  const docs = ['/', '/docs', '/docs/index.html', '/openapi.json', '/openapi.yaml']
  const paths = [
    ...[...declared].map(([path, all]) => ({ path, allow: withHead(all) })),
    ...docs.map((path) => ({ path, allow: ['GET', 'HEAD'] })),
  ]

  test.each(paths)('is a 405 of $path that allows $allow', async ({ path, allow }) => {
    const known: readonly string[] = allow
    const undeclared = METHODS.filter((method) => !known.includes(method))
    expect(undeclared).toEqual(expect.arrayContaining(['OPTIONS', 'PROPFIND', 'CONNECT']))
    for (const method of undeclared) {
      const response = await server.send(method, filled(path, values))
      expect(response, method).toMatchObject({ status: 405 })
      expect(response.headers.get('allow')?.split(', ').sort()).toEqual([...known].sort())
      if (method === 'HEAD') expect(response.body).toBe('')
      else expectProblem(response, 405, 'method-not-allowed')
    }
  })

  test('is a 405 also with a trailing slash, a query, and a body of any type', async () => {
    const options = { body: '<a/>', headers: { 'Content-Type': 'application/xml' } }
    const response = await server.send('PROPFIND', '/v1/shop/users/?x=1', options)
    expectProblem(response, 405, 'method-not-allowed')
  })
})
