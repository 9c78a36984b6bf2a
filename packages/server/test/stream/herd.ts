import { readFileSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { createClient } from '@openparley/client'
import { startProcess } from '@openparley/test-kit/server-process'
import { framesOf } from '@openparley/test-kit/sse'
import { userToken } from '@openparley/test-kit/token'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore } from '../../src/store/store.ts'

export interface HerdOptions {
  databaseUrl: string
  /** The number of clients that are connected and reconnect at the same time. */
  users: number
  /** The number of users that each stream watches. */
  watched: number
}

type Server = Awaited<ReturnType<typeof startProcess>>

/** One client: its stream, and the state that it received. */
interface Client {
  userId: string
  token: string
  cursor: string | undefined
  streamId: string
  /** The events on its streams. */
  presence: string[]
  response?: IncomingMessage
}

/** Connections for calls that are not streams. */
const agent = new Agent({ keepAlive: true, maxSockets: 50 })

const sent = (server: Server, client: Client, method: string, path: string, body?: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${client.token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(body === undefined && client.cursor !== undefined && { 'last-event-id': client.cursor }),
    }
    const url = `${server.baseUrl}/v1/${server.appId}/realtime${path}`
    const options = { method, headers, agent: body === undefined ? false : agent }
    const call = request(url, options, resolve)
    call.on('error', reject)
    call.end(body)
  })

/** Opens the client's stream, and resolves once it is ready. */
async function open(server: Server, client: Client): Promise<void> {
  const response = await sent(server, client, 'GET', '/events')
  if (response.statusCode !== 200) throw new Error(`A stream was refused: ${response.statusCode}`)
  client.response = response
  const ready = Promise.withResolvers<void>()
  const read = async () => {
    for await (const { id, data } of framesOf(response)) {
      client.cursor = id
      const event = JSON.parse(data ?? '{}')
      if (event.streamId) client.streamId = event.streamId
      if (event.streamId) ready.resolve()
      if (/^user\.o/.test(event.type)) client.presence.push(`${event.type} ${event.userId}`)
    }
  }
  // The stream ends with the server.
  read().catch(() => undefined)
  await ready.promise
}

/** Makes the client's stream watch the users after its own, and returns the number of those online. */
async function watch(server: Server, client: Client, all: Client[], count: number, known: number) {
  const from = all.indexOf(client) + 1
  const ids = Array.from({ length: count }, (_, step) => all[(from + step) % all.length]?.userId)
  const users = Object.fromEntries(ids.map((id) => [id, known]))
  const path = `/streams/${client.streamId}`
  const response = await sent(server, client, 'PUT', path, JSON.stringify({ users }))
  let text = ''
  for await (const chunk of response) text += chunk
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${text}`)
  return (JSON.parse(text) as { online: string[] }).online.length
}

/** CPU seconds of the process so far (proc(5), `stat`), in ticks of a hundredth. */
function cpuSeconds(pid: number): number {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const fields = after.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** The last id in the log of the database. */
async function lastEvent(databaseUrl: string): Promise<number> {
  const store = await openStore(await openEngine(databaseUrl))
  const { id } = await store.read.events.position()
  await store.close()
  return id
}

/** Kills a server with many streams, and resumes all of them at the same time on a new one. */
export async function herd({ databaseUrl, users, watched }: HerdOptions) {
  const first = await startProcess(databaseUrl)
  const all = Array.from({ length: users }, (_, number): Client => {
    const userId = `user${number}`
    return { userId, token: '', cursor: undefined, streamId: '', presence: [] }
  })
  try {
    const client = createClient(first)
    for (let from = 0; from < users; from += 100) {
      const some = all.slice(from, from + 100).map(({ userId }) => [userId, { name: userId }])
      await client.PUT('/users', { body: Object.fromEntries(some) })
    }
    for (const client of all) client.token = await userToken(first, client.userId)
    await Promise.all(all.map((client) => open(first, client)))
    await Promise.all(all.map((client) => watch(first, client, all, watched, 0)))
  } finally {
    await first.kill()
  }
  const before = await lastEvent(databaseUrl)
  for (const client of all) client.presence = []

  const second = await startProcess(databaseUrl)
  try {
    const started = cpuSeconds(second.pid)
    const begun = performance.now()
    const states = all.map(async (client) => {
      await open(second, client)
      return watch(second, client, all, watched, before)
    })
    const online = (await Promise.all(states)).reduce((sum, count) => sum + count, 0)
    const presence = () => all.reduce((sum, client) => sum + client.presence.length, 0)
    // Each client gets the state of each watched user, in the response or on the stream.
    while (online + presence() < users * watched) await new Promise((go) => setTimeout(go, 20))
    return {
      'CPU seconds': cpuSeconds(second.pid) - started,
      seconds: (performance.now() - begun) / 1000,
      'events told': presence(),
      'states answered': online,
      'rows in the log': (await lastEvent(databaseUrl)) - before,
    }
  } finally {
    for (const { response } of all) response?.destroy()
    await second.kill()
  }
}
