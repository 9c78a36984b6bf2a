import { copyFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { nanoid } from 'nanoid'
import pg from 'pg'
import { expect, inject, onTestFinished } from 'vitest'
import { eventually } from './eventually.ts'
import { onFileFinished } from './file-end.ts'
import { quickFolder, temporaryFolder } from './folder.ts'
import type { PostgresServer } from './postgres-setup.ts'

// engine-tests.ts decides which test files run on which engine.

/** The engine under test. */
export const engine = process.env.ENGINE === 'postgres' ? 'postgres' : 'sqlite'

type OnEnd = (end: () => void) => void

/** The URL of an empty database for one server. It is removed when the test ends, or by `onEnd`. */
export const emptyDatabase = async (onEnd: OnEnd = onTestFinished) =>
  engine === 'sqlite'
    ? sqliteDatabase(`${temporaryFolder(onEnd, quickFolder)}/parley.db`)
    : postgresDatabase(onEnd)

/** The URL of an empty database that is kept when a server on it stops. It is removed when the test ends, or by `onEnd`. */
export const lastingDatabase = async (onEnd: OnEnd = onTestFinished) =>
  engine === 'sqlite'
    ? sqliteDatabase(`${temporaryFolder(onEnd, quickFolder)}/parley.db`)
    : postgresDatabase(onEnd)

/** Every row of every table of a database, except the table of nodes. */
export async function contentsOf(url: string): Promise<Record<string, unknown[]>> {
  // When a key was last used is written some time after the request.
  const rowsOf = (name: string) =>
    name === 'app_keys'
      ? 'SELECT app_id, id, name, secret_key, created_at, expires_at FROM app_keys'
      : `SELECT * FROM "${name}"`
  if (url.startsWith('sqlite:')) {
    using database = new DatabaseSync(url.replace('sqlite:', ''), { readOnly: true })
    // A virtual table has its rows in other tables.
    const tables = database
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'`,
      )
      .all()
    return Object.fromEntries(
      tables
        .filter(({ name }) => name !== 'nodes')
        .map(({ name }) => [name, database.prepare(rowsOf(name as string)).all()]),
    )
  }
  return withClient(url, async (client) => {
    const tables = await client.query(`${tableNames} AND tablename <> 'nodes'`)
    const contents: Record<string, unknown[]> = {}
    for (const { name } of tables.rows) contents[name] = (await client.query(rowsOf(name))).rows
    return contents
  })
}

/**
 * Returns whether anything was committed to the database since the last call. SQLite counts the commits of other
 * connections; PostgreSQL does not, and the response is always yes.
 */
export function commitsOn(url: string, onEnd: OnEnd): () => boolean {
  if (!url.startsWith('sqlite:')) return () => true
  const database = new DatabaseSync(url.replace('sqlite:', ''), { readOnly: true })
  onEnd(() => database.close())
  const statement = database.prepare('PRAGMA data_version')
  const version = () => statement.get()?.data_version
  let last = version()
  return () => {
    const before = last
    last = version()
    return last !== before
  }
}

/** The number of rows of each of the tables. Servers may be running on the database. */
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
  const { rows } = await withClient(url, (client) => client.query(sql))
  const numbers = tables.map((table) => [table, Number(rows[0][table])])
  return Object.fromEntries(numbers)
}

/** Executes SQL on a database that other processes may use. */
export async function execute(url: string, sql: string): Promise<void> {
  if (url.startsWith('sqlite:')) {
    using database = new DatabaseSync(url.replace('sqlite:', ''), { timeout: 5000 })
    database.exec(sql)
  } else await withClient(url, (client) => client.query(sql))
}

/** The URL of an empty database that is kept until the worker ends, for a server that many test files share. */
export const workerDatabase = async () =>
  engine === 'sqlite'
    ? sqliteDatabase(`${inject('runFolder')}/${nanoid()}.db`)
    : createDatabase(postgresServer().template)

/** The URL of a database without tables. It is removed when the test ends. */
export const blankDatabase = async () =>
  engine === 'sqlite' ? `sqlite:${temporaryFolder()}/parley.db` : createDatabase('template1')

function sqliteDatabase(file: string): string {
  copyFileSync(inject('sqliteTemplate'), file)
  return `sqlite:${file}`
}

/** The PostgreSQL server of the worker. */
export function postgresServer(): PostgresServer {
  const servers = inject('postgresServers')
  return servers[Number(process.env.VITEST_POOL_ID) % servers.length] as PostgresServer
}

const free: string[] = []

/** The URL of an emptied database of an earlier test of the file, or of a new one. */
async function postgresDatabase(onEnd: OnEnd): Promise<string> {
  const used = free.pop()
  if (used)
    await withClient(used, async (client) => {
      await untilLeft(client)
      await client.query(empty)
    })
  const url = used ?? (await createDatabase(postgresServer().template))
  if (!used)
    onFileFinished(async () => {
      free.length = 0
      await withClient(postgresServer().url, (client) => client.query(dropDatabase(url)))
    })
  onEnd(() => void free.push(url))
  return url
}

/** Creates a database. The run drops remaining ones at its end. */
async function createDatabase(template: string): Promise<string> {
  const server = postgresServer()
  const url = new URL(server.url)
  const name = `${server.template}_${nanoid(8)}`
  await withClient(url.href, (client) =>
    client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`),
  )
  url.pathname = name
  return url.href
}

const dropDatabase = (url: string) =>
  `DROP DATABASE "${new URL(url).pathname.slice(1)}" WITH (FORCE)`

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  return work(client).finally(() => client.end())
}

/**
 * Waits until no session of the earlier test holds a lease or has work. PostgreSQL ends a session some time after its
 * connection is closed or its process is killed.
 */
const untilLeft = (client: pg.Client) =>
  eventually(async () => {
    const { rows } = await client.query(
      `SELECT query FROM pg_stat_activity AS session
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND backend_type = 'client backend' AND (state <> 'idle'
           OR EXISTS (SELECT 1 FROM pg_locks WHERE pid = session.pid AND locktype = 'advisory'))`,
    )
    expect(rows).toEqual([])
  })

const tableNames = `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`

/** Deletes all rows; the tables stay. Faster than TRUNCATE if there are few rows. */
const empty = `DO $$ DECLARE name TEXT; BEGIN
  FOR name IN ${tableNames} AND tablename <> 'schema_version'
  LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
END $$`

/**
 * Ends the sessions that hold leases on the PostgreSQL database, as a restart of the server would. Resolves when they
 * have ended, and other sessions can take the leases.
 */
export async function endLeaseSessions(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(
    `SELECT pg_terminate_backend(pid, 60000) FROM pg_locks WHERE locktype = 'advisory'
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  await client.end()
}
