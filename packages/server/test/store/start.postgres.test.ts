import { createServer } from 'node:net'
import type { Cluster } from '@openparley/test-kit/cluster'
import { eventually } from '@openparley/test-kit/eventually'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { ownCluster } from '@openparley/test-kit/own-cluster'
import { adminKey } from '@openparley/test-kit/server'
import { failedStart, startProcess } from '@openparley/test-kit/server-process'
import pg from 'pg'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../src/compose/start.ts'
import { openPostgres } from '../../src/store/postgres/open-postgres.ts'

let cluster: Cluster

beforeAll(async () => {
  cluster = await ownCluster()
  return () => cluster.stop()
})

const changed = (change: (url: URL) => void) => {
  const url = new URL(cluster.url)
  change(url)
  return { url: url.href, where: url.host }
}

test('a wrong password, a missing database or user: one line with the reason', async () => {
  const password = changed((url) => {
    url.password = 'wrong'
  })
  expect(await failedStart(password.url)).toEqual({
    code: 1,
    said: `Parley cannot start: PostgreSQL at ${password.where} refused: password authentication failed for user "postgres".\n`,
  })
  const name = changed((url) => {
    url.pathname = 'missing'
  })
  expect(await failedStart(name.url)).toEqual({
    code: 1,
    said: `Parley cannot start: PostgreSQL at ${name.where} refused: database "missing" does not exist.\n`,
  })
})

test('an unknown host or a closed port: one line with the reason', async () => {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  for (const host of ['127.0.0.1', 'localhost'])
    expect(await failedStart(`postgres://parley@${host}:${port}/parley`)).toEqual({
      code: 1,
      said: `Parley cannot start: PostgreSQL cannot be reached at ${host}:${port}: ECONNREFUSED.\n`,
    })
  const { code, said } = await failedStart('postgres://parley@nowhere.invalid/parley')
  expect(code).toBe(1)
  expect(said).toMatch(
    /^Parley cannot start: PostgreSQL cannot be reached at nowhere.invalid:5432: (ENOTFOUND|EAI_AGAIN)\.\n$/,
  )
})

test('a read-only server: one line with the reason', async () => {
  const { url, where } = changed(({ searchParams }) =>
    searchParams.set('options', '-c default_transaction_read_only=on'),
  )
  expect(await failedStart(url)).toEqual({
    code: 1,
    said: `Parley cannot start: PostgreSQL at ${where} is read-only, and Parley needs to write.\n`,
  })
})

test('a server older than 15: one line with the reason', async () => {
  const client = new pg.Client(cluster.url)
  await client.connect()
  // A server that reports an older version: the replacement is found before the system function.
  await client.query(`CREATE SCHEMA older;
    CREATE FUNCTION older.current_setting(name text) RETURNS text LANGUAGE sql AS $$
      SELECT CASE name WHEN 'server_version_num' THEN '140021' WHEN 'server_version' THEN '14.21'
        ELSE pg_catalog.current_setting(name) END $$`)
  await client.end()
  const { url, where } = changed(({ searchParams }) =>
    searchParams.set('options', '-c search_path=older,pg_catalog'),
  )
  expect(await failedStart(url)).toEqual({
    code: 1,
    said: `Parley cannot start: PostgreSQL at ${where} is version 14.21, and Parley needs 15 or newer.\n`,
  })
})

/** A URL of the cluster with which these functions are found before those of the system. */
async function replaced(schema: string, functions: string) {
  const client = new pg.Client(cluster.url)
  await client.connect()
  await client.query(`CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${functions}`)
  await client.end()
  return changed((url) => url.searchParams.set('options', `-c search_path=${schema},pg_catalog`))
}

test('advisory locks that two sessions get at the same time: one line with the reason', async () => {
  const { url, where } = await replaced(
    'unlocked',
    'CREATE FUNCTION pg_try_advisory_xact_lock(bigint) RETURNS boolean LANGUAGE sql RETURN true',
  )
  await expect(openPostgres(url)).rejects.toThrow(
    `The database at ${where} gives an advisory lock to two sessions at the same time, or keeps it after the COMMIT.`,
  )
})

test('a snapshot that does not distinguish running from committed transactions: one line with the reason', async () => {
  for (const [schema, snapshot] of [
    ['past', '5:5:'],
    ['future', '9000000000:9000000000:'],
  ] as const) {
    const { url, where } = await replaced(
      schema,
      `CREATE FUNCTION pg_current_snapshot() RETURNS pg_snapshot LANGUAGE sql RETURN '${snapshot}'::pg_snapshot`,
    )
    await expect(openPostgres(url)).rejects.toThrow(
      `The database at ${where} does not distinguish running transactions from committed ones (pg_current_snapshot).`,
    )
  }
})

test('a database that is not in UTF-8: one line with the reason', async () => {
  const client = new pg.Client(cluster.url)
  await client.connect()
  await client.query(
    `CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'`,
  )
  await client.end()
  const { url, where } = changed((url) => {
    url.pathname = 'latin'
  })
  expect(await failedStart(url)).toEqual({
    code: 1,
    said: `Parley cannot start: The database at ${where} is encoded in LATIN1, and Parley needs UTF8.\n`,
  })
})

test('the user needs no rights other than to own the database', async () => {
  const client = new pg.Client(cluster.url)
  await client.connect()
  await client.query(`CREATE ROLE plain LOGIN PASSWORD 'plain'`)
  await client.query('CREATE DATABASE plain OWNER plain')
  await client.end()
  const { url } = changed((url) => {
    url.username = 'plain'
    url.password = 'plain'
    url.pathname = 'plain'
  })
  const server = await startProcess(url)
  expect((await checkedFetch(new Request(`${server.baseUrl}/health`))).status).toBe(200)
  await server.kill()
})

test('servers with REUSE_PORT share a port, and when one stops, the others continue', async () => {
  const start = async (port = 0) => {
    const options = { databaseUrl: cluster.url, adminKey, reusePort: true, port }
    const server = await startServer(options)
    onTestFinished(() => server.close())
    return server
  }
  const first = await start()
  const second = await start(Number(new URL(first.baseUrl).port))
  expect(second.baseUrl).toBe(first.baseUrl)
  /** The node that responds to a new connection. */
  const node = async () => {
    const headers = { authorization: `Bearer ${adminKey}`, connection: 'close' }
    const request = new Request(`${first.baseUrl}/admin/v1/nodes`, { headers })
    const response = await checkedFetch(request)
    const { data } = (await response.json()) as { data: { id: string; isThis: boolean }[] }
    return data.find(({ isThis }) => isThis)?.id
  }
  const ids = new Set<string | undefined>()
  await eventually(async () => expect(ids.add(await node()).size).toBe(2))
  await first.close()
  for (let call = 0; call < 20; call += 1) expect(ids).toContain(await node())
})
