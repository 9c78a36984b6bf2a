import { testServer } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'
import { handlers } from '../../server/src/operations/index.ts'
import type { Handlers } from '../../server/src/operations/operation.ts'

const path = { userId: 'alice' }

/** Returns the error of a test in which `getUser` returns this response. */
async function diffOf(broken: (user: Record<string, unknown>) => unknown): Promise<string> {
  const getUser: Handlers['getUser'] = async (input, context) => {
    const user = await handlers.getUser(input, context)
    return broken(user as unknown as Record<string, unknown>) as typeof user
  }
  const { client } = await testServer({}, { handlers: { ...handlers, getUser } })
  await client.PUT('/users/{userId}', { params: { path }, body: { name: 'Alice' } })
  const answer = client.GET('/users/{userId}', { params: { path } })
  return answer.then(
    () => 'no diff',
    (error: Error) => `${error.name}\n${error.message}`,
  )
}

test('a field of a wrong type is shown with its pointer, the expected type and its source', async () => {
  expect(await diffOf((user) => ({ ...user, name: 42 }))).toBe(
    `ContractError
getUser 200 differs from the document
  at /name
    - expected string  (spec/components/schemas/Name.yaml:1)
    + got      42`,
  )
})

test('an undocumented field is a diff, although the published schema is open', async () => {
  expect(await diffOf((user) => ({ ...user, password: 'hunter2' }))).toMatch(
    /getUser 200 .*\n {2}at \/password\n {4}- expected nothing; known are id, name, .*\(spec\/components\/schemas\/User\.yaml:1\)\n {4}\+ got {6}"hunter2"/,
  )
})

test('a missing field is a diff', async () => {
  expect(await diffOf(({ role, ...user }) => user)).toMatch(
    /at \/role\n {4}- expected string \(required\) {2}\(spec\/components\/schemas\/UserProfile\.yaml:\d+\)\n {4}\+ got {6}nothing/,
  )
})

test('an undocumented status is a diff', async () => {
  expect(
    await diffOf(() => {
      throw new Error('a defect')
    }),
  ).toMatch(
    /getUser 500 .*\n {2}at status\n {4}- expected 200, 400, 401, 404, 429, 503 {2}\(spec\/paths\/v1_\{appId\}_users_\{userId\}\.yaml:\d+\)\n {4}\+ got {6}500/,
  )
})

test('a fault inside a map that can be null names the key', async () => {
  expect(await diffOf((user) => ({ ...user, pushTokens: { 'fcm:a': 1 } }))).toMatch(
    /at \/pushTokens\/fcm:a\n {4}- expected boolean/,
  )
})

test('a handler that is as documented has no diff', async () => {
  expect(await diffOf((user) => user)).toBe('no diff')
})

test('an invalid request that is accepted is a diff', async () => {
  const { call } = await testServer(
    {},
    {
      prepare: (server) =>
        server.addHook('onSend', async (_request, reply) => {
          reply.code(200).type('application/json')
          return '{ "data": [] }'
        }),
    },
  )
  await expect(call('GET', '/users?limit=1e1')).rejects.toThrow(
    /listUsers 200 .*\n {2}at request query\/limit\n {4}- expected integer, or a 4xx/,
  )
})
