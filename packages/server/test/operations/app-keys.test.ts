import { clock } from '@openparley/test-kit/clock'
import { lastingDatabase } from '@openparley/test-kit/database'
import { withStore } from '@openparley/test-kit/event-log'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { testServer } from '@openparley/test-kit/server'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { revokeChosenKey, rotateChosenKey } from '../../src/commands/chosen-keys.ts'
import type { App } from '../../src/model/app.ts'
import { createKey, revokeKey } from '../../src/operations/app-keys.ts'
import { createApp, ensureAnyApp, ensureApp } from '../../src/operations/apps.ts'

const day = 24 * 60 * 60 * 1000
const secretsOf = ({ keys }: App) => keys.map(({ secret }) => secret)

async function statusWith(baseUrl: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await checkedFetch(new Request(`${baseUrl}/v1/shop/users`, { headers }))).status
}

const tokenOf = (secret: string) =>
  new SignJWT({ tokenType: 'app', iss: 'shop', exp: 32_503_680_000 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))

test('two keys and the tokens that they signed are valid until the overlap ends', async () => {
  const databaseUrl = await lastingDatabase()
  const now = clock()
  const [current = '', former = ''] = await withStore(databaseUrl, async (store) => {
    await createApp(store, 'shop', {}, now())
    return secretsOf(await rotateChosenKey(store, 'shop', day, now()))
  })
  expect(current).toMatch(/^sk_\w{32}$/)
  expect(former).not.toBe(current)
  const { baseUrl } = await testServer({ databaseUrl, apps: [], now })
  const statuses = async () => {
    const tokens = [current, former, await tokenOf(current), await tokenOf(former)]
    return Promise.all(tokens.map((token) => statusWith(baseUrl, token)))
  }
  expect(await statuses()).toEqual([200, 200, 200, 200])
  now.time += day - 1
  expect(await statuses()).toEqual([200, 200, 200, 200])
  now.time += 1
  expect(await statuses()).toEqual([200, 401, 200, 401])
})

test('a running server refuses a revoked key', async () => {
  const databaseUrl = await lastingDatabase()
  const [current = '', former = ''] = await withStore(databaseUrl, async (store) => {
    await createApp(store, 'shop', {}, Date.now())
    return secretsOf(await rotateChosenKey(store, 'shop', day, Date.now()))
  })
  const { baseUrl } = await testServer({ databaseUrl, apps: [] })
  const token = await tokenOf(former)
  expect(await statusWith(baseUrl, former)).toBe(200)
  expect(await statusWith(baseUrl, token)).toBe(200)
  await withStore(databaseUrl, (store) =>
    revokeChosenKey(store, 'shop', former.slice(0, 9), Date.now()),
  )
  await expect.poll(() => statusWith(baseUrl, former)).toBe(401)
  expect(await statusWith(baseUrl, token)).toBe(401)
  expect(await statusWith(baseUrl, current)).toBe(200)
})

test('a revoked key is refused even if the clock jumps ahead and back', async () => {
  const databaseUrl = await lastingDatabase()
  const now = clock(Date.now())
  const [, former = ''] = await withStore(databaseUrl, async (store) => {
    await createApp(store, 'shop', {}, now())
    return secretsOf(await rotateChosenKey(store, 'shop', 30 * day, now()))
  })
  const { baseUrl } = await testServer({ databaseUrl, apps: [], now })
  now.time += 3 * day
  expect(await statusWith(baseUrl, former)).toBe(200)
  now.time -= 3 * day
  await withStore(databaseUrl, (store) => revokeChosenKey(store, 'shop', former, now()))
  await expect.poll(() => statusWith(baseUrl, former)).toBe(401)
})

test('the last key that does not expire can only be rotated, and a key is chosen by its first characters', async () => {
  await withStore(await lastingDatabase(), async (store) => {
    await createApp(store, 'shop', {}, 1)
    const [current = '', former = ''] = secretsOf(await rotateChosenKey(store, 'shop', day, 2))
    await expect(revokeChosenKey(store, 'shop', current, 3)).rejects.toThrow('is the last key')
    await expect(revokeChosenKey(store, 'shop', 'sk_', 3)).rejects.toThrow('More than one key')
    await expect(revokeChosenKey(store, 'shop', 'x', 3)).rejects.toThrow('No valid key')
    await expect(rotateChosenKey(store, 'shop', day, 3, former)).rejects.toThrow('rotated already')
    const worker = await createKey(store, 'shop', 'Worker', 3)
    await expect(rotateChosenKey(store, 'shop', day, 3)).rejects.toThrow('has several keys')
    const rotated = await rotateChosenKey(store, 'shop', 0, 3, worker.secret.slice(0, 9))
    const [replaced] = rotated.keys.filter(({ name, expiresAt }) => name === 'Worker' && !expiresAt)
    await revokeKey(store, 'shop', replaced?.id ?? '', 3)
    const { keys } = await rotateChosenKey(store, 'shop', 0, 3)
    expect(keys[0]).toMatchObject({ createdAt: 3, expiresAt: null })
    expect(keys.slice(1).map(({ secret, expiresAt }) => ({ secret, expiresAt }))).toEqual(
      expect.arrayContaining([
        { secret: current, expiresAt: 3 },
        { secret: former, expiresAt: 3 },
      ]),
    )
  })
})

test('a start with a key in its overlap changes nothing, with a revoked key fails, with a new key replaces all keys', async () => {
  await withStore(await lastingDatabase(), async (store) => {
    const first = 'sk_test_shop_first'
    await ensureApp(store, { id: 'shop', secretKey: first }, 1)
    const rotated = await rotateChosenKey(store, 'shop', day, 2)
    expect(await ensureApp(store, { id: 'shop', secretKey: first }, 3)).toEqual(rotated)
    await revokeChosenKey(store, 'shop', first, 4)
    await expect(ensureApp(store, { id: 'shop', secretKey: first }, 5)).rejects.toThrow(
      'The secret key of the app "shop" was revoked',
    )
    const replaced = await ensureApp(store, { id: 'shop', secretKey: 'sk_test_shop_other' }, 6)
    expect(replaced.keys).toMatchObject([
      { secret: 'sk_test_shop_other', createdAt: 6, expiresAt: null },
      { secret: first, createdAt: 1, expiresAt: 4 },
    ])
    expect(replaced.keys).toHaveLength(2)
  })
})

test('a key of fewer than 16 characters is refused', async () => {
  const apps = [{ id: 'shop', secretKey: 'a'.repeat(15) }]
  await expect(testServer({ apps })).rejects.toThrow('must have at least 16 characters')
  await testServer({ apps: [{ id: 'shop', secretKey: 'a'.repeat(16) }] })
})

test('a database gets the app demo only if it has no app at all', async () => {
  await withStore(await lastingDatabase(), async (store) => {
    await createApp(store, 'shop', {}, 1)
    expect(await ensureAnyApp(store, 2)).toBeUndefined()
    expect((await store.read.apps.list()).map(({ id }) => id)).toEqual(['shop'])
  })
  await withStore(await lastingDatabase(), async (store) => {
    expect(await ensureAnyApp(store, 1)).toMatchObject({ id: 'demo' })
    expect(await ensureAnyApp(store, 2)).toBeUndefined()
  })
})
