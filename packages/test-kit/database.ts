import { DatabaseSync } from 'node:sqlite'
import { nanoid } from 'nanoid'
import pg from 'pg'
import { afterAll, inject, onTestFinished } from 'vitest'
import { quickFolder, temporaryFolder } from './folder.ts'

// Which test files run on which engine stands in engine-tests.ts.

/** The engine under test. */
export const engine = process.env.ENGINE === 'postgres' ? 'postgres' : 'sqlite'

type OnEnd = (end: () => void) => void

/** The URL of an empty database for one server, until the test ends or at another end. */
export const emptyDatabase = async (onEnd: OnEnd = onTestFinished) =>
  engine === 'sqlite'
    ? `sqlite:${temporaryFolder(onEnd, quickFolder)}/parley.db`
    : (await postgresDatabase(onEnd)).url

/** The URL of an empty database that outlives the servers on it, until the test ends or at another end. */
export const lastingDatabase = async (onEnd: OnEnd = onTestFinished) =>
  engine === 'sqlite'
    ? `sqlite:${temporaryFolder(onEnd)}/parley.db`
    : (await postgresDatabase(onEnd)).url

/** Every row of every table of a database, but the signs of life of its nodes. */
export async function contentsOf(url: string): Promise<Record<string, unknown[]>> {
  const rowsOf = (name: string) => `SELECT * FROM "${name}"`
  if (url.startsWith('sqlite:')) {
    using database = new DatabaseSync(url.replace('sqlite:', ''), { readOnly: true })
    const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
    return Object.fromEntries(
      tables
        .filter(({ name }) => name !== 'nodes')
        .map(({ name }) => [name, database.prepare(rowsOf(name as string)).all()]),
    )
  }
  const client = await connected(url)
  const tables = await client.query(`${tableNames} AND tablename <> 'nodes'`)
  const contents: Record<string, unknown[]> = {}
  for (const { name } of tables.rows) contents[name] = (await client.query(rowsOf(name))).rows
  return contents
}

/** How many rows each of the tables has, read beside the servers on the database. */
export async function countRows<Table extends string>(
  url: string,
  ...tables: Table[]
): Promise<Record<Table, number>> {
  const counts = tables.map((table) => `(SELECT COUNT(*) FROM ${table}) AS ${table}`)
  const sql = `SELECT ${counts.join(', ')}`
  if (url.startsWith('sqlite:')) {
    using database = new DatabaseSync(url.replace('sqlite:', ''), { readOnly: true, timeout: 5000 })
    return { ...database.prepare(sql).get() } as Record<Table, number>
  }
  const { rows } = await (await connected(url)).query(sql)
  const numbers = tables.map((table) => [table, Number(rows[0][table])])
  return Object.fromEntries(numbers)
}

interface TestDatabase {
  url: string
  name: string
}

const free: TestDatabase[] = []
const made: TestDatabase[] = []

/** One whose test has ended, emptied, or a new one. */
async function postgresDatabase(onEnd: OnEnd = onTestFinished): Promise<TestDatabase> {
  const used = free.pop()
  if (used) await (await connected(used.url)).query(empty)
  const database = used ?? (await create())
  onEnd(() => void free.push(database))
  return database
}

async function create(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `parley_test_${nanoid(12)}`
  const url = new URL(server)
  url.pathname = name
  await (await connected(server)).query(`CREATE DATABASE "${name}"`)
  const database = { name, url: url.href }
  made.push(database)
  return database
}

const clients = new Map<string, Promise<pg.Client>>()

/** A connection to the database, kept until the test file ends. */
function connected(url: string): Promise<pg.Client> {
  const open = async () => {
    const client = new pg.Client(url)
    await client.connect()
    return client
  }
  const client = clients.get(url) ?? open()
  clients.set(url, client)
  return client
}

afterAll(async () => {
  for (const client of clients.values()) await (await client).end()
  clients.clear()
  if (made.length === 0) return
  const server = await connected(inject('postgresUrl'))
  for (const { name } of made) await server.query(`DROP DATABASE "${name}" WITH (FORCE)`)
  await server.end()
})

const tableNames = `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`

/** Deletes what a server wrote; the tables stay. Quicker than TRUNCATE where there are few rows. */
const empty = `DO $$ DECLARE name TEXT; BEGIN
  FOR name IN ${tableNames} AND tablename <> 'schema_version'
  LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
END $$`
