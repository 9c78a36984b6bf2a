import { isIP } from 'node:net'
import type { Retention } from '../feed/upkeep.ts'
import type { RateLimits } from '../http/rate-limit.ts'
import { keyFault } from '../model/app.ts'

export interface Config {
  /** Default 8080; 0 takes a free one. */
  port: number
  /** Default 127.0.0.1. */
  host: string
  /** Default sqlite:./data/parley.db. */
  databaseUrl: string
  /** Most connections to PostgreSQL at a time, default 10. */
  databasePool: number | undefined
  /** A pino level, default warn. */
  logLevel: string
  /** An app that is to exist with these credentials. Without it, there is the app `demo`. */
  app: { id: string; secretKey: string } | undefined
  /** Default none, but 100 requests a second of an address without a valid token. */
  rateLimits: RateLimits
  /** How much of the event log is kept, default a week and a million events. */
  retention: Partial<Retention>
  /** Seconds between the heartbeats of a stream, default 15. */
  heartbeat: number
  /** Seconds within which a request must arrive, default 30. */
  requestTimeout: number
  /** Max connections at a time, default 10,000. */
  maxConnections: number
  /** Seconds that the clocks of those who sign tokens may differ, default 60. */
  tokenLeeway: number
  /** Proxies whose `X-Forwarded-*` headers are believed, default none. */
  trustedProxies: string[]
}

export const defaultDatabaseUrl = 'sqlite:./data/parley.db'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

const isNetwork = (text: string): boolean => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const max = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return rest.length === 0 && Number(bits ?? 0) <= max && /^\d*$/.test(bits ?? '0') && bits !== ''
}

/** Reads the environment; throws a sentence that names the variable which cannot be used. */
export function configFrom(environment: Record<string, string | undefined>): Config {
  const text = (name: string) => environment[name] || undefined
  const integer = (name: string, least: number, most: number) => {
    const value = text(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (!Number.isInteger(number) || number < least || number > most)
      throw new Error(`${name} must be a whole number from ${least} to ${most}, not "${value}".`)
    return number
  }
  const logLevel = text('LOG_LEVEL') ?? 'warn'
  if (!logLevels.includes(logLevel))
    throw new Error(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${logLevel}".`)
  const id = text('APP_ID')
  const secretKey = text('SECRET_KEY')
  if ((id === undefined) !== (secretKey === undefined))
    throw new Error('APP_ID and SECRET_KEY go together: set both, or neither for the demo app.')
  const fault = secretKey === undefined ? undefined : keyFault(secretKey)
  if (fault) throw new Error(`SECRET_KEY ${fault}`)
  const perSecond = integer('RATE_LIMIT', 1, 1_000_000)
  const burst = integer('RATE_LIMIT_BURST', 0, 1_000_000)
  if (burst !== undefined && perSecond === undefined)
    throw new Error('RATE_LIMIT_BURST needs RATE_LIMIT, the requests a second that it goes beyond.')
  const perUser = integer('RATE_LIMIT_USER', 0, 1_000_000) ?? (perSecond === undefined ? 0 : 50)
  const perAddress = integer('RATE_LIMIT_ADDRESS', 0, 1_000_000) ?? 100
  const trustedProxies = (text('TRUST_PROXY') ?? '').split(',').flatMap((part) => part.trim() || [])
  const noProxy = trustedProxies.find((part) => !isNetwork(part))
  if (noProxy !== undefined)
    throw new Error(
      `TRUST_PROXY must be addresses or networks such as 10.0.0.0/8, with commas between, or loopback. "${noProxy}" is not valid.`,
    )
  const hours = integer('EVENT_LOG_HOURS', 1, 1_000_000)
  const events = integer('EVENT_LOG_EVENTS', 1, 1_000_000_000)
  return {
    port: integer('PORT', 0, 65535) ?? 8080,
    host: text('HOST') ?? '127.0.0.1',
    databaseUrl: text('DATABASE_URL') ?? defaultDatabaseUrl,
    databasePool: integer('DATABASE_POOL', 1, 1000),
    logLevel,
    app: id !== undefined && secretKey !== undefined ? { id, secretKey } : undefined,
    heartbeat: integer('STREAM_HEARTBEAT', 1, 3600) ?? 15,
    requestTimeout: integer('REQUEST_TIMEOUT', 1, 3600) ?? 30,
    trustedProxies,
    tokenLeeway: integer('TOKEN_LEEWAY', 0, 3600) ?? 60,
    maxConnections: integer('MAX_CONNECTIONS', 1, 1_000_000) ?? 10_000,
    retention: {
      ...(hours !== undefined && { hours }),
      ...(events !== undefined && { events }),
    },
    rateLimits: {
      app: perSecond === undefined ? undefined : { perSecond, burst: burst ?? 0 },
      user: perUser === 0 ? undefined : { perSecond: perUser },
      address: perAddress === 0 ? undefined : { perSecond: perAddress },
    },
  }
}
