import { operations } from '@openparley/spec/operations'
import { keyOf as appKeyOf } from '@openparley/test-kit/app-key'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { testServer } from '@openparley/test-kit/server'
import { generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { settingsFrom } from '../../src/compose/settings.ts'
import { createAuth } from '../../src/http/auth.ts'
import { defaultSettings } from '../../src/model/app.ts'

const now = Date.UTC(2026, 0, 1)
const seconds = now / 1000
const secretKey = 'sk_test_shop_0001'

const keyOf = (secret: string) => new TextEncoder().encode(secret)

/** The claims of a valid app token, which the tests then make invalid. */
const claims = { tokenType: 'app', iss: 'shop', exp: seconds + 60 }

const signed = (payload: JWTPayload, { secret = secretKey, alg = 'HS256' } = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(keyOf(secret))

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const apps = [
  { id: 'shop', secretKey },
  { id: 'bakery', secretKey: 'sk_test_bakery_0001' },
]
let shared: ReturnType<typeof testServer> | undefined

/** The server of all tests that do not change its clock. */
function servers() {
  shared ??= testServer({ now: () => now, apps }, {}, onFileFinished)
  return shared
}

type Server = Awaited<ReturnType<typeof servers>>

const statusWith = async (server: Server, token: string) =>
  (await server.call('GET', '/users', { headers: { authorization: `Bearer ${token}` } })).status

test('the secret key opens its app', async () => {
  expect(await statusWith(await servers(), secretKey)).toBe(200)
})

test('a token that is signed with the secret key opens its app', async () => {
  const server = await servers()
  expect(await statusWith(server, await signed(claims))).toBe(200)
  expect(await statusWith(server, await signed({ ...claims, sub: 'x', nbf: seconds }))).toBe(200)
})

test('the scheme is case-insensitive (RFC 9110 §11.1)', async () => {
  const server = await servers()
  for (const scheme of ['bearer', 'BEARER', 'Bearer  ']) {
    const headers = { authorization: `${scheme} ${secretKey}` }
    expect(await server.call('GET', '/users', { headers })).toMatchObject({ status: 200 })
  }
})

const without = (name: keyof typeof claims) => {
  const { [name]: _, ...rest } = claims
  return signed(rest)
}

const [header, payload, signature] = (await signed(claims)).split('.')
const { privateKey } = await generateKeyPair('RS256')

/** Faults of the header itself, the same for every app. */
const missing: Record<string, string | undefined> = {
  'no header': undefined,
  'an empty header': '',
  'no token': 'Bearer',
  'two tokens': `Bearer ${secretKey} ${secretKey}`,
  'another scheme': `Basic ${Buffer.from(`shop:${secretKey}`).toString('base64')}`,
  'no scheme': secretKey,
}

/** Tokens that are not signed with a key of the app. */
const refused: Record<string, string> = {
  'a wrong key': 'sk_test_shop_0002',
  'a part of the key': secretKey.slice(0, -1),
  'more than the key': `${secretKey}p`,
  "another app's key": 'sk_test_bakery_0001',
  "another app's token": await signed(
    { ...claims, iss: 'bakery' },
    { secret: 'sk_test_bakery_0001' },
  ),
  "this app's name under another app's key": await signed(claims, {
    secret: 'sk_test_bakery_0001',
  }),
  'an expired token under another key': await signed(
    { ...claims, exp: seconds - 1 },
    { secret: 'sk_test_bakery_0001' },
  ),
  'an unsigned token': new UnsecuredJWT(claims).encode(),
  'the algorithm none with a signature': `${base64url({ alg: 'none' })}.${payload}.${signature}`,
  HS384: await signed(claims, { alg: 'HS384' }),
  HS512: await signed(claims, { alg: 'HS512' }),
  RS256: await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey),
  'HS256 that calls itself RS256': `${base64url({ alg: 'RS256' })}.${payload}.${signature}`,
  'no signature': `${header}.${payload}.`,
  'a changed signature': `${header}.${payload}.${'A'.repeat(43)}`,
  'changed claims': `${header}.${base64url({ ...claims, exp: seconds + 3600 })}.${signature}`,
  'an unknown extension': `${base64url({ alg: 'HS256', crit: ['x'], x: 1 })}.${payload}.${signature}`,
  'no JSON': 'a.b.c',
  'a very long token': 'a'.repeat(8000),
}

/** Tokens signed with a key of the app, each with the problem that it gets. */
const signedBadly: Record<string, [token: string, code: string, detail: RegExp]> = {
  'an expired token': [await signed({ ...claims, exp: seconds - 1 }), 'token-expired', /expired/],
  'a token that expires now': [
    await signed({ ...claims, exp: seconds }),
    'token-expired',
    /expired/,
  ],
  'a token of later': [
    await signed({ ...claims, nbf: seconds + 1 }),
    'token-not-yet-valid',
    /not valid yet/,
  ],
  'a token that was issued later': [
    await signed({ ...claims, iat: seconds + 1 }),
    'token-not-yet-valid',
    /not valid yet/,
  ],
  'a time of issue that is not a number': [
    await signed({ ...claims, iat: 'now' as never }),
    'unauthorized',
    /`iat`/,
  ],
  'an admin token without exp': [
    await signed({ tokenType: 'admin', iss: 'shop' }),
    'unauthorized',
    /`exp`/,
  ],
  'a user token': [
    await signed({ ...claims, tokenType: 'user', sub: 'alice' }),
    'token-type',
    /user token.*needs the secret key/,
  ],
  'a token of no type': [await without('tokenType'), 'unauthorized', /`tokenType`/],
  'a token of no app': [await without('iss'), 'unauthorized', /`iss`/],
  "another app's name": [await signed({ ...claims, iss: 'bakery' }), 'unauthorized', /`iss`/],
  'a list of apps': [await signed({ ...claims, iss: ['shop'] as never }), 'unauthorized', /`iss`/],
  'a token without exp': [await without('exp'), 'unauthorized', /`exp`/],
  'an exp that is not a number': [
    await signed({ ...claims, exp: `${seconds + 60}` as never }),
    'unauthorized',
    /`exp`/,
  ],
}

/** Calls the app with the header, and returns the whole response. */
async function responseTo({ baseUrl }: Server, appId: string, authorization: string | undefined) {
  const headers: HeadersInit = authorization === undefined ? {} : { authorization }
  const response = await checkedFetch(new Request(`${baseUrl}/v1/${appId}/users`, { headers }))
  const { date: _, 'x-request-id': __, ...told } = Object.fromEntries(response.headers)
  return { status: response.status, headers: told, body: await response.json() }
}

const problemOf = (code: string, title: string) => ({
  type: `urn:parley:problem:${code}`,
  title,
  status: 401,
  detail: expect.stringMatching(/./),
})

test('a token that no key of the app signed is a 401 that does not reveal whether the app exists', async () => {
  const server = await servers()
  const responses = new Map<string, string[]>()
  for (const appId of ['shop', 'nobody'])
    for (const [what, token] of Object.entries(refused)) {
      const response = JSON.stringify(await responseTo(server, appId, `Bearer ${token}`))
      responses.set(response, [...(responses.get(response) ?? []), `${what} on ${appId}`])
    }
  expect([...responses.values()]).toHaveLength(1)
  const [response = ''] = responses.keys()
  expect(JSON.parse(response)).toEqual({
    status: 401,
    headers: expect.objectContaining({
      'content-type': expect.stringContaining('application/problem+json'),
      'www-authenticate':
        'Bearer error="invalid_token", error_description="The bearer token is not a valid token of this app."',
    }),
    body: problemOf('unauthorized', 'Unauthorized'),
  })
})

test.each(Object.entries(missing))('%s is a 401 that says so, for every app', async (_, header) => {
  const server = await servers()
  const response = await responseTo(server, 'shop', header)
  expect(response.body).toEqual(problemOf('token-missing', 'Token missing'))
  expect(response.body.detail).toContain('Authorization header')
  expect(response.headers['www-authenticate']).toBe('Bearer')
  expect(await responseTo(server, 'nobody', header)).toEqual(response)
})

test.each(Object.entries(signedBadly))(
  '%s is a 401 that says what is wrong, but only to the app',
  async (_, [token, code, detail]) => {
    const server = await servers()
    const { body, headers } = await responseTo(server, 'shop', `Bearer ${token}`)
    expect(body).toEqual(problemOf(code, expect.any(String)))
    expect(body.detail).toMatch(detail)
    expect(headers['www-authenticate']).toBe(
      `Bearer error="invalid_token", error_description="${body.detail}"`,
    )
    for (const appId of ['bakery', 'nobody'])
      expect((await responseTo(server, appId, `Bearer ${token}`)).body).toEqual({
        ...problemOf('unauthorized', 'Unauthorized'),
        detail: 'The bearer token is not a valid token of this app.',
      })
  },
)

test.each([
  ['the secret key', async () => secretKey],
  ['an app token', () => signed(claims)],
])('%s instead of a user token is a 401 that says so', async (_, token) => {
  const server = await servers()
  const url = `${server.baseUrl}/v1/shop/realtime/users/alice`
  const headers = { authorization: `Bearer ${await token()}` }
  const response = await checkedFetch(new Request(url, { headers }))
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({
    type: 'urn:parley:problem:token-type',
    detail: expect.stringContaining('needs a user token'),
  })
})

test('clocks may differ by the leeway, and by no more', async () => {
  const server = await testServer({
    now: () => now,
    apps,
    tokenLeeway: settingsFrom({}).tokenLeeway,
  })
  expect(await statusWith(server, await signed({ ...claims, exp: seconds - 59 }))).toBe(200)
  expect(await statusWith(server, await signed({ ...claims, exp: seconds - 60 }))).toBe(401)
  expect(await statusWith(server, await signed({ ...claims, nbf: seconds + 60 }))).toBe(200)
  expect(await statusWith(server, await signed({ ...claims, nbf: seconds + 61 }))).toBe(401)
})

describe('user tokens of an app with a max lifetime', () => {
  const user = { tokenType: 'user', iss: 'shop', sub: 'alice' }
  const bounded = () =>
    testServer({
      now: () => now,
      apps: [{ id: 'shop', secretKey, settings: { maxTokenLifetime: 3600 } }],
    })
  const read = async ({ baseUrl }: Server, token: string) => {
    const headers = { authorization: `Bearer ${token}` }
    const url = `${baseUrl}/v1/shop/realtime/users/alice`
    const response = await checkedFetch(new Request(url, { headers }))
    return { status: response.status, body: await response.json() }
  }

  test.each([
    ['without iat', { exp: seconds + 3600 }, { exp: seconds + 3601 }],
    [
      'with iat',
      { iat: seconds - 60, exp: seconds + 3540 },
      { iat: seconds - 60, exp: seconds + 3541 },
    ],
    ['with a very large exp', { exp: seconds + 1 }, { exp: 1e300 }],
  ])('%s are accepted up to the limit; longer-lived ones are a 401', async (_, short, long) => {
    const server = await bounded()
    expect((await read(server, await signed({ ...user, ...short }))).status).toBe(404)
    expect(await read(server, await signed({ ...user, ...long }))).toEqual({
      status: 401,
      body: {
        ...problemOf('token-lifetime', 'Token valid for too long'),
        detail:
          'The token is valid for too long. User tokens of this app may live for 3600 seconds.',
      },
    })
  })

  test('do not change what app tokens and other apps may do', async () => {
    expect(await statusWith(await bounded(), await signed({ ...claims, exp: 1e10 }))).toBe(200)
    const server = await servers()
    expect((await read(server, await signed({ ...user, exp: 1e10 }))).status).toBe(404)
  })
})

const secured = Object.entries(operations).filter(([, { security }]) => security.length > 0)

test.each(secured)(
  '%s needs a token, and checks it before anything else',
  async (_, { method, path }) => {
    const server = await servers()
    const target = path.replace('{appId}', 'shop').replaceAll(/\{\w+\}/g, 'x')
    const withBody = method === 'GET' || method === 'DELETE' ? {} : { body: '{' }
    for (const authorization of [undefined, 'Bearer wrong']) {
      const headers: HeadersInit = authorization === undefined ? {} : { authorization }
      const url = `${server.baseUrl}${target}?colour=red`
      const response = await checkedFetch(new Request(url, { method, ...withBody, headers }))
      expect(response.status).toBe(401)
    }
  },
)

test('a token that was accepted is refused from the moment it expires', async () => {
  let clock = now
  const server = await testServer({ now: () => clock, apps })
  const token = await signed(claims)
  for (const later of [0, 1000, 59_999]) {
    clock = now + later
    expect(await statusWith(server, token)).toBe(200)
  }
  for (const later of [60_000, 60_001, 3_600_000]) {
    clock = now + later
    expect(await statusWith(server, token)).toBe(401)
  }
})

test('a token that was accepted for one app opens no other', async () => {
  const server = await servers()
  const token = await signed(claims)
  expect(await statusWith(server, token)).toBe(200)
  const headers = { authorization: `Bearer ${token}` }
  const { status } = await checkedFetch(
    new Request(`${server.baseUrl}/v1/bakery/users`, { headers }),
  )
  expect(status).toBe(401)
})

test('an operation that lists several security schemes accepts the tokens of each', async () => {
  const app = { id: 'shop', keys: [appKeyOf(secretKey)], settings: defaultSettings, createdAt: 0 }
  const authenticateBy = createAuth({
    schemes: {
      serverKey: { caller: 'app', accepts: ['secretKey', 'token'] },
      userToken: { caller: 'user', accepts: ['token'] },
    },
    findApp: async (id) => (id === app.id ? app : undefined),
    onKeyUsed: () => undefined,
    now: () => now,
    leeway: 0,
  })
  const call = (token: string, ...security: string[]) =>
    authenticateBy(security)('shop', `Bearer ${token}`).then(
      ({ caller }) => caller,
      (error) => error.code,
    )
  const appToken = await signed(claims)
  const userToken = await signed({ ...claims, tokenType: 'user', sub: 'alice' })
  const user = { kind: 'user', userId: 'alice', expires: now + 60_000, key: secretKey }
  const both = ['userToken', 'serverKey']
  expect(await call(secretKey, ...both)).toEqual({ kind: 'app' })
  expect(await call(appToken, ...both)).toEqual({ kind: 'app' })
  expect(await call(userToken, ...both)).toEqual(user)
  expect(await call(userToken, 'userToken')).toEqual(user)
  expect(await call(userToken, 'serverKey')).toBe('token-type')
  expect(await call(appToken, 'userToken')).toBe('token-type')
  expect(await call(secretKey, 'userToken')).toBe('token-type')
})

test.each(['%00', 'shop%00'])(
  'the app id %s, which PostgreSQL cannot store, is a 401 like every unknown app',
  async (id) => {
    const server = await servers()
    for (const path of ['users', 'realtime/events'])
      for (const token of [secretKey, 'anything'])
        expect(
          await checkedFetch(
            new Request(`${server.baseUrl}/v1/${id}/${path}`, {
              headers: { authorization: `Bearer ${token}` },
            }),
          ),
          `${path} ${token}`,
        ).toMatchObject({ status: 401 })
  },
)
