import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { TestServer } from '@openparley/test-kit/server'
import { expect, onTestFinished, test } from 'vitest'
import { everything, serverWithAlice } from './personal-data.ts'

const cli = fileURLToPath(new URL('../../src/compose/cli.ts', import.meta.url))

function start({ appId, secretKey }: TestServer, url: string, args: string[] = []): ChildProcess {
  const command = [
    '--conditions=source',
    cli,
    'anonymize-user',
    'alice',
    '--url',
    url,
    '--report',
    'json',
    ...args,
  ]
  return spawn(process.execPath, command, {
    env: { ...process.env, APP_ID: appId, SECRET_KEY: secretKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function outcome(child: ChildProcess) {
  const [out, err, [code, signal]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit'),
  ])
  return { code, signal, report: out === '' ? undefined : JSON.parse(out), stderr: err }
}

/** Resolves once the process has written the words to its standard error. */
const said = (child: ChildProcess, words: string) =>
  new Promise<void>((resolve) => {
    let all = ''
    child.stderr?.on('data', (data) => {
      all += data
      if (all.includes(words)) resolve()
    })
  })

/** A proxy that forwards a given number of edits of messages, and holds back all further ones until it is opened. */
async function gate({ baseUrl }: TestServer, edits: number) {
  let passed = 0
  let opened: () => void = () => {}
  const open = new Promise<void>((resolve) => {
    opened = resolve
  })
  let arrived: () => void = () => {}
  const isHeld = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const proxy = createServer(async (incoming, outgoing) => {
    const { method, headers, url } = incoming
    if (method === 'PUT' && url?.includes('/messages/')) {
      passed += 1
      if (passed > edits) {
        arrived()
        await open
      }
    }
    const onward = request(`${baseUrl}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(async () => {
    opened()
    proxy.closeAllConnections()
    proxy.close()
  })
  const { port } = proxy.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, isHeld, open: () => opened() }
}

test('after a kill half-way, a second run continues, and nothing is changed twice', async () => {
  const server = await serverWithAlice({ messages: 60 })
  const { url, isHeld } = await gate(server, 25)
  const first = start(server, url)
  const ended = outcome(first)
  await isHeld
  first.kill('SIGKILL')
  expect(await ended).toMatchObject({ signal: 'SIGKILL', report: undefined })
  const half = await everything(server)
  const redacted = half.alices.filter((message) => message.text === '[removed]')
  // The kill may happen before the last forwarded edit.
  expect([24, 25]).toContain(redacted.length)

  const { code, report } = await outcome(start(server, server.baseUrl))
  expect(code).toBe(0)
  expect(report).toMatchObject({
    finished: true,
    user: 'was anonymous',
    messages: { redacted: 63 - redacted.length, wereRedacted: redacted.length, deleted: 1 },
  })
  const { alices } = await everything(server)
  expect(alices.every((message) => message.text === '[removed]')).toBe(true)
  const untouched = new Map(alices.map((message) => [message.id, message]))
  for (const message of redacted) expect(untouched.get(message.id)).toEqual(message)
})

test('interrupted from the keyboard, it reports its progress and exits with 130', async () => {
  const server = await serverWithAlice({ messages: 60 })
  const { url, isHeld, open } = await gate(server, 25)
  const child = start(server, url)
  const ended = outcome(child)
  await isHeld
  const isTold = said(child, 'Interrupted')
  child.kill('SIGINT')
  await isTold
  open()
  const { code, report } = await ended
  expect(code).toBe(130)
  expect(report).toMatchObject({ finished: false, user: 'anonymized' })
  const { alices } = await everything(server)
  const redacted = alices.filter((message) => message.text === '[removed]')
  expect(redacted.length).toBe(report.messages.redacted)
  expect(redacted.length).toBeLessThan(60)
})

test('an unreachable server exits with 1 and its URL', async () => {
  const server = await serverWithAlice({ messages: 5 })
  const { url } = await gate(server, 0)
  await server.close()
  const { code, stderr } = await outcome(start(server, url))
  expect(code).toBe(1)
  expect(stderr).toContain(`No response from ${url}`)
  expect(stderr).toContain('run the same command again')
})
