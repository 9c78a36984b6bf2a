import { clock } from '@openparley/test-kit/clock'
import { contentsOf } from '@openparley/test-kit/database'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { operatorOf } from '@openparley/test-kit/operator'
import { adminKey, testApp, testServer } from '@openparley/test-kit/server'
import { expect, test, vi } from 'vitest'
import { runCommand } from '../../../src/commands/program.ts'

const own = { 'sec-fetch-site': 'same-origin' }

/** Signs in with a new link. Returns the code, and makes calls with the session's cookie. */
async function signedIn(site: { baseUrl: string }) {
  const { body } = await operatorOf(site)('createAdminLink')
  const answer = await operatorOf(site, {})('createAdminSession', {}, { code: body.code })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const withCookie = (headers: Record<string, string>) => operatorOf(site, { cookie, ...headers })
  return { code: body.code, answer, cookie, withCookie }
}

test('a link signs in once, with a cookie that no script and no other site can use', async () => {
  const { baseUrl } = await testApp()
  const { code, answer, withCookie } = await signedIn({ baseUrl })
  expect(answer.headers.get('set-cookie')).toMatch(
    /^parley_admin=[\w-]{43}; Path=\/admin; HttpOnly; SameSite=Strict; Max-Age=43200$/,
  )
  const session = await withCookie({})('getAdminSession')
  expect(session.body).toEqual({ expiresAt: answer.body.expiresAt })
  expect((await withCookie({})('listApps')).status).toBe(200)
  const again = await operatorOf({ baseUrl }, {})('createAdminSession', {}, { code })
  expect(again).toMatchObject({ status: 401, body: { type: 'urn:parley:problem:unauthorized' } })
  expect(again.body.detail).toContain('`openparley dashboard` prints a new one')
})

test('if two calls use the same code at the same time, only one signs in', async () => {
  const { baseUrl } = await testApp()
  const { body } = await operatorOf({ baseUrl })('createAdminLink')
  const call = () => operatorOf({ baseUrl }, {})('createAdminSession', {}, { code: body.code })
  const answers = await Promise.all([call(), call(), call()])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
})

test('a link ends after 10 minutes, and a session after 12 hours', async () => {
  const now = clock(Date.now())
  const site = await testApp({ now })
  const { body } = await operatorOf(site)('createAdminLink')
  const { withCookie } = await signedIn(site)
  now.time += 10 * 60_000
  const late = await operatorOf(site, {})('createAdminSession', {}, { code: body.code })
  expect(late.status).toBe(401)
  now.time += 12 * 3_600_000 - 10 * 60_000 - 1
  expect((await withCookie({})('getAdminSession')).status).toBe(200)
  now.time += 1
  expect((await withCookie({})('getAdminSession')).status).toBe(401)
})

test('a session ends when its operator signs out', async () => {
  const { withCookie } = await signedIn(await testApp())
  const ended = await withCookie(own)('deleteAdminSession')
  expect(ended.headers.get('set-cookie')).toMatch(/^parley_admin=; .*Max-Age=0$/)
  expect((await withCookie(own)('getAdminSession')).status).toBe(401)
})

test.each<Record<string, string>>([
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  {},
])('with a session, a call that changes something is refused from %j', async (headers) => {
  const site = await testApp()
  const { withCookie, cookie } = await signedIn(site)
  const path = { appId: site.appId }
  for (const refused of [
    await withCookie(headers)('deleteApp', path),
    await withCookie(headers)('createKey', path, { name: 'Mine' }),
  ]) {
    expect(refused.status).toBe(401)
    expect(refused.body.detail).toContain('This call comes from another origin')
  }
  const form = await checkedFetch(
    new Request(`${site.baseUrl}/admin/v1/apps/${site.appId}/keys`, {
      method: 'POST',
      headers: { cookie, ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=Mine',
    }),
  )
  expect(form.status).toBe(401)
  expect((await withCookie(headers)('listKeys', path)).body.data).toHaveLength(1)
})

test('with a session, pages of the server itself may change something', async () => {
  const site = await testApp()
  const { withCookie } = await signedIn(site)
  for (const headers of [own, { origin: site.baseUrl }]) {
    const call = withCookie(headers)
    expect((await call('createKey', { appId: site.appId }, { name: 'Mine' })).status).toBe(200)
  }
})

test('an Authorization header counts, not the cookie beside it', async () => {
  const { withCookie } = await signedIn(await testApp())
  expect((await withCookie({ authorization: 'Bearer wrong' })('listApps')).status).toBe(401)
  const both = withCookie({ authorization: `Bearer ${adminKey}` })
  expect((await both('getAdminSession')).body).toEqual({ expiresAt: null })
})

test('a cookie that is no session is refused', async () => {
  const site = await testApp()
  for (const cookie of [
    'parley_admin=',
    'parley_admin=wrong',
    'other=1',
    `parley_admin=${adminKey}`,
  ])
    expect((await operatorOf(site, { cookie })('listApps')).status).toBe(401)
})

test('behind a proxy with TLS, the cookie is only sent over TLS', async () => {
  const { baseUrl } = await testServer({ trustedProxies: ['127.0.0.1'] })
  const { body } = await operatorOf({ baseUrl })('createAdminLink')
  const call = operatorOf({ baseUrl }, { 'x-forwarded-proto': 'https' })
  const { headers } = await call('createAdminSession', {}, { code: body.code })
  expect(headers.get('set-cookie')).toMatch(/; Secure$/)
})

test('the database has no secret of a link or a session', async () => {
  const { baseUrl, databaseUrl } = await testApp()
  const { code, cookie } = await signedIn({ baseUrl })
  const { body } = await operatorOf({ baseUrl })('createAdminLink')
  const { admin_secrets } = await contentsOf(databaseUrl)
  expect(admin_secrets?.length).toBeGreaterThan(1)
  const stored = JSON.stringify(admin_secrets)
  for (const secret of [code, body.code, cookie.slice('parley_admin='.length)])
    expect(stored).not.toContain(secret)
})

test('guesses are limited by address, and the right key still works', async () => {
  const server = await testServer({ rateLimits: { guess: { perSecond: 1 } } })
  const wrong = operatorOf(server, { authorization: 'Bearer wrong' })
  expect((await wrong('listApps')).status).toBe(401)
  const statuses = [
    (await wrong('listApps')).status,
    (await operatorOf(server, { cookie: 'parley_admin=wrong' })('listApps')).status,
    (await operatorOf(server, {})('createAdminSession', {}, { code: 'wrong' })).status,
  ]
  expect(statuses).toContain(429)
  expect((await operatorOf(server)('listApps')).status).toBe(200)
})

test('openparley dashboard prints a link that signs in', async () => {
  const site = await testApp()
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const words = ['dashboard', '--database', site.databaseUrl, '--url', 'https://chat.example/']
  await runCommand('0.0.0', ['node', 'openparley', ...words])
  const [[printed = ''] = []] = log.mock.calls
  log.mockRestore()
  const [, code] = /^https:\/\/chat\.example\/dashboard#code=([\w-]{43})$/.exec(printed) ?? []
  const answer = await operatorOf(site, {})('createAdminSession', {}, { code })
  expect(answer.status).toBe(200)
})
