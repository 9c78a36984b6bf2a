import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { addressRule } from '../../src/feed/webhooks/addresses.ts'
import { Sender } from '../../src/feed/webhooks/sender.ts'
import { signedHeaders } from '../../src/feed/webhooks/signatures.ts'

async function receiver(respond: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(respond)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { server, port: (server.address() as AddressInfo).port }
}

function senderTo(url: string, { allow = ['127.0.0.0/8'], timeout = 5000 } = {}) {
  const sender = new Sender({ url, rule: addressRule(allow), timeout, concurrency: 2 })
  onTestFinished(() => sender.close())
  return { send: () => sender.send('{"a":1}', { 'webhook-id': 'evt_1' }) }
}

test('an event is posted as JSON, over a connection that stays open, and the start of the response is returned', async () => {
  const seen: unknown[] = []
  const { port } = await receiver((request, response) => {
    const { method, url, headers, socket } = request
    void text(request).then((body) => {
      seen.push({
        ...{ method, url, port: socket.remotePort, body },
        type: headers['content-type'],
        agent: headers['user-agent'],
        id: headers['webhook-id'],
      })
      response.end(`thanks\0${'é'.repeat(5000)}`)
    })
  })
  const { send } = senderTo(`http://127.0.0.1:${port}/hooks?a=b`)
  const outcome = await send()
  expect(outcome).toMatchObject({ status: 200, error: null, retryAfter: undefined })
  // No half of a character is at the end.
  expect(outcome.response).toBe(`thanks\u{fffd}${'é'.repeat(508)}`)
  await send()
  const request = {
    method: 'POST',
    url: '/hooks?a=b',
    port: expect.any(Number),
    body: '{"a":1}',
    type: 'application/json',
    agent: 'Parley-Webhooks/1.0',
    id: 'evt_1',
  }
  expect(seen).toEqual([request, request])
  expect(seen[0]).toEqual(seen[1])
})

test('a redirect is not followed, and every status but 2xx is a failure', async () => {
  let status = 302
  const { port } = await receiver((_, response) => {
    response.writeHead(status, { location: '/other', 'retry-after': '7' }).end('no')
  })
  const { send } = senderTo(`http://127.0.0.1:${port}/`)
  expect(await send()).toMatchObject({
    status: 302,
    error: 'The endpoint redirected with 302; redirects are not followed.',
  })
  status = 503
  const error = 'The endpoint responded with 503.'
  expect(await send()).toMatchObject({ status: 503, error, response: 'no', retryAfter: '7' })
  status = 204
  expect(await send()).toMatchObject({ status: 204, error: null })
})

test('a response that never comes ends with the timeout, and an endless response ends after 64 KB or with the timeout', async () => {
  let pieces = 0
  const { port } = await receiver((request, response) => {
    if (request.url === '/silent') return
    response.write('x')
    if (request.url === '/endless') {
      const more = () => {
        pieces += 1
        if (response.writable) response.write(Buffer.alloc(16 * 1024), () => setImmediate(more))
      }
      more()
    }
  })
  const sent = (path: string, timeout: number) =>
    senderTo(`http://127.0.0.1:${port}${path}`, { timeout }).send()
  expect(await sent('/silent', 50)).toMatchObject({
    status: null,
    error: 'There was no response within 0.05 seconds.',
  })
  // The status has arrived, so the delivery has as well. On a busy machine, it does not arrive within the first timeouts.
  let unfinished = await sent('/unfinished', 100)
  for (let timeout = 200; unfinished.status === null; timeout *= 2)
    unfinished = await sent('/unfinished', timeout)
  expect(unfinished).toMatchObject({ status: 200, error: null, response: 'x' })
  expect(await sent('/endless', 20_000)).toMatchObject({ status: 200, error: null })
  // The buffers of the sockets also take pieces that are never read.
  expect(pieces).toBeLessThan(1000)
})

test('calls no address that is not public, unless the operator listed it', async () => {
  let calls = 0
  const { port } = await receiver((_, response) => {
    calls += 1
    response.end()
  })
  const refusal = (address: string) => ({
    status: null,
    error: `The address ${address} may not be called. The setting WEBHOOK_ALLOW of the server lists networks that may.`,
  })
  const allow: string[] = []
  for (const scheme of ['http', 'https']) {
    const to = (host: string) => senderTo(`${scheme}://${host}:${port}/`, { allow }).send()
    expect(await to('127.0.0.1')).toMatchObject(refusal('127.0.0.1'))
    expect(await to('0x7f.1')).toMatchObject(refusal('127.0.0.1'))
    expect(await to('[::ffff:127.0.0.1]')).toMatchObject(refusal('::ffff:7f00:1'))
    expect(await to('localhost')).toMatchObject({
      status: null,
      error: expect.stringMatching(/^The address .* may not be called/),
    })
  }
  expect(calls).toBe(0)
  // Without TLS, a public address must be listed as well.
  expect(await senderTo('http://192.88.98.1/', { allow }).send()).toMatchObject(
    refusal('192.88.98.1'),
  )
  // Of the addresses of a name, only the listed ones are called.
  expect(
    await senderTo(`http://localhost:${port}/`, { allow: ['127.0.0.1'] }).send(),
  ).toMatchObject({ status: 200 })
  expect(calls).toBe(1)
})

test('a kept connection that the endpoint closes at the wrong moment is no failure', async () => {
  let requests = 0
  const { port } = await receiver((request, response) => {
    requests += 1
    if (requests === 2) request.socket.resetAndDestroy()
    else response.end()
  })
  const { send } = senderTo(`http://127.0.0.1:${port}/`)
  expect(await send()).toMatchObject({ status: 200 })
  expect(await send()).toMatchObject({ status: 200 })
  expect(requests).toBe(3)
  const { send: first } = senderTo(`http://127.0.0.1:${port}/`)
  requests = 1
  expect(await first()).toMatchObject({
    status: null,
    error: expect.stringContaining('ECONNRESET'),
  })
})

test('a delivery is signed with each secret, and with the key of the app', () => {
  const secrets = [
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  ]
  const body = '{"test": 2432232314}'
  const now = 1614265330_123
  const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', body, now, {
    secrets,
    secretKey: 'sk_test',
  })
  const own = createHmac('sha256', 'sk_test').update(`${now}.${body}`).digest('hex').toUpperCase()
  const [first, second] = headers['webhook-signature']?.split(' ') ?? []
  // The example of the specification of Standard Webhooks.
  expect(first).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  expect(second).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/)
  expect(headers).toMatchObject({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'x-talkjs-timestamp': `${now}`,
    'x-talkjs-signature': own,
  })
})
