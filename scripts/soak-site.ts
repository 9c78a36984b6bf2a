import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerProcess, startProcess } from '@openparley/test-kit/server-process'
import { framesOf } from '@openparley/test-kit/sse'
import { userToken } from '@openparley/test-kit/token'

/** Runs `work` with a SQLite database in a new folder. */
export async function withFile<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-soak-'))
  try {
    return await work(join(folder, 'parley.db'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Runs `work` with a server, and kills the server if the work fails. */
export async function withServer<T>(
  databaseUrl: string,
  work: (server: ServerProcess) => Promise<T>,
  environment: Record<string, string> = {},
): Promise<T> {
  const server = await startProcess(databaseUrl, environment)
  try {
    return await work(server)
  } finally {
    await server.kill()
  }
}

/** Makes a call with the app's key, or with another token; throws if it is refused. */
export async function call(
  server: ServerProcess,
  method: string,
  path: string,
  body?: unknown,
  token = server.secretKey,
) {
  const response = await fetch(`${server.baseUrl}/v1/${server.appId}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}

/** Makes users who are named after their ids. */
export async function createUsers(server: ServerProcess, ids: string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += 100) {
    const some = ids.slice(from, from + 100).map((id) => [id, { name: id }])
    await call(server, 'PUT', '/users', Object.fromEntries(some))
  }
}

/** Sends a message and returns its id. */
export async function say(server: ServerProcess, conversation: string, text: string) {
  const messages = [{ type: 'SystemMessage', text }]
  const [sent] = await call(server, 'POST', `/conversations/${conversation}/messages`, messages)
  return sent.id as string
}

/** Opens a stream of the user; `next` returns its next event and the cursor after it. */
export async function openStream(server: ServerProcess, userId: string, after?: string) {
  const connection = new AbortController()
  const response = await fetch(`${server.baseUrl}/v1/${server.appId}/realtime/events`, {
    headers: {
      authorization: `Bearer ${await userToken(server, userId)}`,
      ...(after !== undefined && { 'last-event-id': after }),
    },
    signal: AbortSignal.any([connection.signal, AbortSignal.timeout(120_000)]),
  })
  if (!response.ok) throw new Error(`The stream of ${userId}: ${response.status}`)
  const frames = framesOf(response.body as AsyncIterable<Uint8Array>)
  const next = async () => {
    for (;;) {
      const { value } = await frames.next()
      if (value === undefined) throw new Error(`The stream of ${userId} has ended.`)
      if (value.data !== undefined) return { cursor: value.id, event: JSON.parse(value.data) }
    }
  }
  return { next, close: () => connection.abort() }
}

/** Repeats the call while `work` runs, and returns the longest duration of a call. */
export async function longestDuring<T>(work: Promise<T>, again: () => Promise<unknown>) {
  let isOver = false
  const ended = work.finally(() => {
    isOver = true
  })
  // It is awaited below; an earlier failure must not end the process.
  ended.catch(() => undefined)
  let longest = 0
  let calls = 0
  while (!isOver) {
    const begun = performance.now()
    await again()
    longest = Math.max(longest, performance.now() - begun)
    calls += 1
  }
  return { result: await ended, longest: Math.round(longest), calls }
}

/** Throws if the figure exceeds the bound. */
export function atMost(bound: number, figure: number, what: string): void {
  if (figure > bound) throw new Error(`${what}: ${figure}, not at most ${bound}.`)
}
