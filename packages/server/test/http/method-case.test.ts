import { once } from 'node:events'
import { connect } from 'node:net'
import { requestBytes, sendRaw } from '@openparley/test-kit/raw'
import { testServer } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { expect, onTestFinished, test } from 'vitest'

const inBoots = '/v1/shop/conversations/boots'
const aliceInBoots = `${inBoots}/participants/alice`
const message = JSON.stringify([{ type: 'SystemMessage', text: 'Hello' }])

async function serverWithBoots() {
  const server = await testServer()
  await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  await server.call('PUT', '/conversations/boots', { body: { participants: ['alice'] } })
  return server
}

test.each([
  ['get', '/v1/shop/users/alice', undefined, 'Alice'],
  ['put', '/v1/shop/users/bob', '{"name":"Bob"}', '{}'],
  ['post', `${inBoots}/messages`, message, 'msg_'],
  ['patch', aliceInBoots, '{"access":"Read"}', '{}'],
  ['delete', inBoots, undefined, '{}'],
  ['head', '/v1/shop/users/alice', undefined, ''],
  ['Patch', aliceInBoots, '{"access":"Read"}', '{}'],
  ['pATCH', aliceInBoots, '{"access":"Read"}', '{}'],
])('%s %s works', async (method, target, body, expected) => {
  const server = await serverWithBoots()
  const bytes = requestBytes(server, method, target, body === undefined ? {} : { body })
  const response = await sendRaw(server, bytes)
  expect(response, response.body).toMatchObject({ status: 200 })
  expect(response.body).toContain(expected)
})

test('a stream opens, and sends what happens', async () => {
  const server = await testServer()
  const { hostname, port } = new URL(server.baseUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  onTestFinished(() => void socket.destroy())
  const Authorization = `Bearer ${await userToken(server, 'alice')}`
  const target = '/v1/shop/realtime/events'
  socket.write(requestBytes(server, 'get', target, { headers: { Authorization } }))
  let text = ''
  socket.on('data', (data) => {
    text += data
  })
  await expect.poll(() => text).toContain('event: ready')
  expect(text).toMatch(/^HTTP\/1\.1 200 /)
  await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  await expect.poll(() => text).toContain('event: user.created')
})

test('a method that the path does not have is a 405 in lower case too', async () => {
  const server = await testServer()
  for (const method of ['options', 'propfind', 'connect', 'm-search']) {
    const bytes = requestBytes(server, method, '/v1/shop/users')
    const { status, headers } = await sendRaw(server, bytes)
    expect({ status, allow: headers.get('allow') }, method).toEqual({
      status: 405,
      allow: 'GET, HEAD, PUT',
    })
  }
})

test('it works on a connection that others have used, and then closes the connection', async () => {
  const server = await serverWithBoots()
  const { hostname, port } = new URL(server.baseUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  const get = requestBytes(server, 'GET', inBoots, { headers: { Connection: undefined } })
  for (let count = 0; count < 3; count += 1) {
    socket.write(get)
    const [answer] = await once(socket, 'data')
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /)
  }
  const patch = requestBytes(server, 'patch', aliceInBoots, {
    body: '{"access":"Read"}',
    headers: { Connection: 'keep-alive' },
  })
  socket.write(patch)
  const answer = Buffer.concat(await socket.toArray()).toString()
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expect(answer).toMatch(/^connection: close\r$/im)
  expect((await sendRaw(server, requestBytes(server, 'GET', inBoots))).body).toContain('"Read"')
})

test('its body may come in many packets, up to 1 MiB', async () => {
  const server = await testServer()
  const body = `{"name":${' '.repeat(1024 * 1024 - '{"name":"Alice"}'.length)}"Alice"}`
  const target = '/v1/shop/users/alice'
  const put = requestBytes(server, 'put', target, { body })
  await expect(sendRaw(server, put)).resolves.toMatchObject({ status: 200, body: '{}' })
  const got = await sendRaw(server, requestBytes(server, 'GET', target))
  expect(JSON.parse(got.body).name).toBe('Alice')
  const tooLarge = requestBytes(server, 'put', target, { body: ` ${body}` })
  await expect(sendRaw(server, tooLarge)).resolves.toMatchObject({ status: 413 })
})

test('clients that disconnect in the middle of one do no harm', async () => {
  const server = await testServer()
  const { hostname, port } = new URL(server.baseUrl)
  const bytes = requestBytes(server, 'put', '/v1/shop/users/alice', { body: '{"name":"Alice"}' })
  for (let end = 1; end < bytes.length; end += 1) {
    const socket = connect({ host: hostname, port: Number(port) })
    await once(socket, 'connect')
    socket.write(bytes.subarray(0, end))
    if (end % 2 === 0) socket.resetAndDestroy()
    else socket.end()
    await once(socket.resume(), 'close')
  }
  const { status } = await sendRaw(server, requestBytes(server, 'GET', '/v1/shop/users/alice'))
  expect(status).toBe(404)
})
