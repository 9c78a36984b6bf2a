import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { startReaders } from './cursor-readers.ts'
import type { Figures } from './load.ts'
import { call, type Parley, startParley, userToken } from './parley.ts'
import { cpuOf, memoryOf } from './processes.ts'
import type { Writing } from './servers/writer.ts'
import type { Result } from './table.ts'

/** Streams in a conversation. */
const together = 10
/** Messages that each stream misses. */
const missed = 3
const writesPerSecond = 200

async function createConversations(parley: Parley, userIds: string[]): Promise<string[]> {
  for (let from = 0; from < userIds.length; from += 100) {
    const some = userIds.slice(from, from + 100).map((id) => [id, { name: id }])
    await call(parley, 'PUT', '/users', Object.fromEntries(some))
  }
  const ids: string[] = []
  for (let from = 0; from < userIds.length; from += together) {
    const id = `c${from / together}`
    await call(parley, 'PUT', `/conversations/${id}`, {
      participants: userIds.slice(from, from + together),
    })
    ids.push(id)
  }
  await call(parley, 'PUT', '/users/writer', { name: 'writer' })
  await call(parley, 'PUT', '/conversations/elsewhere', { participants: ['writer'] })
  return ids
}

/** A process that sends messages at a fixed rate into a conversation that no stream sees. The readers do not slow it down. */
function startWriter({ app, headers }: Parley) {
  const child = spawn(process.execPath, ['--conditions=source', 'bench/servers/writer.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const writing: Writing = {
    name: 'sendMessages',
    url: `${app}/conversations/elsewhere/messages`,
    method: 'POST',
    headers,
    text: '[{"type":"UserMessage","sender":"writer","text":"Meanwhile"}]',
    load: { connections: 8, seconds: 3, rate: writesPerSecond },
  }
  return {
    async write(): Promise<Figures> {
      child.stdin.write(JSON.stringify(writing))
      const [line] = await once(child.stdout, 'data')
      return JSON.parse(String(line))
    },
    stop: () => child.kill(),
  }
}

const systemMessages = Array.from({ length: missed }, (_, n) => ({
  type: 'SystemMessage',
  text: `What you missed, ${n}`,
}))

/** Cuts all streams off, sends messages to each, and lets all of them resume from their cursors within a second. */
export async function measureStorm(count: number): Promise<Result[]> {
  const parley = await startParley()
  const userIds = Array.from({ length: count }, (_, n) => `u${n}`)
  const conversations = await createConversations(parley, userIds)
  const tokens = await Promise.all(userIds.map(userToken))
  const readers = startReaders(`${parley.app}/realtime/events`, tokens)
  for (let from = 0; from < count; from += 100)
    await Promise.all(tokens.slice(from, from + 100).map((_, n) => readers.open(from + n)))
  const writer = startWriter(parley)
  // The first requests compile.
  await writer.write()
  const quiet = await writer.write()
  const idle = memoryOf(parley.pid)

  readers.cutAll()
  for (const id of conversations)
    await call(parley, 'POST', `/conversations/${id}/messages`, systemMessages)
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(parley.pid))), 20)
  const cpu = cpuOf(parley.pid)
  const meanwhile = writer.write()
  const start = performance.now()
  const back = tokens.map(async (_, n) => {
    await setTimeout((n * 1000) / count)
    await readers.open(n)
  })
  await Promise.all(back)
  const connected = (performance.now() - start) / 1000
  await readers.reach(missed)
  const caughtUp = (performance.now() - start) / 1000
  const used = cpuOf(parley.pid) - cpu
  const busy = await meanwhile
  clearInterval(watch)
  // Repeated events would have come by now.
  readers.check(missed)
  readers.cutAll()
  writer.stop()
  await parley.stop()
  console.error({ quiet, busy, connected })
  const streams = `${count.toLocaleString('en')} streams resume within a second`
  const one = (what: string, unit: string, value: number, against = ''): Result => ({
    what: `${streams}: ${what}`,
    against,
    target: { unit },
    values: [value],
  })
  return [
    one(`until all have the ${missed} messages they missed`, 's', caughtUp),
    one('CPU time until then, a stream', 'ms', (used / count) * 1000),
    one('peak memory', '×', peak / idle, 'the memory before'),
    one('peak memory', 'MB', peak / 1024 ** 2),
    one(`p50 of ${writesPerSecond} writes a second meanwhile`, 'ms', busy.p50),
    one(`p99 of ${writesPerSecond} writes a second meanwhile`, 'ms', busy.p99),
    one('p99 of the same writes before', 'ms', quiet.p99),
  ]
}
