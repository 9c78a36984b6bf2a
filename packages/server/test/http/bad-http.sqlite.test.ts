import { connect } from 'node:net'
import { chunked, requestBytes, sendRaw } from '@openparley/test-kit/raw'
import { expectInvalid, expectProblem, refusingServer } from '@openparley/test-kit/refusal'
import { describe, expect, test } from 'vitest'

const server = refusingServer()
const user = '/v1/shop/users/alice'
const body = '{"name":"B"}'

describe('bytes that are not an HTTP request', () => {
  test.each([
    ['a greeting', 'hello\r\n\r\n'],
    ['a TLS handshake', Buffer.from('16030102000100fc0303', 'hex')],
    ['zeros', Buffer.alloc(100)],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an unknown method', 'FETCH / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an unknown method in lower case', 'fetch / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a path that is not ASCII', 'GET /ä HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost\r\n\r\n'],
    ['a header with a NUL', 'GET / HTTP/1.1\r\nHost: x\0\r\n\r\n'],
    ['another protocol', 'GET / FTP/1.0\r\n\r\n'],
  ])('%s is a 400', async (_, bytes) => {
    expectInvalid(await sendRaw(server, bytes), 'request')
  })

  test('a request without a host is a 400 that names the header', async () => {
    const response = await server.send('GET', user, { headers: { Host: undefined } })
    expectInvalid(response, 'header/host')
  })
})

describe('a head of more than 16 KiB', () => {
  test.each([
    ['path', `${user}${'a'.repeat(16 * 1024)}`, {}],
    ['query', `${user}?x=${'a'.repeat(16 * 1024)}`, {}],
    ['header', user, { 'X-Padding': 'a'.repeat(16 * 1024) }],
    [
      'many headers',
      user,
      Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`X-${index}`, 'padding'])),
    ],
  ])('a long %s is a 400 that says so', async (_, target, headers) => {
    const response = await server.send('GET', target, { headers })
    expectInvalid(response, 'request')
    expect(response.body).toContain('16 KiB')
  })
})

describe('a body that does not match its headers', () => {
  test.each(['abc', '-1', '1e3', '12, 13', '99999999999999999999'])(
    'a length of %s is a 400',
    async (length) => {
      const headers = { 'Content-Length': length }
      expectInvalid(await server.send('PUT', user, { body, headers }), 'request')
    },
  )

  test('a length together with chunks is a 400, as a proxy could see two requests', async () => {
    const headers = { 'Transfer-Encoding': 'chunked' }
    expectInvalid(await server.send('PUT', user, { body, headers }), 'request')
  })

  test.each(['zz\r\n{}\r\n0\r\n\r\n', '-2\r\n{}\r\n0\r\n\r\n', '1\r\n{}\r\n0\r\n\r\n'])(
    'the chunks %j are a 400',
    async (chunks) => {
      const response = await server.send('PUT', user, { ...chunked(''), body: chunks })
      expectInvalid(response, 'request')
    },
  )

  test('a body that ends early writes nothing', async () => {
    const bytes = requestBytes(server, 'PUT', user, { body })
    const { hostname, port } = new URL(server.baseUrl)
    const socket = connect({ host: hostname, port: Number(port) })
    socket.end(bytes.subarray(0, -1))
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).not.toContain('HTTP/1.1 200')
  })
})

describe('what HTTP allows', () => {
  const read = async (response: Promise<{ status: number; body: string }>) => {
    const { status, body } = await response
    return { status, user: JSON.parse(body) }
  }

  test.each([
    ['an absolute URL', `http://localhost${user}`, {}],
    ['a trailing slash', `${user}/`, {}],
    ['an unknown expectation', user, { Expect: 'the-best' }],
    ['an offer to change the protocol', user, { Connection: 'Upgrade, close', Upgrade: 'h2c' }],
    ['a content type without a body', user, { 'Content-Type': 'application/json' }],
  ])('%s is fine', async (_, target, headers) => {
    const answer = await read(server.send('GET', target, { headers }))
    expect(answer).toMatchObject({ status: 200, user: { id: 'alice' } })
  })

  test.each(['application/json', 'text/plain', 'json', ''])(
    'the type %j without a body is ignored',
    async (type) => {
      const headers = { 'Content-Type': type }
      const path = '/v1/shop/conversations/boots'
      for (const options of [{ headers }, { headers, body: '' }])
        expect(await server.send('PUT', path, options)).toMatchObject({ status: 200, body: '{}' })
      expectInvalid(await server.send('PUT', user, { headers, body: '' }), '#')
    },
  )

  test('a body in chunks, after an expectation, is read', async () => {
    const { headers, ...rest } = chunked('{"name":1}')
    const expecting = { ...rest, headers: { ...headers, Expect: '100-continue' } }
    expectInvalid(await server.send('PUT', user, expecting), '#/name')
  })

  test('CONNECT to another host is a 404: the server is not a proxy', async () => {
    expectProblem(await server.send('CONNECT', 'example.com:443'), 404, 'not-found')
  })
})
