import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { requestBytes, sendRaw } from '@openparley/test-kit/raw'
import { testServer } from '@openparley/test-kit/server'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { documentFile } from '../../src/base/assets.ts'
import { settingsFrom } from '../../src/compose/settings.ts'
import { serveDocs } from '../../src/http/pages/docs.ts'

const script = `/* ${'the same words again and again '.repeat(1000)} */`

/** A docs page in a separate folder, since the built one may be built again during the test. */
function docsServer() {
  const folder = temporaryFolder()
  for (const name of ['index.html', 'redoc.js', 'show.js'])
    writeFileSync(join(folder, name), script)
  const server = Fastify()
  onTestFinished(() => server.close())
  serveDocs(server, { site: pathToFileURL(`${folder}/`), document: documentFile })
  const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers })
  return { folder, server, get }
}

describe('the docs page', () => {
  test.each(['/', '/docs', '/docs/'])('is the page to which %s leads', async (path) => {
    const { baseUrl } = await testServer()
    const response = await checkedFetch(new Request(baseUrl + path, { redirect: 'manual' }))
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('/docs/index.html')
  })

  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['gzip, br;q=0', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
    ['', undefined, (bytes: Buffer) => bytes],
    ['GZIP;q=0.5', 'gzip', gunzipSync],
  ])('is sent to a client that accepts %j as %s', async (accepted, coding, decoded) => {
    const { get } = docsServer()
    for (const file of ['index.html', 'redoc.js']) {
      const response = await get(`/docs/${file}`, { 'accept-encoding': accepted })
      expect(response.headers['content-encoding']).toBe(coding)
      expect(response.headers.vary).toBe('Accept-Encoding')
      expect(decoded(response.rawPayload).toString()).toBe(script)
      if (coding) expect(response.rawPayload.length).toBeLessThan(script.length / 10)
    }
  })

  test('is sent again only when it has changed', async () => {
    const { folder, server, get } = docsServer()
    const first = await get('/docs/redoc.js', { 'accept-encoding': 'br' })
    expect(first.headers['cache-control']).toBe('no-cache')
    const etag = String(first.headers.etag)
    const headers = { 'accept-encoding': 'br', 'if-none-match': `"other", W/${etag}` }
    for (const method of ['GET', 'HEAD'] as const) {
      const known = await server.inject({ method, url: '/docs/redoc.js', headers })
      expect(known).toMatchObject({ statusCode: 304, payload: '' })
      expect(known.headers).toMatchObject({ etag, vary: 'Accept-Encoding' })
    }
    const other = { ...headers, 'accept-encoding': 'gzip' }
    expect(await get('/docs/redoc.js', other), 'another coding').toMatchObject({ statusCode: 200 })
    writeFileSync(join(folder, 'redoc.js'), 'new')
    expect((await get('/docs/redoc.js', headers)).statusCode).toBe(200)
  })

  test('returns a 404 with the command to build it if it is not built', async () => {
    const server = Fastify()
    onTestFinished(() => server.close())
    const site = pathToFileURL(`${temporaryFolder()}/`)
    serveDocs(server, { site, document: documentFile })
    const response = await server.inject('/docs/index.html')
    expect(response.json().message).toContain('`npm run docs`')
  })
})

describe('the document', () => {
  const local = 'http://127.0.0.1:8080'
  const nameOf = (text: string) => JSON.parse(text).servers[0].url

  test.each([
    ['chat.example', 'http://chat.example'],
    ['chat.example:8443', 'http://chat.example:8443'],
    ['[::1]:80', 'http://[::1]:80'],
    ['"><script>', local],
    ['a b', local],
    ['user@evil.example', local],
    ['', local],
  ])('requested on %j names %s', async (host, url) => {
    const server = await testServer()
    const headers = { Host: host, 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' }
    for (const name of ['openapi.json', 'openapi.yaml']) {
      const { body } = await sendRaw(server, requestBytes(server, 'GET', `/${name}`, { headers }))
      if (name === 'openapi.json') expect(nameOf(body)).toBe(url)
      const stored = readFileSync(documentFile(name as 'openapi.json'), 'utf8')
      expect(body, 'nothing else differs').toBe(stored.replace(local, url))
    }
  })

  test('names the host and the scheme of the request to a trusted proxy', async () => {
    const { trustedProxies } = settingsFrom({ TRUST_PROXY: '10.0.0.0/8, loopback' })
    const server = await testServer({ trustedProxies })
    const headers = { 'X-Forwarded-Host': 'chat.example', 'X-Forwarded-Proto': 'https' }
    const { body } = await sendRaw(
      server,
      requestBytes(server, 'GET', '/openapi.json', { headers }),
    )
    expect(nameOf(body)).toBe('https://chat.example')
  })

  test('has an ETag; a request with that ETag is a 304', async () => {
    const { get } = docsServer()
    const { headers } = await get('/openapi.json')
    expect(headers['cache-control']).toBe('no-cache')
    const known = await get('/openapi.json', { 'if-none-match': String(headers.etag) })
    expect(known).toMatchObject({ statusCode: 304, payload: '' })
    const elsewhere = { host: 'chat.example', 'if-none-match': String(headers.etag) }
    expect((await get('/openapi.json', elsewhere)).statusCode).toBe(200)
  })
})

test.each([
  'true',
  '10.0.0.0/33',
  '10.0.0',
  '::1/129',
  '10.0.0.1/',
  'proxy.example',
  '1.2.3.4/1/2',
])('TRUST_PROXY cannot be %j', (value) => {
  expect(() => settingsFrom({ TRUST_PROXY: value })).toThrow('TRUST_PROXY must be')
})
