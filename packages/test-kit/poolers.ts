import { onPort } from './pgbouncer.ts'

export interface Addresses {
  databaseUrl: string
  databaseDirectUrl?: string
}

/** The variable with the poolers of the run: a JSON object of their ports, by the ports of the PostgreSQL servers. */
const variable = 'PARLEY_TEST_POOLERS'

/** Lets the servers of the tests connect through these poolers. */
export function usePoolers(ports: Record<string, number>): void {
  process.env[variable] = JSON.stringify(ports)
}

/** How a server of a test connects to the database: through the pooler of the run, if it has one. */
export function addressesOf(url: string): Addresses {
  const text = process.env[variable]
  if (text === undefined && process.env.POSTGRES_POOLER)
    throw new Error('The poolers of the run are unknown here.')
  const ports = JSON.parse(text ?? '{}')
  const pooler = url.startsWith('postgres') ? ports[new URL(url).port] : undefined
  return pooler === undefined
    ? { databaseUrl: url }
    : { databaseUrl: onPort(url, pooler), databaseDirectUrl: url }
}
