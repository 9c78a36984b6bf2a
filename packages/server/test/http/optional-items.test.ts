import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { sendEventStream } from '../../src/http/stream.ts'

const megabyte = 1024 * 1024

const itemOf = (type: string, size: number) => ({ event: { type, json: `"${'x'.repeat(size)}"` } })

test('optional items are not sent to a client that does not read, and do not disconnect it', async () => {
  const server = fastify()
  onTestFinished(() => server.close())
  const sent = Promise.withResolvers<void>()
  let waiting = 0
  server.get('/', ({ raw }, reply) => {
    const listeners = () => raw.socket.listenerCount('drain')
    const before = listeners()
    return sendEventStream(reply, {
      open: async () =>
        (async function* () {
          yield [{ ...itemOf('optional', 1), isOptional: true }]
        })(),
      follow(receiver) {
        // More than the buffers of both ends of a connection.
        receiver.send([itemOf('large', 20 * megabyte)])
        for (let count = 0; count < 10; count += 1)
          receiver.send([{ ...itemOf('dropped', megabyte), isOptional: true }])
        receiver.send([itemOf('last', 1)])
        waiting = listeners() - before
        receiver.end()
        sent.resolve()
      },
      end() {},
      async close() {},
    })
  })
  await server.listen({ port: 0 })
  const { port } = server.server.address() as AddressInfo
  const socket = connect({ port }).pause()
  await once(socket, 'connect')
  socket.write('GET / HTTP/1.0\r\n\r\n')
  await sent.promise
  expect(waiting).toBe(1)
  const received = await text(socket)
  expect([...received.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)).toEqual([
    'optional',
    'large',
    'last',
  ])
})
