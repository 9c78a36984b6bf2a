import { clock } from '@openparley/test-kit/clock'
import { operatorOf } from '@openparley/test-kit/operator'
import { callsOf, testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

interface Key {
  id: string
  name: string
  secret: string
  expiresAt: number | null
}

async function appWithKey(now?: () => number) {
  const { baseUrl } = await testApp(now ? { now } : {})
  const operator = operatorOf({ baseUrl })
  const { body } = await operator('createApp', {}, {})
  const path = { appId: body.id }
  const first: Key = body.key
  return {
    operator,
    path,
    first,
    statusWith: async ({ secret }: Key) =>
      (await callsOf({ baseUrl, appId: body.id, secretKey: secret })('GET', '/users')).status,
    create: async (name: string): Promise<Key> =>
      (await operator('createKey', path, { name })).body,
    list: async (): Promise<Key[]> => (await operator('listKeys', path)).body.data,
  }
}

test('an app has several named keys, each shown whole only once', async () => {
  const { first, create, list, statusWith } = await appWithKey()
  const worker = await create('Worker')
  expect(await statusWith(first)).toBe(200)
  expect(await statusWith(worker)).toBe(200)
  const keys = await list()
  expect(keys.map(({ name }) => name).toSorted()).toEqual(['Backend', 'Worker'])
  expect(JSON.stringify(keys)).not.toContain(worker.secret)
  expect(JSON.stringify(keys)).not.toContain(first.secret)
})

test('a key is renamed and stays valid', async () => {
  const { operator, path, first, list, statusWith } = await appWithKey()
  const renamed = await operator('changeKey', { ...path, keyId: first.id }, { name: 'Shop' })
  expect(renamed.body).toMatchObject({ id: first.id, name: 'Shop' })
  expect(await list()).toEqual([renamed.body])
  expect(await statusWith(first)).toBe(200)
})

test('a rotated key is valid until its overlap ends, a day unless given', async () => {
  const now = clock(Date.now())
  const { operator, path, first, list, statusWith } = await appWithKey(now)
  const next: Key = (await operator('rotateKey', { ...path, keyId: first.id })).body
  expect(next).toMatchObject({ name: 'Backend', expiresAt: null })
  expect(await list()).toMatchObject([{ id: next.id }, { id: first.id }])
  now.time += 86_400_000 - 1
  expect(await statusWith(first)).toBe(200)
  now.time += 1
  expect(await statusWith(first)).toBe(401)
  expect(await statusWith(next)).toBe(200)
  expect(await list()).toMatchObject([{ id: next.id }])
  const last: Key = (await operator('rotateKey', { ...path, keyId: next.id }, { overlap: 0 })).body
  expect(await statusWith(next)).toBe(401)
  expect(await statusWith(last)).toBe(200)
})

test('a key that was rotated cannot be rotated again', async () => {
  const { operator, path, first } = await appWithKey()
  await operator('rotateKey', { ...path, keyId: first.id })
  const again = await operator('rotateKey', { ...path, keyId: first.id })
  expect(again.body.errors['path/keyId'][0]).toContain('rotated already')
})

test('a key is revoked at once, but the last key that does not expire cannot be revoked', async () => {
  const { operator, path, first, create, list, statusWith } = await appWithKey()
  const revoke = ({ id }: Key) => operator('revokeKey', { ...path, keyId: id })
  const refused = await revoke(first)
  expect(refused.status).toBe(400)
  expect(refused.body.errors['path/keyId'][0]).toContain('Rotate it instead')
  expect(await statusWith(first)).toBe(200)
  const worker = await create('Worker')
  expect((await revoke(first)).status).toBe(200)
  expect(await statusWith(first)).toBe(401)
  expect((await revoke(first)).status).toBe(404)
  expect((await revoke(worker)).status).toBe(400)
  expect(await list()).toMatchObject([{ id: worker.id }])
})

test('an app has at most 50 valid keys', async () => {
  const { operator, path, create } = await appWithKey()
  for (let count = 1; count < 50; count += 1) await create(`Service ${count}`)
  const refused = await operator('createKey', path, { name: 'One more' })
  expect(refused.body.errors['#'][0]).toContain('has 50 valid keys, which is the max')
})

test('a key of another app is not found', async () => {
  const { operator, path } = await appWithKey()
  const other = await appWithKey()
  for (const id of ['rotateKey', 'revokeKey'] as const) {
    const response = await operator(id, { ...path, keyId: other.first.id })
    expect([id, response.status]).toEqual([id, 404])
  }
  expect(await other.statusWith(other.first)).toBe(200)
})
