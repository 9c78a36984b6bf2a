import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { countRows } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { requestBytes } from '@openparley/test-kit/raw'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { describe, expect, onTestFinished, test } from 'vitest'

const user = '/v1/shop/users/alice'
const json = { 'Content-Type': 'application/json' }
const unfinished = { ...json, 'Content-Length': '1000' }
const form = { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': '1000' }
const chunked = { ...json, 'Transfer-Encoding': 'chunked' }

/** Opens a connection, sends the request, and then `piece` repeatedly. */
function trickle(server: TestServer, request: Buffer, piece?: string) {
  const { hostname, port } = new URL(server.baseUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  onTestFinished(() => void socket.destroy())
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  // The server ends the connection while the client still sends.
  socket.on('error', () => undefined)
  socket.write(request)
  const timer = piece === undefined ? undefined : setInterval(() => socket.write(piece), 50)
  socket.once('close', () => clearInterval(timer))
  return { socket, text: () => Buffer.concat(chunks).toString() }
}

/** Not `once`, which rejects if the client was sending at that moment. */
const closed = (socket: Socket) =>
  socket.closed
    ? Promise.resolve()
    : new Promise<void>((resolve) => void socket.once('close', () => resolve()))

/** Resolves when the socket accepts more data or is closed. */
const drained = (socket: Socket) =>
  new Promise((resolve) => socket.once('drain', resolve).once('close', resolve))

describe('a request that does not arrive within the request time-out', () => {
  const keepAlive = { Connection: 'keep-alive' }
  const wrongKey = { Authorization: 'Bearer wrong' }
  const chunk = '1\r\n \r\n'

  test('ends with its connection, after one response, and streams stay open', async () => {
    // An upload has two seconds more.
    const server = await testServer({ requestTimeout: 1, maxFileBytes: 64 * 1024 })
    await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
    const stream = await liveStream(server, 'alice')
    // Calls of a batch have no connection to end, even if nothing reads their bodies.
    const batch = [[1, 'PUT', '/nothing', { name: 'Alice' }]]
    const { body } = await server.call('POST', '/batch', { body: batch })
    expect(body).toMatchObject([[1, 404, {}]])
    const cases: [string, string, string, Record<string, string>, string | undefined, number][] = [
      ['a body that trickles', 'PUT', user, unfinished, '{', 400],
      ['a body that stops', 'PUT', user, unfinished, undefined, 400],
      ['chunks that trickle', 'PUT', user, chunked, chunk, 400],
      ['a body after a 401', 'PUT', user, { ...unfinished, ...wrongKey }, '{', 401],
      ['chunks after a 401', 'PUT', user, { ...chunked, ...wrongKey }, chunk, 401],
      ['an upload that trickles', 'POST', '/v1/shop/files', form, 'x', 400],
      ['an upload after a 401', 'POST', '/v1/shop/files', { ...form, ...wrongKey }, 'x', 401],
      ['a body of a GET', 'GET', '/health', unfinished, '{', 200],
      ['a body of a GET of a file', 'GET', '/openapi.json', unfinished, '{', 200],
      ['an empty body', 'PUT', '/nothing', unfinished, '{', 404],
      ['a body behind a method in lower case', 'put', user, unfinished, '{', 400],
    ]
    const unused = trickle(server, Buffer.alloc(0))
    await Promise.all(
      cases.map(async ([what, method, target, headers, piece, status]) => {
        const all = { ...keepAlive, ...headers }
        const request = requestBytes(server, method, target, { headers: all })
        const { socket, text } = trickle(server, request, piece)
        await closed(socket)
        expect(text().match(/HTTP\/1\.1 \d+/g), what).toEqual([`HTTP/1.1 ${status}`])
        if (status === 400) expect(text(), what).toContain('"request":["Did not arrive in time."]')
      }),
    )
    await closed(unused.socket)
    expect(unused.text(), 'a connection without a request').toBe('')
    await server.call('PUT', '/users/alice', { body: { name: 'Alicia' } })
    expect(await stream.next('user.updated')).toMatchObject({ user: { name: 'Alicia' } })
  })
})

test('an upload has more time than other requests, and an upload that is late leaves nothing', async () => {
  const filesUrl = `file:${temporaryFolder()}`
  const server = await testServer({ requestTimeout: 1, maxFileBytes: 64 * 1024, filesUrl })
  const parts = [
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nHello',
    '\r\n--b--\r\n',
  ]
  const upload = () => {
    const headers = { ...form, 'Content-Length': String(parts.join('').length) }
    const sent = trickle(server, requestBytes(server, 'POST', '/v1/shop/files', { headers }))
    sent.socket.write(parts[0] as string)
    return sent
  }
  const [slow, late] = [upload(), upload()]
  // The limit of other requests ends this request.
  const { socket } = trickle(server, requestBytes(server, 'PUT', user, { headers: unfinished }))
  await closed(socket)
  slow.socket.write(parts[1] as string)
  await Promise.all([closed(slow.socket), closed(late.socket)])
  expect(slow.text()).toMatch(/^HTTP\/1\.1 200 /)
  expect(late.text()).toContain('"request":["Did not arrive in time."]')
  const names = () =>
    readdirSync(filesUrl.replace('file:', ''), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  await eventually(() => expect(names()).toEqual([expect.stringMatching(/^file_\w+$/)]))
  await eventually(async () =>
    expect(await countRows(server.databaseUrl, 'files')).toEqual({ files: 1 }),
  )
})

describe('a body that is not needed', () => {
  test('is read up to 16 MiB, so that no response is lost', async () => {
    const server = await testServer()
    const length = 1024 ** 3
    const headers = { ...json, 'Content-Length': String(length), Connection: undefined }
    const { socket, text } = trickle(server, requestBytes(server, 'PUT', user, { headers }))
    await once(socket, 'data')
    expect(text()).toMatch(/^HTTP\/1\.1 413 /)
    const piece = Buffer.alloc(1024 * 1024, ' ')
    let sent = 0
    while (sent < length && !socket.closed) {
      sent += piece.length
      if (!socket.write(piece)) await drained(socket)
    }
    // Some of it is in flight when the server closes the connection.
    expect(sent).toBeLessThan(64 * 1024 ** 2)
  })

  test('leaves the connection usable when it has arrived', async () => {
    const server = await testServer()
    const headers = { Connection: 'keep-alive', Authorization: 'Bearer wrong' }
    const refused = requestBytes(server, 'PUT', user, { headers, body: '{"name":"Alice"}' })
    const { socket, text } = trickle(server, refused.subarray(0, -1))
    await once(socket, 'data')
    expect(text()).toMatch(/^HTTP\/1\.1 401 /)
    socket.write(refused.subarray(-1))
    socket.write(requestBytes(server, 'GET', '/health', { headers: { Connection: 'close' } }))
    await closed(socket)
    expect(text().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200'])
  })
})

test('each of 80 uploads that are too large gets its response, and no connection error', async () => {
  const server = await testServer()
  const body = Buffer.alloc(4 * 1024 * 1024, ' ')
  const upload = async (connection: string) => {
    const headers = { Connection: connection }
    const { socket, text } = trickle(server, requestBytes(server, 'PUT', user, { headers, body }))
    // A client that gets an error while it sends may never read the response.
    const error = await new Promise((resolve) => {
      socket.once('error', resolve)
      socket.once('close', () => resolve(undefined))
      if (connection === 'keep-alive') socket.once('data', () => setImmediate(resolve))
    })
    socket.destroy()
    return { error, isRefused: text().startsWith('HTTP/1.1 413 ') }
  }
  const results: Awaited<ReturnType<typeof upload>>[] = []
  for (let round = 0; round < 2; round += 1)
    results.push(
      ...(await Promise.all(
        Array.from({ length: 40 }, (_, n) => upload(n % 2 === 0 ? 'close' : 'keep-alive')),
      )),
    )
  expect(results.filter(({ error, isRefused }) => error || !isRefused)).toEqual([])
})

test('a malformed request gets its 400 although more of the request arrives, and then the connection is closed', async () => {
  const server = await testServer()
  for (let round = 0; round < 20; round += 1) {
    const { socket, text } = trickle(server, Buffer.from('hello\r\n\r\n'))
    for (let piece = 0; piece < 20; piece += 1) socket.write('x'.repeat(10_000))
    socket.end()
    await closed(socket)
    expect(text().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400'])
  }
})
