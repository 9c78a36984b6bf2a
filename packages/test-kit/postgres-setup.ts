import type { TestProject } from 'vitest/node'
import { startCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server's maintenance database, whose user may create databases. */
    postgresUrl: string
  }
}

/** One PostgreSQL server for the whole run: the one of TEST_DATABASE_URL, or else a new one. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL
  if (given) return project.provide('postgresUrl', given)
  const cluster = await startCluster()
  project.provide('postgresUrl', cluster.url)
  return cluster.stop
}
