import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { chatOf } from '@openparley/test-kit/chat'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { testServer } from '@openparley/test-kit/server'
import { liveStream, openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import { backupDatabase, restoreDatabase } from '../../src/store/database.ts'

const now = new Date('2026-11-21T17:00:00Z')

async function serverOn(file: string) {
  const server = await testServer({ databaseUrl: `sqlite:${file}` }, { repeatsWrites: false })
  return { server, chat: chatOf(server.client) }
}

const idsIn = (file: string) => {
  using database = new DatabaseSync(file)
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  return new Set(
    database
      .prepare('SELECT id FROM messages')
      .all()
      .map(({ id }) => id as string),
  )
}

test('a backup under load has every message confirmed before it started, is complete, and opens', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'parley.db')
  const { server, chat } = await serverOn(file)
  await chat.conversationWith('order', ['alice', 'bob'])
  const answered: string[] = []
  let isOver = false
  const writers = Array.from({ length: 8 }, async () => {
    while (!isOver) answered.push(...(await chat.say('order', 'alice', 'x'.repeat(2000), 'y')))
  })
  for (let round = 0; round < 3; round += 1) {
    await expect.poll(() => answered.length).toBeGreaterThan(round * 200 + 100)
    const before = [...answered]
    const copied = join(folder, `backup-${round}.db`)
    await backupDatabase(server.databaseUrl, copied)
    const ids = idsIn(copied)
    expect(before.filter((id) => !ids.has(id))).toEqual([])
    expect((statSync(copied).mode & 0o777).toString(8)).toBe('600')
  }
  isOver = true
  await Promise.all(writers)
  expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([])
  const opened = await testServer({ databaseUrl: `sqlite:${join(folder, 'backup-2.db')}` })
  expect((await opened.call('GET', '/conversations/order')).status).toBe(200)
})

test('a backup replaces no file without --force', async () => {
  const folder = temporaryFolder()
  const { server } = await serverOn(join(folder, 'parley.db'))
  const to = join(folder, 'backup.db')
  writeFileSync(to, 'mine')
  await expect(backupDatabase(server.databaseUrl, to)).rejects.toThrow(
    `${to} exists already. --force replaces it.`,
  )
  expect(readFileSync(to, 'utf8')).toBe('mine')
  await backupDatabase(server.databaseUrl, to, { force: true })
  expect(idsIn(to).size).toBe(0)
})

const openparley = (args: string[], prefix: string[] = []) => {
  const [program, ...rest] = [
    ...prefix,
    process.execPath,
    '--conditions=source',
    join(import.meta.dirname, '../../src/compose/cli.ts'),
    ...args,
  ]
  return spawnSync(program as string, rest, { encoding: 'utf8' })
}

const hasLimits = spawnSync('prlimit', ['--version']).status === 0

test.skipIf(!hasLimits)(
  'a backup onto a full disk fails with a message and leaves no file (needs prlimit on Linux)',
  async () => {
    const folder = temporaryFolder()
    const { server, chat } = await serverOn(join(folder, 'parley.db'))
    await chat.users('alice')
    await server.close()
    const to = join(folder, 'backup.db')
    const limits = ['prlimit', '--fsize=65536:65536']
    const { status, stderr } = openparley(['backup', to, '--database', server.databaseUrl], limits)
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^The backup to .*backup\.db failed: [^\n]*\.\n$/),
    })
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([])
  },
)

test('a restore replaces the database, keeps the old one, and streams reset', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'parley.db')
  const { server, chat } = await serverOn(file)
  await chat.conversationWith('order', ['alice', 'bob'])
  const [kept] = await chat.say('order', 'bob', 'before the backup')
  const to = join(folder, 'backup.db')
  await backupDatabase(server.databaseUrl, to)
  const stream = await liveStream(server, 'alice')
  const [lost] = await chat.say('order', 'bob', 'after the backup')
  await stream.next('message.created')
  await expect(restoreDatabase(server.databaseUrl, to, now)).rejects.toThrow(
    `Another Parley server is using the database in ${file}`,
  )
  await server.close()
  const aside = await restoreDatabase(server.databaseUrl, to, now)
  expect(aside).toBe(`${file}.before-2026-11-21T17-00-00.000Z`)
  expect(idsIn(aside as string)).toEqual(new Set([kept, lost]))
  const restored = await testServer({ databaseUrl: server.databaseUrl })
  expect(idsIn(file)).toEqual(new Set([kept]))
  const resumed = await openStream(restored, 'alice', { after: stream.cursor })
  expect(await resumed.nextFrame()).toMatchObject({ event: { type: 'reset', reason: 'restored' } })
})

test('a restore into an empty folder works, and one of a damaged file changes nothing', async () => {
  const folder = temporaryFolder()
  const { server, chat } = await serverOn(join(folder, 'parley.db'))
  await chat.users('alice')
  const to = join(folder, 'backup.db')
  await backupDatabase(server.databaseUrl, to)
  await server.close()
  const url = `sqlite:${join(folder, 'new', 'parley.db')}`
  expect(await restoreDatabase(url, to, now)).toBeUndefined()
  const restored = await testServer({ databaseUrl: url })
  expect((await restored.call('GET', '/users/alice')).status).toBe(200)
  await restored.close()

  const damaged = join(folder, 'damaged.db')
  writeFileSync(damaged, 'no database at all'.repeat(1000))
  const untouched = `sqlite:${join(folder, 'other', 'parley.db')}`
  for (const target of [url, untouched])
    await expect(restoreDatabase(target, damaged, now)).rejects.toThrow(damaged)
  expect(existsSync(join(folder, 'other', 'parley.db'))).toBe(false)
  expect(readdirSync(join(folder, 'new')).filter((name) => /unfinished|before/.test(name))).toEqual(
    [],
  )
  const again = await testServer({ databaseUrl: url })
  expect((await again.call('GET', '/users/alice')).status).toBe(200)
})

test('backup and restore of PostgreSQL refer to its own programs', async () => {
  for (const work of [
    backupDatabase('postgres://db/parley', 'file'),
    restoreDatabase('postgres://db/parley', 'file', now),
  ])
    await expect(work).rejects.toThrow('see docs/postgresql.md')
})
