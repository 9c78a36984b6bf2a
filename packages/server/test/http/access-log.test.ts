import { chatOf } from '@openparley/test-kit/chat'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { startProgram } from '@openparley/test-kit/program'
import { requestBytes, sendRaw } from '@openparley/test-kit/raw'
import { clientOf, testServer } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'

const secretKey = 'sk_test_shop_0001'
const command = 'exec node --conditions=source packages/server/src/compose/cli.ts serve'

/** Removes the parts that differ from run to run. */
function entryOf(line: string) {
  const { level: _, time: __, pid: ___, hostname: ____, ms, reqId, ...rest } = JSON.parse(line)
  if (reqId !== undefined) expect(reqId).toMatch(/^[\w-]{21}$/)
  if (ms !== undefined) expect(ms).toBeGreaterThanOrEqual(0)
  return rest
}

test('LOG_LEVEL=info logs the requests of a session, but no content', async () => {
  const env = {
    PORT: '0',
    DATABASE_URL: 'sqlite::memory:',
    LOG_LEVEL: 'info',
    APP_ID: 'shop',
    SECRET_KEY: secretKey,
  }
  const program = startProgram(command, { env })
  const [, baseUrl = ''] = await program.printed(/listens on (\S+)/)
  const server = {
    baseUrl,
    appId: 'shop',
    secretKey,
    close: async () => {},
    [Symbol.asyncDispose]: async () => {},
  }
  const chat = chatOf(clientOf(server))
  await chat.putUser('alice_private', { name: 'Alice Private', email: ['private@example.org'] })
  await chat.conversationWith('private_matter', ['alice_private'])
  const token = await userToken(server, 'alice_private')
  const stream = await openStream(server, 'alice_private', { token })
  await stream.next('ready')
  await chat.say('private_matter', 'alice_private', 'A private text')
  await stream.next('message.created')
  const get = async (path: string, authorization: string) =>
    (await checkedFetch(new Request(baseUrl + path, { headers: { authorization } }))).status
  const filter = encodeURIComponent('{"custom":{"private_key":["==","private_value"]}}')
  expect(await get(`/v1/shop/conversations?filter=${filter}`, `Bearer ${secretKey}`)).toBe(200)
  expect(await get('/v1/shop/users/private_user', 'Bearer sk_private_wrong')).toBe(401)
  expect(await get('/v1/private_app/users', 'Bearer sk_private_wrong')).toBe(401)
  expect(await get('/v1/shop/users/private_user', `Bearer ${token}`)).toBe(401)
  expect((await sendRaw(server, requestBytes(server, 'GET', '/private/path'))).status).toBe(404)
  await stream.cut()
  // The server notices it a moment later.
  await program.printed(/"msg":"stream closed"/)
  const closing = await openStream(server, 'alice_private', { token })
  await closing.next('ready')
  program.kill('SIGTERM')
  expect(await program.exit).toBe(0)

  // The banner comes before it, with the credentials for the person who started the server.
  const log = program.stdout.split('\n').filter((line) => line.startsWith('{'))
  expect(log.join()).not.toMatch(/private/i)
  expect(log.join()).not.toContain(secretKey)
  expect(log.join()).not.toContain(token)
  expect(log.join()).not.toContain(token.split('.')[2])

  const request = (method: string, route: string, status: number, more: object = {}) => ({
    ...{ msg: 'request', method, route, status },
    ...more,
  })
  const app = { app: 'shop' }
  const events = {
    operation: 'streamEvents',
    method: 'GET',
    route: '/v1/:appId/realtime/events',
    ...app,
  }
  const user = '/v1/:appId/users/:userId'
  const getUser = { operation: 'getUser' }
  const refused = { problem: 'unauthorized' }
  expect(log[0]).toContain('"msg":"Server listening at ')
  expect(log.map(entryOf)).toEqual(
    expect.arrayContaining([
      request('PUT', user, 200, { operation: 'putUser', ...app }),
      request('POST', '/v1/:appId/conversations/:conversationId/messages', 200, {
        operation: 'sendMessages',
        ...app,
      }),
      { msg: 'stream opened', ...events },
      request('GET', '/v1/:appId/conversations', 200, { operation: 'listConversations', ...app }),
      request('GET', user, 401, { ...getUser, ...refused, reason: 'ERR_JWS_INVALID' }),
      request('GET', '/v1/:appId/users', 401, {
        operation: 'listUsers',
        ...refused,
        reason: 'unknown app',
      }),
      request('GET', user, 401, {
        ...getUser,
        problem: 'token-type',
        reason: 'This is a user token. The call needs the secret key of the app, or an app token.',
      }),
      request('GET', 'unknown', 404, { problem: 'not-found' }),
      { msg: 'stream closed', ...events, reason: 'disconnected' },
      { msg: 'stopping' },
      { msg: 'stream closed', ...events, reason: 'stopping' },
      { msg: 'stopped' },
    ]),
  )
})

test('the id of a request is in its response, and the id that a trusted proxy sends is kept', async () => {
  const idOf = async (server: { baseUrl: string }, given: string) => {
    const headers = { 'x-request-id': given }
    const response = await checkedFetch(new Request(`${server.baseUrl}/health`, { headers }))
    return response.headers.get('x-request-id')
  }
  const behindProxy = await testServer({ trustedProxies: ['127.0.0.1'] })
  expect(await idOf(behindProxy, '4bf92f35-77b3:1.2')).toBe('4bf92f35-77b3:1.2')
  for (const given of ['a b', '<script>', 'x'.repeat(65)])
    expect(await idOf(behindProxy, given)).toMatch(/^[\w-]{21}$/)
  const direct = await testServer()
  const ids = [await idOf(direct, '4bf92f35'), await idOf(direct, '4bf92f35')]
  expect(new Set([...ids, '4bf92f35']).size).toBe(3)
})
