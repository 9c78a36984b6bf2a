import { once } from 'node:events'
import { connect } from 'node:net'
import { requestBytes, sendRaw } from '@openparley/test-kit/raw'
import { expectProblem } from '@openparley/test-kit/refusal'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { expect, onTestFinished, test } from 'vitest'
import { settingsFrom } from '../../src/compose/settings.ts'

async function idle({ baseUrl }: TestServer) {
  const { hostname, port } = new URL(baseUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

test('a connection beyond MAX_CONNECTIONS gets a 503 with the reason, until another connection closes', async () => {
  const server = await testServer({ maxConnections: 3 })
  const health = requestBytes(server, 'GET', '/health')
  const [first] = [await idle(server), await idle(server), await idle(server)]
  const lowerCase = requestBytes(server, 'get', '/health')
  for (const bytes of [health, requestBytes(server, 'GET', '/v1/shop/users'), lowerCase]) {
    const refused = await sendRaw(server, bytes)
    expectProblem(refused, 503, 'unavailable')
    expect(refused.headers.get('connection')).toBe('close')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(JSON.parse(refused.body).detail).toBe('The server has too many connections.')
  }
  first?.destroy()
  await expect.poll(() => sendRaw(server, health)).toMatchObject({ status: 200 })
})

test('a connection far above the limit is closed without a response', async () => {
  const server = await testServer({ maxConnections: 1 })
  const sockets = await Promise.all(Array.from({ length: 200 }, () => idle(server)))
  await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBeGreaterThan(50)
})

test('MAX_CONNECTIONS is 10,000 unless set', () => {
  expect(settingsFrom({}).maxConnections).toBe(10_000)
  expect(settingsFrom({ MAX_CONNECTIONS: '20' }).maxConnections).toBe(20)
  expect(() => settingsFrom({ MAX_CONNECTIONS: '0' })).toThrow('MAX_CONNECTIONS must be')
})
