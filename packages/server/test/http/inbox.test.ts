import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { temporaryFolder } from '@openparley/test-kit/folder'
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { writeSite } from '../../../../scripts/browser/write.ts'
import { serveInbox } from '../../src/http/pages/inbox.ts'

function inboxServer() {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'inbox'))
  writeFileSync(join(folder, 'inbox.js'), "import './inbox/words-A1B2C3D4.js'")
  writeFileSync(join(folder, 'inbox/words-A1B2C3D4.js'), 'export {}')
  writeFileSync(join(folder, 'secret.js'), 'not part of the inbox')
  const server = Fastify()
  onTestFinished(() => server.close())
  serveInbox(server, pathToFileURL(`${folder}/`))
  const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers })
  return { folder, get }
}

test('the inbox is a script that pages of every origin may load, and is revalidated after five minutes', async () => {
  const { folder, get } = inboxServer()
  const { statusCode, headers, body } = await get('/inbox.js')
  expect(statusCode).toBe(200)
  expect(body).toBe("import './inbox/words-A1B2C3D4.js'")
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  })
  const known = { 'if-none-match': String(headers.etag) }
  const same = await get('/inbox.js', known)
  expect(same.statusCode).toBe(304)
  expect(same.headers).toMatchObject({
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
  })
  writeFileSync(join(folder, 'inbox.js'), 'new')
  expect((await get('/inbox.js', known)).body).toBe('new')
})

test('what the inbox imports never changes, and is compressed', async () => {
  const { get } = inboxServer()
  const path = '/inbox/words-A1B2C3D4.js'
  const { headers, rawPayload } = await get(path, { 'accept-encoding': 'br' })
  expect(brotliDecompressSync(rawPayload).toString()).toBe('export {}')
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  })
})

test.each([
  '/inbox/other.js',
  '/inbox/..%2Fsecret.js',
  '/inbox/%2e%2e%2fsecret.js',
  '/inbox/words-A1B2C3D4.js%00',
  '/inbox/words-A1B2C3D4.js.map',
])('%s is not found', async (path) => {
  const { get } = inboxServer()
  expect((await get(path)).json()).toMatchObject({ code: 'not-found' })
})

test('without a build, the error says how to make one', async () => {
  const { folder, get } = inboxServer()
  rmSync(join(folder, 'inbox.js'))
  expect((await get('/inbox.js')).json().message).toContain('`npm run docs`')
})

test('a new build replaces the old one, whose parts are removed', async () => {
  const { folder, get } = inboxServer()
  const bytes = (text: string) => new TextEncoder().encode(text)
  await writeSite(
    folder,
    'inbox',
    new Map([
      ['inbox.js', bytes('2')],
      ['inbox/words-E5F6G7H8.js', bytes('3')],
    ]),
  )
  expect((await get('/inbox.js')).body).toBe('2')
  expect((await get('/inbox/words-E5F6G7H8.js')).body).toBe('3')
  expect((await get('/inbox/words-A1B2C3D4.js')).json()).toMatchObject({ code: 'not-found' })
})
