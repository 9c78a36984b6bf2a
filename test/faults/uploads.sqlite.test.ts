import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { countRows } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { givenSeed } from '@openparley/test-kit/random'
import { startProcess } from '@openparley/test-kit/server-process'
import { download, sendFile, uploaded } from '@openparley/test-kit/uploads'
import { expect, onTestFinished, test } from 'vitest'
import { killUploads } from './uploads/kill-uploads.ts'
import { halfUploads } from './uploads/large-uploads.ts'

// For 200 uploads before each kill: `npm run soak -- --only uploads`.
test('a server that is killed during uploads keeps every confirmed file whole, and nothing else after a day', {
  timeout: 300_000,
}, async () => {
  const seed = givenSeed()
  console.log(`uploads test: SEED=${seed} replays it`)
  const { confirmed, cut } = await killUploads({ uploads: 60, rounds: 1, seed })
  expect(confirmed + cut).toBeGreaterThan(0)
})

async function startWithFiles() {
  const folder = temporaryFolder()
  const databaseUrl = `sqlite:${join(folder, 'parley.db')}`
  const server = await startProcess(databaseUrl)
  onTestFinished(() => server.kill())
  const names = () =>
    readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  const rows = async () => (await countRows(databaseUrl, 'files')).files
  return { server, names, rows }
}

const hasLimits = spawnSync('prlimit', ['--version']).status === 0

test.skipIf(!hasLimits)(
  'on a full disk an upload is a 503 and leaves no file, other files can be read, and uploads work again when there is space (needs prlimit on Linux)',
  async () => {
    const { server, names, rows } = await startWithFiles()
    const limitFiles = (bytes: number | 'unlimited') =>
      execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`])
    const large = new Uint8Array(5_000_000)
    const { attachmentToken: before, url } = await uploaded(server, large)
    // The database is smaller, and can be written.
    limitFiles(3_000_000)
    const refused = await sendFile(server, large)
    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({
      detail: 'The file storage is not available now. Try again.',
    })
    expect(names()).toEqual([before])
    expect(await rows()).toBe(1)
    expect((await (await download(url)).bytes()).length).toBe(large.length)
    limitFiles('unlimited')
    const { attachmentToken: after } = await uploaded(server, large)
    expect(names().sort()).toEqual([before, after].sort())
  },
)

test('50 uploads at once need memory for some chunks of each, not for the files, and leave nothing if they are cut', async () => {
  const { server, names, rows } = await startWithFiles()
  await uploaded(server, 'first')
  const before = await server.memory()
  const uploads = await halfUploads(server, 50, 4_000_000)
  await eventually(() => expect(names()).toHaveLength(51))
  // Collected buffers count until they have been freed, a moment later. 100 MB have arrived.
  await eventually(async () => expect((await server.memory()) - before).toBeLessThan(20_000_000))
  for (const socket of uploads) socket.destroy()
  await eventually(async () => expect(await rows()).toBe(1))
  expect(names()).toHaveLength(1)
})
