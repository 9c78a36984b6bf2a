import { contract } from '@openparley/test-kit/contract'
import { playerOf } from '@openparley/test-kit/player'
import { adminKey, testApp, testServer } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'
import { exampleCall, isOfOperators, signedToken } from '../src/index.ts'

const ofOperators = contract.operations.filter(isOfOperators)
const ofApps = contract.operations.filter(
  (operation) => operation.security.length > 0 && !isOfOperators(operation),
)

test('every operation of the tag Admin is for operators, and no other', () => {
  const tagged = contract.operations.filter(({ object }) => String(object.tags) === 'Admin')
  expect(ofOperators.length).toBeGreaterThan(10)
  // It has the code of a link in its body.
  expect(tagged.filter(({ id }) => id !== 'createAdminSession')).toEqual(ofOperators)
})

test('no operation of operators accepts the secret key or a token of an app or a user', async () => {
  const app = await testApp()
  const player = playerOf(app)
  const tokens = [
    app.secretKey,
    await signedToken(app, 'app'),
    await signedToken(app, 'admin'),
    await signedToken(app, 'user', { subject: '12081' }),
    // Signed with the admin key itself.
    await signedToken({ appId: app.appId, secretKey: adminKey }, 'admin'),
    adminKey.slice(0, -1),
    `${adminKey}0`,
    null,
  ]
  for (const operation of ofOperators)
    for (const token of tokens) {
      const { exchange } = await player.send(operation, {
        ...exampleCall(contract, operation),
        token,
      })
      expect([operation.id, token, exchange.response.status]).toEqual([operation.id, token, 401])
    }
})

test('no operation of apps or users accepts the admin key', async () => {
  const player = playerOf(await testApp())
  for (const operation of ofApps) {
    const { exchange } = await player.send(operation, {
      ...exampleCall(contract, operation),
      token: adminKey,
    })
    expect([operation.id, exchange.response.status]).toEqual([operation.id, 401])
  }
})

test('a server without an admin key accepts no key for admin operations', async () => {
  const player = playerOf(await testServer({ adminKey: undefined }))
  for (const operation of ofOperators)
    for (const token of [adminKey, 'undefined', '']) {
      const call = { ...exampleCall(contract, operation), token }
      const { exchange } = await player.send(operation, call)
      expect([operation.id, exchange.response.status]).toEqual([operation.id, 401])
    }
})
