import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { ensureApp } from '../packages/server/src/operations/apps.ts'
import { openDatabase } from '../packages/server/src/store/database.ts'
import { appId, fillDatabase, firstActive } from '../packages/server/test/store/large-database.ts'
import { call, type Parley, startParley } from './parley.ts'
import type { Result } from './table.ts'

const adminKey = 'admin_key_of_the_benchmarks_000001'

/** Requests a second to the other app: alternately, messages are sent and read. */
const rate = 50

const perConversation = 1000

/** Adds the search index of the messages, and their entries in the event log. */
function addWords(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
  database.function('scope_of', { deterministic: true }, (conversation, block) =>
    hash('sha256', JSON.stringify([appId, conversation, block]), 'hex').slice(0, 12),
  )
  const own = `app_id = '${appId}'`
  database.exec(`
    INSERT INTO message_words (app_id, conversation_id, seq, created_at, scope, words)
    SELECT app_id, conversation_id, seq, created_at, scope_of(conversation_id, (seq - 1) / 256),
      ' hello from number' || seq FROM messages WHERE ${own};
    INSERT INTO message_blocks (app_id, conversation_id, block, oldest_at, newest_at)
    SELECT DISTINCT app_id, conversation_id, (seq - 1) / 256, ${firstActive}, ${firstActive}
      FROM messages WHERE ${own};
    UPDATE conversations SET indexed_seq = last_seq WHERE ${own};
    INSERT INTO events (app_id, created_at, type, data, conversation_id, size, mark)
    SELECT app_id, ${Date.now()}, 'message.created', data, conversation_id, 200, 0
      FROM messages WHERE ${own} LIMIT 500000;
    COMMIT; PRAGMA journal_mode = WAL`)
  database.close()
}

/** Milliseconds of a request, from the time when it should begin to the end of its response. */
const took = ({ app, headers }: Parley, agent: Agent, index: number, begin: number) =>
  new Promise<number>((resolve, reject) => {
    const isSend = index % 2 === 0
    const options = {
      agent,
      method: isSend ? 'POST' : 'GET',
      headers: { ...headers, ...(isSend && { 'content-type': 'application/json' }) },
    }
    request(`${app}/conversations/order/messages`, options, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - begin)
        else reject(new Error(`${options.method} returned ${response.statusCode}`))
      })
    })
      .on('error', reject)
      .end(isSend ? '[{"type":"UserMessage","sender":"alice","text":"Hello"}]' : undefined)
  })

/** The 99th percentile of the milliseconds that calls take in some seconds. A slow call does not delay later calls. */
async function p99(parley: Parley, agent: Agent, seconds: number): Promise<number> {
  const calls: Promise<number>[] = []
  const start = performance.now()
  for (let index = 0; index < seconds * rate; index += 1) {
    const begin = start + (index * 1000) / rate
    await setTimeout(Math.max(0, begin - performance.now()))
    calls.push(took(parley, agent, index, begin))
  }
  const times = (await Promise.all(calls)).toSorted((one, other) => one - other)
  return times[Math.floor(times.length * 0.99)] as number
}

/** The rows that the deletion has left; null when it has ended. */
function rowsLeft(file: string): Record<string, number> | null {
  const database = new DatabaseSync(file, { readOnly: true })
  const count = (table: string) =>
    Number(
      database.prepare(`SELECT COUNT(*) AS n FROM ${table} WHERE app_id = ?`).get(appId)?.n ?? 0,
    )
  const left = {
    messages: count('messages'),
    words: count('message_words'),
    events: count('events'),
  }
  database.close()
  return Object.values(left).some(Boolean) ? left : null
}

/** Measures calls of one app while another app with so many messages is deleted. */
export async function measureDeletion(messages: number, seconds: number): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const file = join(folder, 'parley.db')
  await fillDatabase(file, {
    conversations: messages / perConversation,
    messages: perConversation,
  })
  addWords(file)
  const databaseUrl = `sqlite:${file}`
  const store = await openDatabase(databaseUrl)
  await ensureApp(store, { id: appId, secretKey: 'sk_bench_to_delete_1' }, Date.now())
  await store.close()
  const environment = { ADMIN_KEY: adminKey }
  const parley = await startParley({ databaseUrl, appId: 'other', environment })
  await call(parley, 'PUT', '/users/alice', { name: 'Alice' })
  await call(parley, 'PUT', '/conversations/order', { participants: ['alice'] })
  const agent = new Agent({ keepAlive: true })
  await p99(parley, agent, seconds)
  const quiet: number[] = []
  for (let round = 0; round < 5; round += 1) quiet.push(await p99(parley, agent, seconds))
  console.error({ quiet })

  const begun = performance.now()
  const response = await fetch(`${parley.url}/admin/v1/apps/${appId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${adminKey}` },
  })
  if (!response.ok) throw new Error(`The deletion returned ${response.status}`)
  const busy: number[] = []
  for (let left = rowsLeft(file); left; left = rowsLeft(file)) {
    const value = await p99(parley, agent, seconds)
    busy.push(value)
    console.error({ value, left })
  }
  const minutes = (performance.now() - begun) / 60_000
  for (let round = 0; round < 5; round += 1) quiet.push(await p99(parley, agent, seconds))
  console.error({ quiet, minutes })
  agent.destroy()
  await parley.stop()
  rmSync(folder, { recursive: true })
  const usual = quiet.toSorted((one, other) => one - other)[Math.floor(quiet.length / 2)] as number
  return [
    {
      what: `calls of an app while another with ${messages.toLocaleString('en')} messages is deleted, p99`,
      against: 'the same before and after',
      target: { most: 2 },
      values: busy.map((value) => value / usual),
    },
  ]
}
