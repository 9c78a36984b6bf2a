import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { testServer } from '@openparley/test-kit/server'
import { failedStart, startProcess } from '@openparley/test-kit/server-process'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../src/compose/start.ts'
import { createApp } from '../../src/operations/apps.ts'
import { openDatabase } from '../../src/store/database.ts'
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts'

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('a second server on a file is refused with a message, and a command is not', async () => {
  const file = join(temporaryFolder(), 'parley.db')
  const databaseUrl = `sqlite:${file}`
  const first = await testServer({ databaseUrl })
  await expect(startServer({ databaseUrl })).rejects.toThrow(
    `Another Parley server is using the database in ${file}. Stop it first, or set DATABASE_URL to another file.`,
  )
  const store = await openDatabase(databaseUrl)
  await createApp(store, 'beside', {}, Date.now())
  await store.close()
  expect((await first.call('GET', '/users')).status).toBe(200)
  await first.close()
  await (await startServer({ databaseUrl })).close()
})

test('of two servers the second ends with one line, and a killed server does not block later ones', async () => {
  const file = join(temporaryFolder(), 'parley.db')
  const first = await startProcess(`sqlite:${file}`)
  onTestFinished(() => first.kill())
  expect(await failedStart(`sqlite:${file}`)).toEqual({
    code: 1,
    said: `Parley cannot start: Another Parley server is using the database in ${file}. Stop it first, or set DATABASE_URL to another file.\n`,
  })
  await first.kill()
  await (await startServer({ databaseUrl: `sqlite:${file}` })).close()
})

test('only the user can read the files of a database and the folder that is created for them', async () => {
  const folder = join(temporaryFolder(), 'new', 'data')
  const file = join(folder, 'parley.db')
  const server = await testServer({ databaseUrl: `sqlite:${file}` })
  await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  for (const ending of ['', '-wal', '-shm', '-lock'])
    expect([ending, mode(`${file}${ending}`)]).toEqual([ending, '600'])
  expect([mode(folder), mode(join(folder, '..'))]).toEqual(['700', '700'])
})

test('permissions of other users are removed from a file, those of the group stay', async () => {
  const folder = temporaryFolder()
  for (const [name, before, after] of [
    ['open.db', 0o644, '600'],
    ['group.db', 0o640, '640'],
  ] as const) {
    const file = join(folder, name)
    writeFileSync(file, '')
    chmodSync(file, before)
    await openSqlite(file).close()
    expect([name, mode(file)]).toEqual([name, after])
  }
})

test('a folder that cannot be created is refused with a message', () => {
  expect(() => openSqlite('/proc/parley/parley.db')).toThrow(
    'The database in /proc/parley/parley.db cannot be opened: ',
  )
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  expect(() => openSqlite(join(folder, 'file', 'parley.db'))).toThrow('cannot be opened: ')
  mkdirSync(join(folder, 'folder'))
  expect(() => openSqlite(join(folder, 'folder'))).toThrow('cannot be opened: ')
})

test('a deleted text does not stay in the file', async () => {
  const file = join(temporaryFolder(), 'parley.db')
  const engine = openSqlite(file)
  const run = (sql: string, ...parameters: string[]) =>
    engine.transaction([], (db) => db.run(sql, parameters))
  await run('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)')
  for (let count = 0; count < 50; count += 1)
    await run('INSERT INTO notes (text) VALUES ($1)', `a unique secret ${count}`)
  await run('INSERT INTO notes (text) VALUES ($1)', 'a text that stays')
  await run(`DELETE FROM notes WHERE text LIKE 'a secret%'`)
  await engine.close()
  const bytes = readFileSync(file, 'latin1')
  expect(bytes).toContain('a text that stays')
  expect(bytes).not.toContain('a secret')
})
