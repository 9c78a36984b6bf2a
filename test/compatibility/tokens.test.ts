import { createSession } from '@openparley/client'
import { appsWith } from '@openparley/test-kit/apps-with'
import { checkedFetch } from '@openparley/test-kit/exchange'
import type { TestApp } from '@openparley/test-kit/server'
import { testSession } from '@openparley/test-kit/session'
import { openStream } from '@openparley/test-kit/stream'
import { type JWTPayload, SignJWT } from 'jose'
import { expect, test } from 'vitest'

const seconds = Math.floor(Date.now() / 1000)

// The clock stands still, so that the bounds of the leeway are exact.
const { shop, endless, bounded } = await appsWith(
  {
    shop: {},
    endless: { allowTokensWithoutExpiry: true },
    bounded: { allowTokensWithoutExpiry: true, maxTokenLifetime: 3600 },
  },
  { now: () => seconds * 1000 },
)

const signed = ({ appId, secretKey }: TestApp, claims: JWTPayload) =>
  new SignJWT({ iss: appId, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secretKey))

/** The response to a call with a token of the claims: of the backend, or of a user for realtime calls. */
async function answerTo(app: TestApp, path: string, claims: JWTPayload) {
  const headers = { authorization: `Bearer ${await signed(app, claims)}` }
  const response = await checkedFetch(
    new Request(`${app.baseUrl}/v1/${app.appId}${path}`, { headers }),
  )
  return { status: response.status, body: await response.json() }
}

const soon = { exp: seconds + 30 }
const user = { tokenType: 'user', sub: 'alice' }
const missingExpiry = { status: 401, body: { detail: expect.stringContaining('`exp`') } }

test('accepts a token of the backend whose tokenType is admin', async () => {
  expect(await answerTo(shop, '/users', { tokenType: 'admin', ...soon })).toMatchObject({
    status: 200,
  })
})

test('refuses a token of the backend without exp, whatever the app allows', async () => {
  for (const app of [shop, endless])
    for (const tokenType of ['app', 'admin'])
      expect(await answerTo(app, '/users', { tokenType })).toMatchObject(missingExpiry)
})

test('refuses an admin token if a user token is needed', async () => {
  const claims = { tokenType: 'admin', sub: 'alice', ...soon }
  expect(await answerTo(shop, '/realtime/users/alice', claims)).toMatchObject({
    status: 401,
    body: { type: 'urn:parley:problem:token-type' },
  })
})

test('reads a numeric sub as its text', async () => {
  await shop.call('PUT', '/users/12081', { body: { name: 'Alice' } })
  const claims = { tokenType: 'user', sub: 12081 as never, ...soon }
  const stream = await openStream(shop, '12081', { token: await signed(shop, claims) })
  await stream.next('ready')
  expect(await shop.call('GET', '/users?isOnline=true')).toMatchObject({
    body: { data: [{ id: '12081' }] },
  })
})

test('a session accepts a token whose sub is a number', async () => {
  const token = await signed(shop, { tokenType: 'user', sub: 8029 as never, ...soon })
  const session = testSession(shop, '8029', { token })
  await expect(session.user('nobody').get()).resolves.toBeNull()
  const { baseUrl, appId } = shop
  expect(() => createSession({ baseUrl, appId, userId: '8030', token })).toThrow('another user')
})

test.each([1.5, 2 ** 53, true, null, ['alice']])('refuses the sub %j', async (sub) => {
  const claims = { tokenType: 'user', sub: sub as never, ...soon }
  expect(await answerTo(shop, '/realtime/users/alice', claims)).toMatchObject({
    status: 401,
    body: { detail: expect.stringContaining('`sub`') },
  })
})

test.each([
  ['exp', { exp: seconds - 59 }, { exp: seconds - 60 }],
  ['nbf', { nbf: seconds + 60, ...soon }, { nbf: seconds + 61, ...soon }],
  ['iat', { iat: seconds + 60, ...soon }, { iat: seconds + 61, ...soon }],
])('accepts an %s that is off by up to 60 seconds', async (_, near, far) => {
  for (const tokenType of ['app', 'admin']) {
    expect((await answerTo(shop, '/users', { tokenType, ...near })).status).toBe(200)
    expect((await answerTo(shop, '/users', { tokenType, ...far })).status).toBe(401)
  }
  const path = '/realtime/users/nobody'
  expect((await answerTo(shop, path, { ...user, ...near })).status).toBe(404)
  expect((await answerTo(shop, path, { ...user, ...far })).status).toBe(401)
})

test('accepts a user token without exp in an app that allows it, and in no other app', async () => {
  const path = '/realtime/users/nobody'
  expect(await answerTo(endless, path, user)).toMatchObject({ status: 404 })
  expect(await answerTo(shop, path, user)).toMatchObject(missingExpiry)
  expect(await answerTo(endless, path, { ...user, iss: 'shop' })).toMatchObject({ status: 401 })
})

test('a stream whose token has no exp continues', async () => {
  const stream = await openStream(endless, 'alice', { token: await signed(endless, user) })
  await stream.next('ready')
  await endless.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  expect(await stream.next('user.created')).toMatchObject({ user: { id: 'alice' } })
})

test.each([null, 'never', true])('refuses a user token whose exp is %j', async (exp) => {
  const claims = { ...user, exp: exp as never }
  expect(await answerTo(endless, '/realtime/users/nobody', claims)).toMatchObject(missingExpiry)
})

test('an app with a max lifetime of tokens refuses tokens without exp', async () => {
  expect(await answerTo(bounded, '/realtime/users/nobody', user)).toMatchObject({
    status: 401,
    body: { type: 'urn:parley:problem:token-lifetime' },
  })
  expect(await answerTo(bounded, '/realtime/users/nobody', { ...user, ...soon })).toMatchObject({
    status: 404,
  })
})
