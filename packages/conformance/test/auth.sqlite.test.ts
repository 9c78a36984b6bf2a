import { generateKeyPairSync } from 'node:crypto'
import { contract } from '@openparley/test-kit/contract'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { playerOf } from '@openparley/test-kit/player'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { exampleCall, isOfOperators, signedToken } from '../src/index.ts'

const shop = { appId: 'shop', secretKey: 'sk_test_shop_0001' }
const other = { appId: 'other', secretKey: 'sk_test_other_0001' }
const apps = [shop, other].map(({ appId, secretKey }) => ({ id: appId, secretKey }))
const inAMinute = () => Math.floor(Date.now() / 1000) + 60

let server: TestServer
beforeAll(async () => {
  server = await testServer({ apps }, {}, onFileFinished)
})

const claims = (tokenType: string) => ({
  tokenType,
  iss: shop.appId,
  sub: '12081',
  exp: inAMinute(),
})
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** Bearer tokens that the app `shop` refuses, by their fault. */
const tokens: Record<string, (tokenType: string) => string | null | Promise<string>> = {
  'without a token': () => null,
  'with a text that is not a token': () => 'wrong',
  'with the secret key of another app': () => other.secretKey,
  "with another app's token": (type) => signedToken(other, type, { subject: '12081' }),
  'with a token signed by another app that names this app': (type) =>
    signedToken(other, type, { subject: '12081', iss: shop.appId }),
  'with a token of this app that names another': (type) =>
    signedToken(shop, type, { subject: '12081', iss: other.appId }),
  'with an expired token': (type) =>
    signedToken(shop, type, { subject: '12081', exp: inAMinute() - 61 }),
  'with a token with another HMAC algorithm': (type) =>
    signedToken(shop, type, { subject: '12081', alg: 'HS512' }),
  'with a token signed with a key pair': (type) =>
    new SignJWT(claims(type)).setProtectedHeader({ alg: 'RS256' }).sign(privateKey),
  'with an unsigned token': (type) => new UnsecuredJWT(claims(type)).encode(),
  'with a token without exp': (type) =>
    new SignJWT({ tokenType: type, iss: shop.appId, sub: '12081' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(shop.secretKey)),
  'with a token of the other kind': (type) =>
    signedToken(shop, type === 'user' ? 'app' : 'user', { subject: '12081' }),
}

const secured = contract.operations.filter(
  (operation) => operation.security.length > 0 && !isOfOperators(operation),
)

test.each(Object.entries(tokens))(
  'every operation %s is a 401, the same for all',
  async (what, make) => {
    const player = playerOf(server)
    const answers = new Set<string | undefined>()
    for (const operation of secured) {
      const token = await make(operation.security.includes('userToken') ? 'user' : 'app')
      const { exchange } = await player.send(operation, {
        ...exampleCall(contract, operation),
        token,
      })
      expect([operation.id, exchange.response.status]).toEqual([operation.id, 401])
      answers.add(exchange.response.body)
    }
    // The detail says which kind of token the operation needs.
    expect(answers.size).toBe(what.endsWith('of the other kind') ? 2 : 1)
  },
)

test('an app that does not exist gets the same response as a wrong token', async () => {
  const nowhere = playerOf({ ...server, appId: 'nowhere' })
  const [operation] = secured
  if (!operation) throw new Error('no operation is secured')
  const call = exampleCall(contract, operation)
  const one = await nowhere.send(operation, call)
  const wrong = await playerOf(server).send(operation, { ...call, token: 'wrong' })
  expect(one.exchange.response.status).toBe(401)
  expect(one.value).toEqual(wrong.value)
})

test('every operation accepts a token of its scheme', async () => {
  const player = playerOf(server)
  for (const operation of secured) {
    const type = operation.security.includes('userToken') ? 'user' : 'app'
    const token = await signedToken(shop, type, { subject: '12081' })
    const { exchange } = await player.send(operation, {
      ...exampleCall(contract, operation),
      token,
    })
    expect([operation.id, exchange.response.status]).not.toEqual([operation.id, 401])
  }
})
