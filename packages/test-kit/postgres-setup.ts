import { nanoid } from 'nanoid'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../server/src/store/database.ts'
import { emptyDataDirectory, startCluster } from './cluster.ts'
import { startPgBouncer } from './pgbouncer.ts'
import { usePoolers } from './poolers.ts'

export interface PostgresServer {
  /** URL of its maintenance database; the user may create databases. */
  url: string
  /** The name of an empty database with the schema. A prefix for the names of all databases of the run. */
  template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresServers: PostgresServer[]
    /** An empty data directory, for tests that start a separate server. */
    emptyCluster: string | undefined
  }
}

/**
 * Starts a PostgreSQL server for each worker, or uses the one of TEST_DATABASE_URL. Workers do not share one, because a
 * long transaction in any database delays the event logs of all.
 */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined) {
    const server = await prepared(given)
    const stopPoolers = await startPoolers([server])
    project.provide('postgresServers', [server])
    return async () => {
      await stopPoolers()
      await dropAll(server)
    }
  }
  const workers = Array.from({ length: project.config.maxWorkers })
  const { data: template, remove } = await emptyDataDirectory()
  project.provide('emptyCluster', template)
  const clusters = await Promise.all(workers.map(() => startCluster({}, { template })))
  const servers = await Promise.all(clusters.map(({ url }) => prepared(url)))
  const stopPoolers = await startPoolers(servers)
  project.provide('postgresServers', servers)
  return async () => {
    await stopPoolers()
    await Promise.all(clusters.map(({ stop }) => stop()))
    remove()
  }
}

/** With POSTGRES_POOLER=transaction, starts a PgBouncer in that mode for each server, and the tests use it. */
async function startPoolers(servers: PostgresServer[]): Promise<() => Promise<unknown>> {
  const mode = process.env.POSTGRES_POOLER
  if (!mode) return async () => undefined
  const poolers = await Promise.all(
    servers.map(async ({ url }) => {
      const pooler = await startPgBouncer(url, { pool_mode: mode })
      return { ...pooler, ofPort: new URL(url).port }
    }),
  )
  usePoolers(Object.fromEntries(poolers.map(({ ofPort, port }) => [ofPort, port])))
  return () => Promise.all(poolers.map(({ stop }) => stop()))
}

async function prepared(url: string): Promise<PostgresServer> {
  const template = `parley_test_${nanoid(8)}`
  await query(url, `CREATE DATABASE "${template}"`)
  const { href } = Object.assign(new URL(url), { pathname: template })
  await (await openDatabase(href)).close()
  return { url, template }
}

async function dropAll({ url, template }: PostgresServer): Promise<void> {
  const names = await query(
    url,
    `SELECT datname AS name FROM pg_database WHERE datname ^@ '${template}'`,
  )
  for (const { name } of names) await query(url, `DROP DATABASE "${name}" WITH (FORCE)`)
}

async function query(url: string, sql: string): Promise<{ name: string }[]> {
  const client = new pg.Client(url)
  await client.connect()
  return (await client.query(sql).finally(() => client.end())).rows
}
