import { withStore } from '@openparley/test-kit/event-log'
import { eventually } from '@openparley/test-kit/eventually'
import { operatorOf } from '@openparley/test-kit/operator'
import { callsOf, testApp } from '@openparley/test-kit/server'
import { nanoid } from 'nanoid'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../../src/model/app.ts'
import { defaultPermissions } from '../../../src/model/permissions.ts'

/** An app that an operator has created, and calls with its key. */
async function createdApp(settings = {}) {
  const { baseUrl } = await testApp()
  const operator = operatorOf({ baseUrl })
  const { body } = await operator('createApp', {}, { settings })
  const site = { baseUrl, appId: body.id, secretKey: body.key.secret }
  return { baseUrl, operator, created: body, path: { appId: body.id }, call: callsOf(site) }
}

test('an app is created with an id and a key of the server, and its key opens it', async () => {
  const { created, call } = await createdApp()
  expect(created.id).toMatch(/^[0-9a-z]{10}$/)
  expect(created.key).toMatchObject({ name: 'Backend', lastUsedAt: null, expiresAt: null })
  expect(created.settings).toEqual(defaultSettings)
  expect((await call('GET', '/users')).status).toBe(200)
})

test('an app is created with an id of the operator, which cannot be used twice', async () => {
  const { operator } = await createdApp()
  const id = `boutique-${nanoid()}`
  expect((await operator('createApp', {}, { id })).body).toMatchObject({ id, state: 'active' })
  const again = await operator('createApp', {}, { id })
  expect(again.body.errors).toEqual({ '#/id': [`The app "${id}" exists already.`] })
  await operator('deleteApp', { appId: id })
  const deleted = await operator('createApp', {}, { id })
  expect(deleted.body.errors['#/id'][0]).toContain('is being deleted')
})

test('when an older version created an app and its key is not known', async () => {
  const { baseUrl, databaseUrl } = await testApp()
  const id = `older-${nanoid()}`
  const key = {
    id: `key_${'0'.repeat(21)}1`,
    name: 'Backend',
    secret: `sk_${nanoid()}`,
    lastUsedAt: null,
  }
  await withStore(databaseUrl, ({ write }) =>
    write([], async (tx) => {
      await tx.apps.put({ id, settings: defaultSettings, createdAt: null })
      await tx.apps.putKey(id, { ...key, createdAt: null, expiresAt: null })
    }),
  )
  const operator = operatorOf({ baseUrl })
  const app = await operator('getAppDetails', { appId: id })
  expect(app.body).toMatchObject({ state: 'active', createdAt: null })
  const keys = await operator('listKeys', { appId: id })
  expect(keys.body).toMatchObject({ data: [{ name: 'Backend', createdAt: null }] })
})

test('the apps are listed in pages, in the order of their ids', async () => {
  const { operator } = await createdApp()
  const prefix = `page-${nanoid()}-`
  const ids = ['a', 'b', 'c'].map((end) => prefix + end)
  for (const id of ids) await operator('createApp', {}, { id })
  const first = await operator('listApps', {}, undefined, `?limit=2&startingAfter=${prefix}`)
  expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2))
  const next = await operator('listApps', {}, undefined, `?limit=1&startingAfter=${ids[1]}`)
  expect(next.body.data).toMatchObject([{ id: ids[2] }])
})

test('settings that are sent are changed, null sets the default, and the others stay', async () => {
  const { operator, path, created } = await createdApp({ unknownFields: 'ignore' })
  const changed = await operator('changeApp', path, {
    settings: {
      defaultLocale: 'de-DE',
      apiVersion: '2021-02-09',
      clientSideUserSync: 'all',
      clientSideConversationSync: true,
      maxParticipants: 5,
      maxTokenLifetime: 60,
      allowTokensWithoutExpiry: true,
      allowSignatures: true,
      notificationDelay: 60,
      allowedOrigins: ['https://shop.example', '*'],
      roles: { guest: { sendMessages: false, editAnyMessage: true } },
    },
  })
  expect(changed.body.settings).toEqual({
    defaultLocale: 'de-DE',
    apiVersion: '2021-02-09',
    clientSideUserSync: 'all',
    clientSideConversationSync: true,
    maxParticipants: 5,
    maxTokenLifetime: 60,
    allowTokensWithoutExpiry: true,
    allowSignatures: true,
    notificationDelay: 60,
    allowedOrigins: ['https://shop.example', '*'],
    unknownFields: 'ignore',
    roles: {
      guest: {
        ...defaultPermissions,
        sendMessages: false,
        editAnyMessage: true,
        maskContacts: null,
      },
    },
  })
  const none = Object.fromEntries(Object.keys(created.settings).map((name) => [name, null]))
  const reset = await operator('changeApp', path, { settings: none })
  expect(reset.body.settings).toEqual(defaultSettings)
})

test('every permission of a role can be set', async () => {
  const { operator, path } = await createdApp()
  const all = Object.fromEntries(
    Object.entries(defaultPermissions).map(([name, allowed]) => [name, !allowed]),
  )
  const changed = await operator('changeApp', path, { settings: { roles: { guest: all } } })
  expect(changed.body.settings.roles).toEqual({ guest: { ...all, maskContacts: null } })
})

test('a role hides contacts according to its own setting, or that of the role default', async () => {
  const { operator, path } = await createdApp()
  const roles = {
    default: { maskContacts: { kinds: ['email'], words: ['whats app'] } },
    buyer: { maskContacts: { messages: 'all', allowedDomains: ['shop.example'] } },
    seller: {},
    support: { maskContacts: null },
  }
  const changed = await operator('changeApp', path, { settings: { roles } })
  const filled = {
    messages: 'others',
    kinds: ['email', 'phone', 'link', 'word'],
    words: [],
    allowedDomains: [],
  }
  const shown = { ...filled, ...roles.default.maskContacts }
  expect(changed.body.settings.roles).toMatchObject({
    default: { maskContacts: shown },
    buyer: { maskContacts: { ...filled, ...roles.buyer.maskContacts } },
    seller: { maskContacts: shown },
    support: { maskContacts: null },
  })
  // The returned value can be sent again.
  const { body } = await operator('changeApp', path, {
    settings: { roles: changed.body.settings.roles },
  })
  expect(body.settings.roles).toEqual(changed.body.settings.roles)
})

test('a setting applies to the next call', async () => {
  const { operator, path, call } = await createdApp()
  expect((await call('GET', '')).body).toMatchObject({ defaultLocale: 'en-US' })
  await operator('changeApp', path, { settings: { defaultLocale: 'de-DE' } })
  expect((await call('GET', '')).body).toMatchObject({ defaultLocale: 'de-DE' })
})

test.each([
  [{ defaultLocale: 'not a tag' }, '#/settings/defaultLocale'],
  [{ allowedOrigins: ['https://a.example', 'shop.example'] }, '#/settings/allowedOrigins/1'],
  [{ allowedOrigins: ['https://a.example/'] }, '#/settings/allowedOrigins/0'],
  [{ roles: { guest: { fly: true } } }, '#/settings/roles/guest/fly'],
  [{ roles: { '': {} } }, '#/settings/roles'],
  [
    { roles: { guest: { maskContacts: { words: ['ok', '-'] } } } },
    '#/settings/roles/guest/maskContacts/words/1',
  ],
  [
    { roles: { guest: { maskContacts: { kinds: ['fax'] } } } },
    '#/settings/roles/guest/maskContacts/kinds/0',
  ],
  [
    { roles: { guest: { maskContacts: { allowedDomains: ['https://shop.example'] } } } },
    'allowedDomains/0',
  ],
  [{ colour: 'red' }, '#/settings/colour'],
  [{ maxParticipants: 0 }, '#/settings/maxParticipants'],
])('the settings %j are refused with their place, and nothing is changed', async (settings, at) => {
  const { operator, path } = await createdApp()
  const refused = await operator('changeApp', path, {
    settings: { unknownFields: 'ignore', ...settings },
  })
  expect(refused.status).toBe(400)
  expect(Object.keys(refused.body.errors).join()).toContain(at)
  expect((await operator('getAppDetails', path)).body.settings).toEqual(defaultSettings)
})

test('a deleted app is gone at once, and is shown until its data is deleted', async () => {
  const { operator, path, call } = await createdApp()
  expect((await operator('deleteApp', path)).status).toBe(200)
  expect((await call('GET', '/users')).status).toBe(401)
  expect((await operator('getAppDetails', path)).body).toMatchObject({ state: 'deleting' })
  expect((await operator('deleteApp', path)).status).toBe(200)
  for (const id of ['listKeys', 'createAppToken'] as const)
    expect((await operator(id, path)).status).toBe(404)
  expect((await operator('changeApp', path, { settings: {} })).status).toBe(404)
  expect((await operator('deleteApp', { appId: `nowhere-${nanoid()}` })).status).toBe(404)
})

test('an app token opens the calls of its app for some minutes', async () => {
  const { operator, path, baseUrl } = await createdApp()
  const { body } = await operator('createAppToken', path)
  expect(body.expiresAt - Date.now()).toBeLessThanOrEqual(600_000)
  const { appId } = path
  const own = callsOf({ baseUrl, appId, secretKey: body.token })
  expect((await own('GET', '/users')).status).toBe(200)
  const other = callsOf({ baseUrl, appId: (await createdApp()).path.appId, secretKey: body.token })
  expect((await other('GET', '/users')).status).toBe(401)
})

test('a key says when it was last used, within some seconds', async () => {
  const { operator, path, call } = await createdApp()
  const before = Date.now()
  await call('GET', '/users')
  await eventually(async () => {
    const [key] = (await operator('listKeys', path)).body.data
    expect(key.lastUsedAt).toBeGreaterThanOrEqual(before)
  })
})
