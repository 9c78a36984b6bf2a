import { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { startGateway } from '@openparley/test-kit/gateway'
import { expect, test } from 'vitest'
import { Outbox } from '../../src/http/outbox.ts'

/** An outbox on a connection that takes bytes only when the test lets it. */
function heldOutbox() {
  const taken: string[] = []
  const held: (() => void)[] = []
  const connection = new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      held.push(() => {
        taken.push(`${chunk}`)
        done()
      })
    },
  })
  const socket = Object.assign(connection, { setKeepAlive() {}, setTimeout() {} })
  const response = new ServerResponse(new IncomingMessage(socket as unknown as Socket))
  response.assignSocket(socket as unknown as Socket)
  const outbox = new Outbox(response, {})
  return {
    ...{ outbox, response, taken },
    async release() {
      while (held.length > 0) {
        held.shift()?.()
        await new Promise(setImmediate)
      }
    },
  }
}

test('a response ends only when its connection has taken all of it, as a server that stops destroys ended ones', async () => {
  const { outbox, response, taken, release } = heldOutbox()
  const closed = { event: { type: 'closed', json: '{"type":"closed","reason":"stopping"}' } }
  outbox.send([{ ...closed, cursor: 'c1' }])
  const ended = outbox.end()
  await new Promise(setImmediate)
  expect(response.writableEnded).toBe(false)
  await release()
  expect(await ended).toBe('stopping')
  expect(response.writableEnded).toBe(true)
  expect(taken.join('')).toContain('"stopping"')
})

test('a response whose client has disconnected ends', async () => {
  const { outbox, response } = heldOutbox()
  outbox.send([{ cursor: 'c1' }])
  const ended = outbox.end()
  response.destroy()
  expect(await ended).toBe('disconnected')
})

test('a response that waits for the one before it ends when their connection does', async () => {
  const outboxes: Outbox[] = []
  const second = Promise.withResolvers<void>()
  const { port } = new URL(
    await startGateway((_request, response) => {
      const outbox = new Outbox(response, { connection: 'close' })
      outbox.send([{ cursor: 'c1' }])
      if (outboxes.push(outbox) === 2) second.resolve()
    }),
  )
  const socket = connect(Number(port), '127.0.0.1').resume()
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(2))
  await second.promise
  const ended = outboxes.toReversed().map((outbox) => outbox.end())
  expect(await Promise.all(ended)).toEqual(['disconnected', 'disconnected'])
})
