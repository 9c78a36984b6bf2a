import { nanoid } from 'nanoid'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../server/src/store/database.ts'
import { startCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server's maintenance database, whose user may create databases. */
    postgresUrl: string
    /** The name of an empty database that has the schema; the names of all databases of the run begin with it. */
    postgresTemplate: string
  }
}

/** One PostgreSQL server for the whole run: the one of TEST_DATABASE_URL, or else a new one. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL
  const cluster = given === undefined ? await startCluster() : undefined
  const url = new URL(given ?? cluster?.url ?? '')
  const template = `parley_test_${nanoid(8)}`
  project.provide('postgresUrl', url.href)
  project.provide('postgresTemplate', template)

  const query = async (sql: string) => {
    const client = new pg.Client(url.href)
    await client.connect()
    return (await client.query(sql).finally(() => client.end())).rows
  }
  await query(`CREATE DATABASE "${template}"`)
  const { href } = Object.assign(new URL(url), { pathname: template })
  await (await openDatabase(href)).close()

  return async () => {
    if (cluster) return cluster.stop()
    const names = await query(`SELECT datname FROM pg_database WHERE datname ^@ '${template}'`)
    for (const { datname } of names) await query(`DROP DATABASE "${datname}" WITH (FORCE)`)
  }
}
