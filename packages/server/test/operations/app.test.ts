import type { components } from '@openparley/spec/types'
import { dataOf, faults } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

async function appOfTest() {
  const app = await testApp()
  const { client } = app
  return {
    ...app,
    get: () => dataOf(client.GET('')),
    put: (body: Parameters<typeof client.PUT<''>>[1]['body']) => client.PUT('', { body }),
  }
}

const defaults = { defaultLocale: 'en-US', notificationDelay: 30 }

test('a new app has no custom data, the locale en-US and a delay of 30 seconds', async () => {
  const { get, appId } = await appOfTest()
  expect(await get()).toEqual({ id: appId, ...defaults, custom: {} })
})

test('a change keeps omitted fields, merges custom data, and resets null to the default', async () => {
  const { get, put, appId } = await appOfTest()
  expect(await dataOf(put({ id: appId, custom: { a: '1', b: '2' } }))).toEqual({})
  await dataOf(put({ defaultLocale: 'de-DE' }))
  expect(await get()).toEqual({
    id: appId,
    ...defaults,
    defaultLocale: 'de-DE',
    custom: { a: '1', b: '2' },
  })
  await dataOf(put({ defaultLocale: null, custom: { a: null, c: '3' } }))
  expect(await get()).toEqual({ id: appId, ...defaults, custom: { b: '2', c: '3' } })
  await dataOf(put({ custom: null }))
  await dataOf(put({}))
  expect(await get()).toEqual({ id: appId, ...defaults, custom: {} })
})

test('the default locale applies to users without one, from the next call on', async () => {
  const { client, put } = await appOfTest()
  const user = async (userId: string, own: { locale?: string | null } = {}) => {
    const params = { path: { userId } }
    await dataOf(client.PUT('/users/{userId}', { params, body: { name: userId, ...own } }))
    return dataOf(client.GET('/users/{userId}', { params }))
  }
  expect(await user('before')).toMatchObject({ locale: 'en-US' })
  await dataOf(put({ defaultLocale: 'nl-NL' }))
  expect(await user('after')).toMatchObject({ locale: 'nl-NL' })
  expect(await user('own', { locale: 'fr-FR' })).toMatchObject({ locale: 'fr-FR' })
  expect(await user('own', { locale: null })).toMatchObject({ locale: 'nl-NL' })
  expect(await user('before')).toMatchObject({ locale: 'en-US' })
})

const refused: [patch: components['schemas']['AppPatch'], place: string][] = [
  [{ id: 'other' }, '#/id'],
  [{ defaultLocale: 'not a tag' }, '#/defaultLocale'],
  [{ custom: { large: 'x'.repeat(64 * 1024) } }, '#/custom'],
  [
    { custom: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`k${n}`, ''])) },
    '#/custom',
  ],
]

test.each(refused)('a change that is not allowed changes nothing: %#', async (patch, place) => {
  const { get, put } = await appOfTest()
  const custom = { a: '1', ...patch.custom }
  expect(Object.keys(await faults(put({ ...patch, custom })))).toEqual([place])
  expect(await get()).toMatchObject({ defaultLocale: 'en-US', custom: {} })
})

test('custom data of an app is separate from that of other apps', async () => {
  const [one, other] = [await appOfTest(), await appOfTest()]
  await dataOf(one.put({ custom: { a: '1' }, defaultLocale: 'de-DE' }))
  expect(await other.get()).toMatchObject({ defaultLocale: 'en-US', custom: {} })
  const { status } = await one.call('GET', '', {
    headers: { authorization: `Bearer ${other.secretKey}` },
  })
  expect(status).toBe(401)
})
