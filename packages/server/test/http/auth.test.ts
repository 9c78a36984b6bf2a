import { operations } from '@openparley/spec/operations'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { testServer } from '@openparley/test-kit/server'
import { generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { createAuth } from '../../src/http/auth.ts'
import { defaultSettings } from '../../src/model/app.ts'

const now = Date.UTC(2026, 0, 1)
const seconds = now / 1000
const secretKey = 'sk_test_shop_0001'

const keyOf = (secret: string) => new TextEncoder().encode(secret)

/** The claims of a valid app token, which the tests then spoil. */
const claims = { tokenType: 'app', iss: 'shop', exp: seconds + 60 }

const signed = (payload: JWTPayload, { secret = secretKey, alg = 'HS256' } = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(keyOf(secret))

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const servers = (clock: () => number = () => now) =>
  testServer({
    now: clock,
    apps: [
      { id: 'shop', secretKey },
      { id: 'bakery', secretKey: 'sk_test_bakery_0001' },
    ],
  })

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

test('the scheme is read in any case, as RFC 9110 §11.1 has it', async () => {
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

const refused: Record<string, string | undefined> = {
  'no header': undefined,
  'an empty header': '',
  'no token': 'Bearer',
  'two tokens': `Bearer ${secretKey} ${secretKey}`,
  'another scheme': `Basic ${Buffer.from(`shop:${secretKey}`).toString('base64')}`,
  'no scheme': secretKey,
  'a wrong key': 'Bearer sk_test_shop_0002',
  'a part of the key': `Bearer ${secretKey.slice(0, -1)}`,
  'more than the key': `Bearer ${secretKey}p`,
  "another app's key": 'Bearer sk_test_bakery_0001',
  "another app's token": `Bearer ${await signed({ ...claims, iss: 'bakery' }, { secret: 'sk_test_bakery_0001' })}`,
  "this app's name under another app's key": `Bearer ${await signed(claims, { secret: 'sk_test_bakery_0001' })}`,
  "another app's name under this app's key": `Bearer ${await signed({ ...claims, iss: 'bakery' })}`,
  'a user token': `Bearer ${await signed({ ...claims, tokenType: 'user', sub: 'alice' })}`,
  'a token of no type': `Bearer ${await without('tokenType')}`,
  'a token of no app': `Bearer ${await without('iss')}`,
  'a token without an end': `Bearer ${await without('exp')}`,
  'an expired token': `Bearer ${await signed({ ...claims, exp: seconds - 1 })}`,
  'a token that expires now': `Bearer ${await signed({ ...claims, exp: seconds })}`,
  'a token that is not yet valid': `Bearer ${await signed({ ...claims, nbf: seconds + 1 })}`,
  'an end that is no number': `Bearer ${await signed({ ...claims, exp: `${seconds + 60}` as never })}`,
  'a list of apps': `Bearer ${await signed({ ...claims, iss: ['shop'] as never })}`,
  'an unsigned token': `Bearer ${new UnsecuredJWT(claims).encode()}`,
  'the algorithm none with a signature': `Bearer ${base64url({ alg: 'none' })}.${payload}.${signature}`,
  HS384: `Bearer ${await signed(claims, { alg: 'HS384' })}`,
  HS512: `Bearer ${await signed(claims, { alg: 'HS512' })}`,
  RS256: `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)}`,
  'HS256 that calls itself RS256': `Bearer ${base64url({ alg: 'RS256' })}.${payload}.${signature}`,
  'no signature': `Bearer ${header}.${payload}.`,
  'a changed signature': `Bearer ${header}.${payload}.${'A'.repeat(43)}`,
  'changed claims': `Bearer ${header}.${base64url({ ...claims, exp: seconds + 3600 })}.${signature}`,
  'an unknown extension': `Bearer ${base64url({ alg: 'HS256', crit: ['x'], x: 1 })}.${payload}.${signature}`,
  'no JSON': 'Bearer a.b.c',
  'a very long token': `Bearer ${'a'.repeat(8000)}`,
}

test('whatever is wrong with a token, and whether or not there is the app, the 401 is the same', async () => {
  const server = await servers()
  const answers = new Map<string, string[]>()
  for (const appId of ['shop', 'nobody'])
    for (const [what, authorization] of Object.entries(refused)) {
      const headers: HeadersInit = authorization === undefined ? {} : { authorization }
      const response = await checkedFetch(
        new Request(`${server.baseUrl}/v1/${appId}/users`, { headers }),
      )
      const { date: _, ...told } = Object.fromEntries(response.headers)
      const answer = JSON.stringify({
        status: response.status,
        headers: told,
        body: await response.json(),
      })
      answers.set(answer, [...(answers.get(answer) ?? []), `${what} on ${appId}`])
    }
  expect([...answers.values()]).toHaveLength(1)
  const [answer = ''] = answers.keys()
  expect(JSON.parse(answer)).toEqual({
    status: 401,
    headers: expect.objectContaining({
      'content-type': expect.stringContaining('application/problem+json'),
      'www-authenticate': 'Bearer',
    }),
    body: {
      type: 'urn:parley:problem:unauthorized',
      title: 'Unauthorized',
      status: 401,
      detail: expect.stringMatching(/token/),
    },
  })
})

const secured = Object.entries(operations).filter(([, { security }]) => security.length > 0)

test.each(secured)(
  '%s needs a token, and looks at nothing before it',
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
  const server = await servers(() => clock)
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

test('an operation that lists several security schemes takes the tokens of each', async () => {
  const keys = [{ secret: secretKey, createdAt: 0, expiresAt: null }]
  const app = { id: 'shop', keys, settings: defaultSettings }
  const authenticate = createAuth({
    schemes: {
      serverKey: { tokenType: 'app', secretKey: true, browser: false },
      userToken: { tokenType: 'user', secretKey: false, browser: true },
    },
    findApp: async (id) => (id === app.id ? app : undefined),
    now: () => now,
  })
  const call = (token: string, ...security: string[]) =>
    authenticate(security, 'shop', `Bearer ${token}`).then(
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
  expect(await call(userToken, 'serverKey')).toBe('unauthorized')
  expect(await call(appToken, 'userToken')).toBe('unauthorized')
  expect(await call(secretKey, 'userToken')).toBe('unauthorized')
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
