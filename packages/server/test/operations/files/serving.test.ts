import { operations } from '@openparley/spec/operations'
import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test-kit/server.ts'
import { download, uploaded } from '../../../../test-kit/uploads.ts'
import { samples } from './samples.ts'

let app: TestApp

beforeAll(async () => {
  app = await testApp()
})

test.each(samples)('$name is served as $type', async ({ bytes, type, subtype, name }) => {
  const file = await uploaded(app, bytes, { filename: name })
  expect(file).toMatchObject({ type, subtype })
  const { status, headers } = await download(file.url)
  expect(status).toBe(200)
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': type,
    'content-length': String(file.size),
    'content-disposition': `${subtype === 'generic' ? 'attachment' : 'inline'}; filename=${name}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'private, max-age=3600, immutable',
    'accept-ranges': 'bytes',
    vary: 'Origin',
  })
  const part = await download(file.url, { range: 'bytes=0-3' })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe(`bytes 0-3/${file.size}`)
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(0, 4))
})

test.each([
  { range: 'bytes=2-4', gives: '234', says: 'bytes 2-4/10' },
  { range: 'bytes=7-', gives: '789', says: 'bytes 7-9/10' },
  { range: 'bytes=7-100', gives: '789', says: 'bytes 7-9/10' },
  { range: 'bytes=-2', gives: '89', says: 'bytes 8-9/10' },
  { range: 'bytes=-100', gives: '0123456789', says: 'bytes 0-9/10' },
  { range: 'bytes=0-0', gives: '0', says: 'bytes 0-0/10' },
  { range: 'bytes=1-2,4-5', gives: '0123456789', says: null },
  { range: 'bytes=4-2', gives: '0123456789', says: null },
  { range: 'bytes=-', gives: '0123456789', says: null },
  { range: 'lines=1-2', gives: '0123456789', says: null },
])('the range $range of ten bytes gives $gives', async ({ range, gives, says }) => {
  const { url } = await uploaded(app, '0123456789')
  const response = await download(url, { range })
  expect(response.status).toBe(says === null ? 200 : 206)
  expect(response.headers.get('content-range')).toBe(says)
  expect(await response.text()).toBe(gives)
})

test.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])(
  'the range %s of ten bytes is a 416',
  async (range) => {
    const { url } = await uploaded(app, '0123456789')
    const response = await download(url, { range })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */10')
    expect(response.headers.get('etag')).toBeNull()
  },
)

test('a client that has the file gets a 304, or a part if the file is unchanged', async () => {
  const { url } = await uploaded(app, '0123456789')
  const etag = (await download(url)).headers.get('etag') ?? ''
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const response = await download(url, { 'if-none-match': known, range: 'bytes=0-1' })
    expect(response.status).toBe(304)
    expect(response.headers.get('etag')).toBe(etag)
    expect(await response.text()).toBe('')
  }
  expect((await download(url, { 'if-none-match': '"other"' })).status).toBe(200)
  expect((await download(url, { 'if-range': etag, range: 'bytes=0-1' })).status).toBe(206)
  expect((await download(url, { 'if-range': '"other"', range: 'bytes=0-1' })).status).toBe(200)
})

test('equal bytes have the same ETag, and different bytes have different ETags', async () => {
  const urls = [await uploaded(app, 'a'), await uploaded(app, 'a'), await uploaded(app, 'b')]
  const tags = await Promise.all(
    urls.map(async ({ url }) => (await download(url)).headers.get('etag')),
  )
  expect(tags[0]).toBe(tags[1])
  expect(tags[0]).not.toBe(tags[2])
})

test('HEAD has the headers of GET without the file', async () => {
  const { url } = await uploaded(app, '0123456789')
  const headersOf = async (method: string, headers: Record<string, string> = {}) => {
    const response = await download(url, headers, method)
    const {
      date: _,
      connection: __,
      'keep-alive': ___,
      'x-request-id': ____,
      ...rest
    } = Object.fromEntries(response.headers)
    return { status: response.status, headers: rest, body: await response.text() }
  }
  for (const headers of [{}, { range: 'bytes=0-3' }]) {
    const got = await headersOf('GET', headers)
    expect(await headersOf('HEAD', headers)).toEqual({ ...got, body: '' })
  }
})

test('a file needs no token, and any name leads to it', async () => {
  const { url } = await uploaded(app, 'Receipt', { filename: 'receipt.txt' })
  const renamed = url.replace('receipt.txt', encodeURIComponent('Quittung ✓.exe'))
  const response = await download(renamed)
  expect(await response.text()).toBe('Receipt')
  // The name comes from the URL, since the stored name may be hidden from the reader. The file type comes from the
  // store.
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="Quittung ?.exe.txt"; filename*=UTF-8''Quittung%20%E2%9C%93.exe.txt`,
  )
})

test('a token of another app, an unknown token and a token of another form are a 404', async () => {
  const { url, attachmentToken } = await uploaded(app, 'Receipt')
  const other = await testApp()
  for (const wrong of [
    url.replace(app.appId, other.appId),
    url.replace(app.appId, 'nowhere'),
    url.replace(attachmentToken, `file_${'0'.repeat(22)}`),
    url.replace(attachmentToken, 'a%00b'),
    url.replace(attachmentToken, `..%2f${attachmentToken}`),
  ]) {
    const response = await download(wrong)
    expect(response.status, wrong).toBe(404)
    expect(response.headers.get('cache-control')).toBeNull()
  }
  expect((await download(`${url}?size=1`)).status).toBe(400)
})

test('pages of allowed origins may read files, with all headers', async () => {
  const { url } = await uploaded(app, 'Receipt')
  const path = operations.getFile.path
  expect(path).toContain('{filename}')
  const response = await download(url, { origin: 'https://elsewhere.example' })
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
  expect(response.status).toBe(200)
})
