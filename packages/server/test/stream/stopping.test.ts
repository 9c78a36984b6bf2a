import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { fillLog, withStore } from '@openparley/test-kit/event-log'
import { eventually } from '@openparley/test-kit/eventually'
import type { Site } from '@openparley/test-kit/server'
import { clientOf, testServer } from '@openparley/test-kit/server'
import { startProcess } from '@openparley/test-kit/server-process'
import { stalledStream } from '@openparley/test-kit/stalled-stream'
import { liveStream, openStream } from '@openparley/test-kit/stream'
import { expect, onTestFinished, test } from 'vitest'
import type { Parts } from '../../src/compose/start.ts'

const stopping = { type: 'closed', reason: 'stopping' }

/** Opens a connection to the server, and sends only the given bytes. */
async function connected({ baseUrl }: Site, bytes: string): Promise<Socket> {
  const { hostname, port } = new URL(baseUrl)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(bytes)
  return socket
}

const halfRequest = ({ secretKey }: Site) =>
  [
    'PUT /v1/shop/users/dave HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    'Content-Length: 100',
    `Authorization: Bearer ${secretKey}`,
    '',
    '{ "name": ',
  ].join('\r\n')

test('a stopping server closes every stream with a reason, after all confirmed events, and they resume', async () => {
  const databaseUrl = await lastingDatabase()
  const first = await testServer({ databaseUrl })
  const chat = chatOf(first.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  const streams = [await liveStream(first, 'alice'), await liveStream(first, 'bob')]
  const sent = await chat.say('order', 'bob', ...Array(10).fill('Last words'))
  await first.close()
  const told: string[][] = []
  for (const stream of streams) {
    const events = await stream.rest()
    expect(events.at(-1)).toEqual(stopping)
    told.push(
      events.flatMap((event) => (event.type === 'message.created' ? [event.message.id] : [])),
    )
  }
  const second = await testServer({ databaseUrl })
  for (const [index, userId] of ['alice', 'bob'].entries()) {
    const after = streams[index]?.cursor
    const resumed = await openStream(second, userId, { after })
    const replay = await resumed.until(({ type }) => type === 'ready')
    const rest = replay.flatMap((event) =>
      event.type === 'message.created' ? [event.message.id] : [],
    )
    expect([...(told[index] ?? []), ...rest]).toEqual(sent)
  }
})

test('a server that is asked to stop ends, whatever the state of its connections', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await startProcess(databaseUrl)
  onTestFinished(() => server.kill())
  const chat = chatOf(clientOf(server as never))
  await chat.users('alice', 'bob', 'carol')
  const live = await liveStream(server, 'alice')
  await withStore(databaseUrl, (store) =>
    fillLog(store, Array(2000).fill(['bob', 'carol']), 'x'.repeat(5000)),
  )
  // A reader in the middle of its replay.
  const behind = await openStream(server, 'carol', { after: live.cursor })
  await behind.nextFrame()
  const sockets = await Promise.all([
    connected(server, ''),
    connected(server, 'GET /health HTTP/1.1\r\n'),
    connected(server, halfRequest(server)),
  ])
  // One that does not read its replay, for which the server has five seconds of patience.
  await stalledStream(server, 'bob', live.cursor)
  await eventually(async () => expect(await chat.listUsers({ isOnline: true })).toHaveLength(3))
  expect(await server.stop()).toBe(0)
  expect((await live.rest()).at(-1)).toEqual(stopping)
  for (const socket of sockets) if (!socket.destroyed) await once(socket.resume(), 'close')
})

test('a connection opened during shutdown without a request does not delay it', async () => {
  const isStopping = Promise.withResolvers<void>()
  const mayStop = Promise.withResolvers<void>()
  const prepare: Parts['prepare'] = (server) =>
    server.addHook('preClose', () => {
      isStopping.resolve()
      return mayStop.promise
    })
  const server = await testServer({}, { prepare })
  onTestFinished(() => mayStop.resolve())
  const whole = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const used = await connected(server, `${whole}${halfRequest(server)}`)
  await once(used, 'data')
  const closed = server.close()
  await isStopping.promise
  const idle = await connected(server, '')
  await once(idle.resume(), 'close')
  expect(used.closed, 'the other still has its time').toBe(false)
  used.destroy()
  mayStop.resolve()
  await closed
})
