import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { countRows } from '../../../../test-kit/database.ts'
import { eventually } from '../../../../test-kit/eventually.ts'
import { onFileFinished } from '../../../../test-kit/file-end.ts'
import { temporaryFolder } from '../../../../test-kit/folder.ts'
import { requestBytes, sendRaw } from '../../../../test-kit/raw.ts'
import { type TestServer, testServer } from '../../../../test-kit/server.ts'
import { download, sendFile, sendForm, uploaded } from '../../../../test-kit/uploads.ts'

const max = 1000

let server: TestServer
let folder: string

beforeAll(async () => {
  folder = temporaryFolder(onFileFinished)
  server = await testServer({ filesUrl: `file:${folder}`, maxFileBytes: max }, {}, onFileFinished)
})

const storedFiles = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())

/** Everything that is left of uploads, on disk and in the database. */
const leftovers = async () =>
  storedFiles().length + (await countRows(server.databaseUrl, 'files')).files

let before = 0

afterEach(async () => {
  before = await leftovers()
})

async function expectRefused(sent: Promise<Response>, status: number, ...places: string[]) {
  const response = await sent
  const problem = await response.json()
  expect(response.status, JSON.stringify(problem)).toBe(status)
  if (status === 400) expect(Object.keys(problem.errors)).toEqual(places)
  expect(await leftovers(), 'nothing is left').toBe(before)
}

const formOf = (...parts: [name: string, value: string | Blob][]) => {
  const form = new FormData()
  for (const [name, value] of parts) form.append(name, value)
  return form
}

const file: [string, Blob] = ['file', new Blob(['Hello'])]

test('a form without a file is refused', () =>
  expectRefused(sendForm(server, formOf(['filename', 'a.txt'])), 400, '#/file'))

test('a form with two files is refused', () =>
  expectRefused(sendForm(server, formOf(file, file)), 400, '#/file'))

test('an empty file is refused', () => expectRefused(sendFile(server, ''), 400, '#/file'))

test('a file may have the max size, and not one byte more', async () => {
  await uploaded(server, 'a'.repeat(max))
  before = await leftovers()
  await expectRefused(sendFile(server, 'a'.repeat(max + 1)), 413)
  await expectRefused(sendFile(server, 'a'.repeat(200_000)), 413)
  await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  await expectRefused(sendFile(server, 'a'.repeat(max + 1), { as: 'alice' }), 413)
})

test.each([
  ['an unknown one', [['color', 'red']], '#/color'],
  [
    'one that is given twice',
    [
      ['width', '1'],
      ['width', '2'],
    ],
    '#/width',
  ],
  ['a width that is not a number', [['width', '1e3']], '#/width'],
  ['a width of 0', [['width', '0']], '#/width'],
  ['a fraction of a pixel', [['height', '1.5']], '#/height'],
  ['a negative duration', [['duration', '-1']], '#/duration'],
  ['a duration that is not a number', [['duration', 'NaN']], '#/duration'],
  ['neither true nor false', [['voice', 'yes']], '#/voice'],
  ['a text as a voice message', [['voice', 'true']], '#/voice'],
  ['a filename of 4,001 characters', [['filename', 'a'.repeat(4001)]], '#/filename'],
  ['the name of a method', [['__proto__', 'a']], '#/__proto__'],
] as [string, [string, string][], string][])(
  'a field is refused: %s, before and after the file',
  async (_, fields, place) => {
    await expectRefused(sendForm(server, formOf(...fields, file)), 400, place)
    await expectRefused(sendForm(server, formOf(file, ...fields)), 400, place)
  },
)

test('a field of more than 16 KiB and more than 20 fields are refused', async () => {
  const long: [string, string] = ['filename', 'a'.repeat(20_000)]
  await expectRefused(sendForm(server, formOf(file, long)), 400, '#/filename')
  const many = Array.from({ length: 25 }, (_, index): [string, string] => [`a${index}`, ''])
  await expectRefused(sendForm(server, formOf(file, ...many)), 400, '#')
})

const cut = { 'content-type': 'multipart/form-data; boundary=cut' }
const part = '--cut\r\nContent-Disposition: form-data; name="file"\r\n\r\nHello'
const whole = `${part}\r\n--cut--\r\n`

test.each([
  ['is not a form', 'Hello'],
  ['ends in the file', part],
  ['ends before a name', '--cut\r\n'],
  ['has no last delimiter', `${part}\r\n--cut\r\n`],
  ['has another boundary', whole.replaceAll('cut', 'other')],
])('a body that %s is refused', async (_, body) => {
  const response = await sendForm(server, body, undefined, cut)
  expect(response.status).toBe(400)
  expect(await leftovers()).toBe(before)
})

test('a form without a boundary and a request without a body are refused', async () => {
  const headers = { 'content-type': 'multipart/form-data' }
  await expectRefused(sendForm(server, whole, undefined, headers), 400, 'header/Content-Type')
  await expectRefused(sendForm(server, '', undefined, cut), 400, '#')
})

test('JSON is refused for an upload, and a form for anything else', async () => {
  const json = { 'content-type': 'application/json' }
  await expectRefused(sendForm(server, '{}', undefined, json), 415)
  await expectRefused(sendForm(server, 'Hello', undefined, { 'content-type': 'text/plain' }), 415)
  const { status, body } = await server.call('PUT', '/users/alice', { body: whole, headers: cut })
  expect(status).toBe(415)
  expect(body).toMatchObject({ detail: 'The body must be application/json.' })
})

const upload = (length: number) =>
  requestBytes(server, 'POST', `/v1/${server.appId}/files`, {
    body: whole,
    headers: { 'Content-Type': cut['content-type'], 'Content-Length': String(length) },
  })

test('a body that is longer than its Content-Length is refused', async () => {
  const response = await sendRaw(server, upload(whole.length - 20))
  expect(response.status).toBe(400)
  expect(await leftovers()).toBe(before)
})

test('nothing is left of a connection that is cut in the middle of the file', async () => {
  const { hostname, port } = new URL(server.baseUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.on('error', () => {})
  socket.write(upload(100_000).subarray(0, -15))
  await eventually(() => expect(storedFiles().length).toBeGreaterThan(before / 2))
  socket.destroy()
  await eventually(async () => expect(await leftovers()).toBe(before))
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['..', 'file'],
  ['C:\\Users\\alice\\a.txt', 'a.txt'],
  ['a\u0000b\u001f\u007f\u0085.txt', 'ab.txt'],
  ['a\r\nSet-Cookie: a=b.txt', 'aSet-Cookie: a=b.txt'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['  a.txt ', 'a.txt'],
  ['', 'file'],
  ['/', 'file'],
  [`${'ä'.repeat(300)}.jpeg`, `${'ä'.repeat(250)}.jpeg`],
  ['日本 👩‍👩‍👧.png', '日本 👩‍👩‍👧.png'],
  ['100% "sure"; a=b.txt', '100% "sure"; a=b.txt'],
])('the filename %j becomes %j', async (filename, clean) => {
  const { filename: given, url } = await uploaded(server, 'Hello', { fields: { filename } })
  expect(given).toBe(clean)
  const response = await download(url)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename[*]?=/)
})

test('the name of the part counts if there is no other', async () => {
  const { filename } = await uploaded(server, 'Hello', { filename: '../ä.txt' })
  expect(filename).toBe('ä.txt')
})

test('a field with the file needs no name', async () => {
  const response = await sendForm(server, whole, undefined, cut)
  expect(await response.json()).toMatchObject({ filename: 'file', size: 5 })
})
