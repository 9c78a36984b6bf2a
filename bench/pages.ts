import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '../src/client/index.ts'
import { startServer } from '../src/start.ts'
import { appId, conversationId, everywhere, fillDatabase } from '../test/store/large-database.ts'

// What a page of a list costs: the first against a deep one, a small database against a large one.

const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
const repeats = 100

async function median(call: () => Promise<unknown>): Promise<string> {
  for (let warm = 0; warm < 10; warm += 1) await call()
  const times: number[] = []
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = performance.now()
    await call()
    times.push(performance.now() - start)
  }
  return times.toSorted((one, other) => one - other)[repeats / 2]?.toFixed(2) ?? ''
}

async function measure(conversations: number) {
  const file = join(folder, `${conversations}.db`)
  await fillDatabase(file, { conversations, messages: 100 })
  const apps = [{ id: appId, secretKey: 'bench' }]
  await using server = await startServer({ databaseUrl: `sqlite:${file}`, apps })
  const client = createClient({ baseUrl: server.baseUrl, appId, secretKey: 'bench' })
  const path = { userId: everywhere }
  const order = { orderBy: 'createdAt', orderDirection: 'ASC', limit: 10 } as const
  const own = (query: object) =>
    client.GET('/users/{userId}/conversations', { params: { path, query: { ...order, ...query } } })
  const all = (query: object) =>
    client.GET('/conversations', { params: { query: { ...order, ...query } } })
  const deep = { startingAfter: conversationId(conversations - 20) }
  const filter = JSON.stringify({ custom: { nothing: 'exists' } })
  return {
    'a user’s conversations, first page': await median(() => own({})),
    'a user’s conversations, last page': await median(() => own(deep)),
    'conversations, first page': await median(() => all({})),
    'conversations, last page': await median(() => all(deep)),
    'a filter that matches none': await median(() => all({ filter })),
  }
}

try {
  console.log('median milliseconds of a request for 10 items')
  const small = await measure(100)
  const large = await measure(10_000)
  console.table(
    Object.fromEntries(
      Object.entries(small).map(([list, time]) => [
        list,
        { '10,000 messages': time, '1,000,000 messages': large[list as keyof typeof large] },
      ]),
    ),
  )
} finally {
  rmSync(folder, { recursive: true })
}
