import { chatOf } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { testServer } from '@openparley/test-kit/server'
import { openStream, requestStream } from '@openparley/test-kit/stream'
import { type JWTPayload, SignJWT } from 'jose'
import { expect, test } from 'vitest'

const now = Date.UTC(2026, 0, 1)
const claims = { tokenType: 'user', iss: 'shop', sub: 'alice', exp: now / 1000 + 60 }

const signed = (payload: JWTPayload, secret = 'sk_test_shop_0001') =>
  new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))

const without = (name: keyof typeof claims) => {
  const { [name]: _, ...rest } = claims
  return signed(rest)
}

test.each([
  ['no token', ''],
  ['the secret key', 'sk_test_shop_0001'],
  ['an app token', await signed({ ...claims, tokenType: 'app' })],
  ['an expired token', await signed({ ...claims, exp: now / 1000 })],
  ['a token without exp', await without('exp')],
  ['a token of nobody', await without('sub')],
  ['a token with an empty user id', await signed({ ...claims, sub: '' })],
  ['a token with a number that lost digits', await signed({ ...claims, sub: (2 ** 53) as never })],
  ['a token with several users', await signed({ ...claims, sub: ['alice', 'bob'] as never })],
  ['a token signed by another', await signed(claims, 'sk_test_bakery_0001')],
  ['a token of another app', await signed({ ...claims, iss: 'bakery' })],
])('%s opens no stream, and is a 401', async (_, token) => {
  const server = await testServer({ now: () => now })
  const response = await requestStream(server, 'alice', { token })
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({
    type: expect.stringMatching(/:(unauthorized|token-\w+)$/),
  })
})

test('a stream ends with a reason when its token expires, and resumes with a new token', async () => {
  const time = clock(now)
  const server = await testServer({ now: time })
  const chat = chatOf(server.client)
  await chat.users('alice', 'bob')
  const stream = await openStream(server, 'alice', { token: await signed(claims) })
  await stream.next('ready')
  await chat.putUser('alice', { name: 'Alicia' })
  await stream.next('user.updated')
  // The server waits for the token that expires first, by the machine's clock, and then looks at its own clock.
  time.time = now + 58_950
  const first = { ...claims, sub: 'bob', exp: now / 1000 + 59 }
  await openStream(server, 'bob', { token: await signed(first) })
  time.time = now + 60_000
  expect(await stream.rest()).toEqual([{ type: 'closed', reason: 'token-expired' }])
  expect((await requestStream(server, 'alice', { token: await signed(claims) })).status).toBe(401)
  await chat.putUser('alice', { name: 'Alice' })
  const token = await signed({ ...claims, exp: now / 1000 + 120 })
  const resumed = await openStream(server, 'alice', { token, after: stream.cursor })
  const replay = await resumed.until(({ type }) => type === 'ready')
  expect(replay.map(({ type }) => type)).toEqual(['user.updated', 'ready'])
})

test('a token that is valid for years opens a stream that stays', async () => {
  const server = await testServer({ now: () => now })
  const token = await signed({ ...claims, exp: now / 1000 + 10 * 365 * 86_400 })
  const stream = await openStream(server, 'alice', { token })
  await stream.next('ready')
  await chatOf(server.client).users('alice')
  expect(await stream.next('user.created')).toMatchObject({ user: { id: 'alice' } })
})
