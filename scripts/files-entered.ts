import { Session } from 'node:inspector/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@openparley/client'
import { startServer } from '../packages/server/src/compose/start.ts'

// Prints the files of the server with a named function that runs between the first byte of a request and the last byte of
// its response. Compilation and start have ended by then. Callbacks without a name, such as hooks of the framework, are
// not counted. A file counts if each of several calls enters it: others are
// entered by timers or by a refill of a cache. Exits with 1 if a request enters more than its max.

const sources = join(dirname(import.meta.dirname), 'packages/server/src/')
const databaseUrl = process.argv[2] ?? 'sqlite::memory:'

await using server = await startServer({ databaseUrl })
const client = createClient(server)
const path = { conversationId: 'order' }
const maxFiles: Record<string, number> = { putUser: 13, sendMessages: 16 }
const calls = {
  putUser: (name: string) =>
    client.PUT('/users/{userId}', { params: { path: { userId: 'alice' } }, body: { name } }),
  sendMessages: (text: string) =>
    client.POST('/conversations/{conversationId}/messages', {
      params: { path },
      body: [{ type: 'UserMessage', sender: 'alice', text }],
    }),
}

await calls.putUser('Alice')
await client.PUT('/conversations/{conversationId}', {
  params: { path },
  body: { participants: ['alice'] },
})
const inspector = new Session()
inspector.connect()
await inspector.post('Profiler.enable')
await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
for (const [name, call] of Object.entries(calls)) {
  // The first call loads the modules that are loaded lazily.
  await call('first')
  let files = await enteredBy(() => call('0'))
  for (let count = 1; count < 10; count += 1) {
    const again = await enteredBy(() => call(String(count)))
    files = new Set([...files].filter((file) => again.has(file)))
  }
  const max = maxFiles[name] ?? 0
  if (files.size > max) process.exitCode = 1
  console.log(`${name}: ${files.size} files, max ${max}\n  ${[...files].sort().join('\n  ')}`)
}
inspector.disconnect()

async function enteredBy(call: () => Promise<{ error?: unknown }>): Promise<Set<string>> {
  await inspector.post('Profiler.takePreciseCoverage')
  const { error } = await call()
  if (error) throw new Error(JSON.stringify(error))
  const { result } = await inspector.post('Profiler.takePreciseCoverage')
  return new Set(
    result
      .filter(({ url }) => url.startsWith('file:') && fileURLToPath(url).startsWith(sources))
      .filter(({ functions }) =>
        functions.some(({ functionName, ranges }) => functionName !== '' && ranges[0]?.count !== 0),
      )
      .map(({ url }) => fileURLToPath(url).slice(sources.length)),
  )
}
