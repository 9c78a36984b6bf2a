import pg from 'pg'
import type { Lease } from '../engine.ts'
import { translateError } from './faults.ts'
import { lockKey } from './transaction.ts'

/** Milliseconds without a statement after which PostgreSQL ends the session, which releases its leases. */
const idleBound = 10_000

/** Milliseconds between two keep-alive statements on the connection. */
const pulse = 2500

/**
 * Leases are session-level advisory locks, all on one dedicated connection. PostgreSQL ends the session of a process that
 * is frozen or unreachable, so no clocks are compared.
 */
export class PostgresLeases {
  readonly #config: pg.ClientConfig
  /** The leases of this process. A session could take the same lock twice. */
  readonly #held = new Map<string, AbortController>()
  #connecting: Promise<pg.Client> | undefined
  #isClosed = false

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  async take(name: string): Promise<Lease | undefined> {
    if (this.#held.has(name)) return undefined
    const lost = new AbortController()
    this.#held.set(name, lost)
    const key = lockKey(`lease ${name}`)
    try {
      const client = await this.#connected()
      const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [key])
      if (!rows[0].taken) {
        this.#held.delete(name)
        return undefined
      }
      return {
        lost: lost.signal,
        release: async () => {
          if (this.#held.get(name) !== lost) return
          this.#held.delete(name)
          await client.query('SELECT pg_advisory_unlock($1)', [key]).catch((error) => {
            throw translateError(error)
          })
        },
      }
    } catch (error) {
      if (this.#held.get(name) === lost) this.#held.delete(name)
      throw translateError(error)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const client = await this.#connecting?.catch(() => undefined)
    // Do not wait for a silent server: closing the connection releases the leases.
    client?.connection.stream.destroy()
  }

  #connected(): Promise<pg.Client> {
    this.#connecting ??= this.#connect().catch((error) => {
      this.#connecting = undefined
      throw error
    })
    return this.#connecting
  }

  async #connect(): Promise<pg.Client> {
    if (this.#isClosed) throw new Error('The database is closed.')
    const client = new pg.Client({
      ...this.#config,
      query_timeout: idleBound,
      connectionTimeoutMillis: 5000,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query(`SET idle_session_timeout = ${idleBound}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    const timer = setInterval(() => {
      // If the server does not reply, the session may be lost, so the leases count as lost.
      client.query('SELECT 1').catch(() => client.connection.stream.destroy())
    }, pulse).unref()
    client.once('end', () => {
      clearInterval(timer)
      this.#connecting = undefined
      const held = [...this.#held.values()]
      this.#held.clear()
      for (const lost of held) lost.abort()
    })
    return client
  }
}
