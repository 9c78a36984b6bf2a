import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { lastingDatabase } from '@openparley/test-kit/database'
import { startProcess } from '@openparley/test-kit/server-process'
import { test } from 'vitest'
import { openEngine } from '../../src/store/open-engine.ts'

interface Line {
  /** What the client has sent, as text. */
  sent: string
  /** Stops forwarding, but keeps the connection open. */
  isSilent: boolean
}

type OnEnd = (end: () => void) => void

/** A proxy to PostgreSQL that can fall silent, like a frozen server or a network that drops packets. */
async function lineTo(url: string, onEnd: OnEnd) {
  const { hostname, port } = new URL(url)
  const lines: Line[] = []
  const sockets: Socket[] = []
  let isSilent = false
  const server = createServer((client) => {
    const database = connect(Number(port), hostname)
    const line = { sent: '', isSilent: false }
    lines.push(line)
    sockets.push(client, database)
    for (const socket of [client, database]) socket.on('error', () => undefined)
    client.on('data', (data) => {
      line.sent += data.toString('latin1')
      if (!isSilent && !line.isSilent) database.write(data)
    })
    database.on('data', (data) => {
      if (!isSilent && !line.isSilent) client.write(data)
    })
    client.on('close', () => database.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onEnd(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const through = new URL(url)
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: through.href,
    lines,
    silence: () => {
      isSilent = true
    },
  }
}

// Each of these tests waits for seconds.

test.concurrent('a silent listening connection is replaced, and no announcements queue on it', async ({
  expect,
  onTestFinished,
}) => {
  const { url, lines } = await lineTo(await lastingDatabase(onTestFinished), onTestFinished)
  const engine = await openEngine(url)
  onTestFinished(() => engine.close())
  const listening = () => lines.filter(({ sent }) => sent.includes('LISTEN parley_log'))
  const [line] = listening() as [Line]
  line.isSilent = true
  const before = line.sent.length
  const woken = Promise.withResolvers<void>()
  engine.onCommitElsewhere?.(() => woken.resolve())
  while (listening().length === 1) {
    await engine.transaction([], (db) => db.rows('SELECT 1'))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(line.sent.slice(before).split('NOTIFY parley_log').length - 1).toBeLessThanOrEqual(2)
  // A node that listens again reads the log, as it may have missed something.
  await woken.promise
})

test.concurrent('SIGTERM ends a node in time while its database is silent', async ({
  expect,
  onTestFinished,
}) => {
  const { url, silence } = await lineTo(await lastingDatabase(onTestFinished), onTestFinished)
  const server = await startProcess(url)
  onTestFinished(() => server.kill())
  silence()
  // A request that waits for the database delays the shutdown.
  const path = `${server.baseUrl}/v1/${server.appId}/users`
  const authorization = `Bearer ${server.secretKey}`
  const waiting = new Promise((resolve) => {
    const [host, port] = new URL(path).host.split(':')
    const socket = connect(Number(port), host)
    socket.write(
      `GET ${new URL(path).pathname} HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n\r\n`,
    )
    // It may still get a 503. A socket with unread data is not closed.
    socket.on('error', resolve).on('close', resolve).resume()
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  // A stop that waited for the database until the end would end with 0.
  expect(await server.stop(), 'the code of a stop that took too long').toBe(1)
  await waiting
})
