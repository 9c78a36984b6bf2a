import { createHmac } from 'node:crypto'
import { createClient } from '@openparley/client'
import { operations } from '@openparley/spec/operations'
import { appsWith } from '@openparley/test-kit/apps-with'
import { withStore } from '@openparley/test-kit/event-log'
import { eventually } from '@openparley/test-kit/eventually'
import { checkedFetch } from '@openparley/test-kit/exchange'
import type { TestApp } from '@openparley/test-kit/server'
import { connected, testSession } from '@openparley/test-kit/session'
import { expect, test } from 'vitest'
import { revokeChosenKey, rotateChosenKey } from '../../packages/server/src/commands/chosen-keys.ts'

const { older, bounded, newer, rotated } = await appsWith({
  older: { allowSignatures: true },
  bounded: { allowSignatures: true, maxTokenLifetime: 3600 },
  newer: { allowTokensWithoutExpiry: true },
  rotated: { allowSignatures: true },
})

const now = Date.now()
const { keys } = await withStore(rotated.databaseUrl, (store) =>
  rotateChosenKey(store, 'rotated', 3_600_000, now),
)
const [currentKey = '', formerKey = ''] = keys.map(({ secret }) => secret)

const hmac = (secretKey: string, userId: string) =>
  createHmac('sha256', secretKey).update(userId).digest('hex')

const basic = (userId: string, signature: string) =>
  `Basic ${Buffer.from(`${userId}:${signature}`).toString('base64')}`

/** The response to a call of a user who does not exist: a 404, unless the call is refused. */
async function answerTo(app: TestApp, authorization: string, path = '/realtime/users/nobody') {
  const request = new Request(`${app.baseUrl}/v1/${app.appId}${path}`, {
    headers: { authorization },
  })
  const response = await checkedFetch(request)
  return { status: response.status, body: await response.json() }
}

test.each(['alice', 'a:b', 'Zoë 🦜'])('accepts the signature of %s, of either case', async (id) => {
  const signature = hmac(older.secretKey, id)
  for (const written of [signature, signature.toUpperCase()])
    expect((await answerTo(older, basic(id, written))).status).toBe(404)
})

test('a session with a signature calls and listens as its user', async () => {
  const signature = hmac(older.secretKey, 'Zoë 🦜')
  const session = testSession(older, 'Zoë 🦜', { signature })
  session.connect()
  await connected(session)
  expect((await older.call('GET', '/users/Zo%C3%AB%20%F0%9F%A6%9C/sessions')).body).toHaveLength(1)
  await expect(session.user('nobody').get()).resolves.toBeNull()
  session.close()
  await expect(session.user('nobody').get()).rejects.toThrow('The session is closed.')
})

test('the typed client accepts a signature too', async () => {
  const { baseUrl, appId } = older
  const signature = hmac(older.secretKey, 'alice')
  const client = createClient({ baseUrl, appId, userId: 'alice', signature, fetch: checkedFetch })
  const params = { path: { userId: 'nobody' } }
  const { response } = await client.GET('/realtime/users/{userId}', { params })
  expect(response.status).toBe(404)
})

const signature = hmac(older.secretKey, 'alice')

test.each([
  ["another user's", basic('bob', signature)],
  ['one with the key of another app', basic('alice', hmac(newer.secretKey, 'alice'))],
  ['one with a digit less', basic('alice', signature.slice(1))],
  ['one with a digit more', basic('alice', `${signature}0`)],
  ['the digest in base64', basic('alice', Buffer.from(signature, 'hex').toString('base64'))],
  ['the secret key', basic('alice', older.secretKey)],
  ['none', basic('alice', '')],
  ['one of the empty id', basic('', hmac(older.secretKey, ''))],
  ['one alone', `Basic ${signature}`],
  ['one as a bearer token', `Bearer ${signature}`],
  [
    'one whose id is not UTF-8',
    `Basic ${Buffer.from(`\xff:${signature}`, 'latin1').toString('base64')}`,
  ],
])('refuses an invalid signature: %s', async (_, authorization) => {
  expect((await answerTo(older, authorization)).status).toBe(401)
})

test('refuses a signature if the app does not allow it, and gives the reason only to its owner', async () => {
  const right = await answerTo(newer, basic('alice', hmac(newer.secretKey, 'alice')))
  expect(right).toMatchObject({
    status: 401,
    body: { detail: expect.stringContaining('signatures') },
  })
  const wrong = await answerTo(newer, basic('alice', signature))
  expect(wrong.body.detail).not.toContain('signatures')
  const nowhere = { ...newer, appId: 'nowhere' }
  expect(await answerTo(nowhere, basic('alice', signature))).toEqual(wrong)
})

test('refuses a signature in an app with a max lifetime of user tokens', async () => {
  expect(await answerTo(bounded, basic('alice', hmac(bounded.secretKey, 'alice')))).toMatchObject({
    status: 401,
    body: { type: 'urn:parley:problem:token-lifetime' },
  })
})

test('a signature gives no access to calls of the backend', async () => {
  for (const { method, path, security } of Object.values(operations)) {
    if (!(security as readonly string[]).includes('serverKey')) continue
    const target = path.replace('{appId}', 'older').replaceAll(/\{\w+\}/g, 'alice')
    const headers = { authorization: basic('alice', signature) }
    const response = await checkedFetch(new Request(older.baseUrl + target, { method, headers }))
    expect(response.status, path).toBe(401)
  }
})

test('signatures with both keys are accepted during a rotation, and become invalid with their key', async () => {
  const session = (key: string) => {
    const own = testSession(rotated, 'alice', { signature: hmac(key, 'alice') })
    own.connect()
    return own
  }
  const [former, current] = [session(formerKey), session(currentKey)]
  await connected(former)
  await connected(current)
  await withStore(rotated.databaseUrl, (store) =>
    revokeChosenKey(store, 'rotated', formerKey, Date.now()),
  )
  await eventually(() => expect(former.connection.state).toBe('disconnected'))
  expect(former.connection.error?.reason).toBe('key-revoked')
  expect(current.connection.state).toBe('connected')
  expect((await answerTo(rotated, basic('alice', hmac(formerKey, 'alice')))).status).toBe(401)
  expect((await answerTo(rotated, basic('alice', hmac(currentKey, 'alice')))).status).toBe(404)
})
