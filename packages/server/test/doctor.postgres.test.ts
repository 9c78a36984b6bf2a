import { emptyDatabase } from '@openparley/test-kit/database'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { testServer } from '@openparley/test-kit/server'
import pg from 'pg'
import { expect, test } from 'vitest'
import { findings } from '../src/commands/doctor-checks.ts'

test('the checks report the version, the schema, the clock and the connections of PostgreSQL', async () => {
  const DATABASE_URL = await emptyDatabase()
  const FILES_URL = `file:${temporaryFolder()}`
  const check = (now?: () => number) => findings({ DATABASE_URL, FILES_URL, PORT: '1' }, false, now)
  const server = await testServer({ databaseUrl: DATABASE_URL })
  await server.call('PUT', '/users/alice', { body: { name: 'Alice' } })
  const all = await check()
  expect(all.filter(({ level }) => level !== 'ok')).toEqual([])
  const texts = all.map(({ text }) => text)
  expect(texts).toContainEqual(expect.stringMatching(/^PostgreSQL \d+\.\d+.*, schema \d+$/))
  expect(texts).toContainEqual(expect.stringMatching(/^\d+ of \d+ connections to PostgreSQL/))

  const ahead = await check(() => Date.now() + 60_000)
  expect(ahead.filter(({ level }) => level !== 'ok')).toMatchObject([
    {
      level: 'warning',
      text: expect.stringMatching(/^the clock differs .* by (59|60|61) seconds$/),
    },
  ])
})

test('an empty database is fine', async () => {
  const url = new URL(await emptyDatabase())
  const name = `${url.pathname.slice(1)}_empty`
  const client = new pg.Client(url.href)
  await client.connect()
  await client.query(`CREATE DATABASE "${name}" TEMPLATE template0 ENCODING 'UTF8'`)
  try {
    const DATABASE_URL = Object.assign(new URL(url), { pathname: name }).href
    const all = await findings(
      { DATABASE_URL, FILES_URL: `file:${temporaryFolder()}`, PORT: '1' },
      false,
    )
    expect(all.filter(({ level }) => level !== 'ok')).toEqual([])
    expect(all.map(({ text }) => text).join()).toContain(
      'is empty; the first start creates the tables',
    )
  } finally {
    await client.query(`DROP DATABASE "${name}"`)
    await client.end()
  }
})
