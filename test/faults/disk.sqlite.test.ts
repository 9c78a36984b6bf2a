import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createClient } from '@openparley/client'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { appId, secretKey, startProcess } from '@openparley/test-kit/server-process'
import { expect, onTestFinished, test } from 'vitest'

async function startOnDisk() {
  const file = join(temporaryFolder(), 'parley.db')
  const server = await startProcess(`sqlite:${file}`)
  onTestFinished(() => server.kill())
  const { baseUrl } = server
  const client = createClient({ baseUrl, appId, secretKey, retries: 0, fetch: checkedFetch })
  const put = async (userId: string, length = 10_000) => {
    const custom = { padding: 'x'.repeat(length) }
    const body = { name: userId, custom }
    const { response } = await client.PUT('/users/{userId}', { params: { path: { userId } }, body })
    return response
  }
  const get = async (userId: string) =>
    (await client.GET('/users/{userId}', { params: { path: { userId } } })).response.status
  return { file, server, put, get }
}

const hasLimits = spawnSync('prlimit', ['--version']).status === 0

test.skipIf(!hasLimits)(
  'a full disk is a 503 for writes while reads continue, and writes work again when there is space (needs prlimit on Linux)',
  async () => {
    const { file, server, put, get } = await startOnDisk()
    const limitFiles = (bytes: number | 'unlimited') =>
      execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`])
    // Pages in the cache are written at the COMMIT; if they exceed the cache, some are written earlier, during the batch.
    const rounds = [
      { count: 20, length: 10_000 },
      { count: 150, length: 60_000 },
      { count: 20, length: 10_000 },
    ]
    for (const [round, { count, length }] of rounds.entries()) {
      expect((await put(`before-${round}`)).status).toBe(200)
      limitFiles(4096)
      const refused = await Promise.all(
        Array.from({ length: count }, (_, index) => put(`during-${round}-${index}`, length)),
      )
      for (const response of refused) {
        expect(response.status).toBe(503)
        expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
      }
      expect(await get(`before-${round}`)).toBe(200)
      expect(await get(`during-${round}-0`)).toBe(404)
      limitFiles('unlimited')
      expect((await put(`after-${round}`)).status).toBe(200)
      expect(await get(`after-${round}`)).toBe(200)
    }
    await server.kill()
    const database = new DatabaseSync(file)
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(database.prepare('SELECT COUNT(*) AS count FROM users').get()).toEqual({ count: 6 })
    database.close()
  },
)

test('a database that another process locks for too long is a 503 for writes, and reads still work', async () => {
  const { file, put, get } = await startOnDisk()
  expect((await put('before')).status).toBe(200)
  // It waits for writes that the node makes on its own, for example to save progress.
  const other = new DatabaseSync(file, { timeout: 5000 })
  other.exec('BEGIN IMMEDIATE')
  let isAnswered = false
  const write = put('during').finally(() => {
    isAnswered = true
  })
  let reads = 0
  while (!isAnswered) {
    expect(await get('before')).toBe(200)
    reads += 1
  }
  expect((await write).status).toBe(503)
  expect(reads).toBeGreaterThan(10)
  other.exec('ROLLBACK')
  other.close()
  expect(await get('during')).toBe(404)
  expect((await put('after')).status).toBe(200)
})
