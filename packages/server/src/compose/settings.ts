import { isIP } from 'node:net'
import { keyFault } from '../model/app.ts'
import type { StartOptions } from './start.ts'

/** A setting of the server. */
export interface Setting<Value> {
  /** The environment variable. */
  variable: string
  /** The option of `openparley serve`, with its argument. */
  option: string
  /** What is in force when it is not set, as it would be written. */
  default?: string
  /** Words in backquotes are code. */
  description: string
  /** Throws the end of a sentence that begins with the setting's name, if the text is not valid. */
  parse: (text: string) => Value
}

const plain = (text: string) => text

function integer(min: number, max: number) {
  return (text: string): number => {
    const number = Number(text)
    if (!/^-?\d+$/.test(text) || number < min || number > max)
      throw new Error(`must be a whole number from ${min} to ${max}, not "${text}".`)
    return number
  }
}

function oneOf(...values: string[]) {
  return (text: string): string => {
    if (!values.includes(text))
      throw new Error(`must be one of ${values.join(', ')}, not "${text}".`)
    return text
  }
}

function key(text: string): string {
  const fault = keyFault(text)
  if (fault) throw new Error(fault)
  return text
}

function networks(text: string): string[] {
  const all = text.split(',').flatMap((part) => part.trim() || [])
  const wrong = all.find((part) => !isNetwork(part))
  if (wrong !== undefined)
    throw new Error(
      `must be addresses or networks such as 10.0.0.0/8, with commas between, or loopback. "${wrong}" is not valid.`,
    )
  return all
}

function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const max = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return rest.length === 0 && Number(bits ?? 0) <= max && /^\d*$/.test(bits ?? '0') && bits !== ''
}

/** Every setting of the server. Parsing, `openparley serve --help` and `docs/settings.md` come from here. */
export const settings = {
  port: {
    variable: 'PORT',
    option: '--port <number>',
    default: '8080',
    description: 'port to listen on; 0 takes a free one',
    parse: integer(0, 65535),
  },
  host: {
    variable: 'HOST',
    option: '--host <address>',
    default: '127.0.0.1',
    description: 'address to listen on; `0.0.0.0` for every IPv4 address of the machine',
    parse: plain,
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    option: '--database <url>',
    default: 'sqlite:./data/parley.db',
    description:
      '`sqlite:<file>`, or `postgres://user:password@host/name` (PostgreSQL 15 or newer)',
    parse: plain,
  },
  databasePool: {
    variable: 'DATABASE_POOL',
    option: '--database-pool <number>',
    default: '10',
    description: 'max connections to PostgreSQL at a time',
    parse: integer(1, 1000),
  },
  appId: {
    variable: 'APP_ID',
    option: '--app <id>',
    description: 'an app that is created at the start if it does not exist; needs `SECRET_KEY`',
    parse: plain,
  },
  secretKey: {
    variable: 'SECRET_KEY',
    option: '--key <secret key>',
    description:
      'the key of this app, at least 16 characters; another key than before replaces it at once. ' +
      'Other users of the machine can see options, but not the environment',
    parse: key,
  },
  logLevel: {
    variable: 'LOG_LEVEL',
    option: '--log-level <level>',
    default: 'warn',
    description:
      '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`; `info` shows requests and streams, without ids, tokens and texts',
    parse: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
  rateLimit: {
    variable: 'RATE_LIMIT',
    option: '--rate-limit <number>',
    description: 'requests a second with the key of an app; no limit without it',
    parse: integer(1, 1_000_000),
  },
  rateLimitBurst: {
    variable: 'RATE_LIMIT_BURST',
    option: '--rate-limit-burst <number>',
    default: '0',
    description: 'requests beyond `RATE_LIMIT` in ten seconds',
    parse: integer(0, 1_000_000),
  },
  rateLimitUser: {
    variable: 'RATE_LIMIT_USER',
    option: '--rate-limit-user <number>',
    description:
      'requests a second with the tokens of a user; `0` for no limit. Without it 50 with `RATE_LIMIT`, else no limit',
    parse: integer(0, 1_000_000),
  },
  rateLimitAddress: {
    variable: 'RATE_LIMIT_ADDRESS',
    option: '--rate-limit-address <number>',
    default: '100',
    description:
      'requests a second without a valid token from one address (of IPv6, one /64), but for `/health`; `0` for no limit',
    parse: integer(0, 1_000_000),
  },
  eventLogHours: {
    variable: 'EVENT_LOG_HOURS',
    option: '--event-log-hours <number>',
    default: '168',
    description: 'hours for which a stream can be resumed',
    parse: integer(1, 1_000_000),
  },
  eventLogEvents: {
    variable: 'EVENT_LOG_EVENTS',
    option: '--event-log-events <number>',
    default: '1000000',
    description: 'max events that are kept for streams to resume from',
    parse: integer(1, 1_000_000_000),
  },
  eventLogBytes: {
    variable: 'EVENT_LOG_BYTES',
    option: '--event-log-bytes <number>',
    default: '1073741824',
    description: 'max bytes of events that are kept for streams to resume from',
    parse: integer(1_000_000, 1_000_000_000_000),
  },
  heartbeat: {
    variable: 'STREAM_HEARTBEAT',
    option: '--stream-heartbeat <seconds>',
    default: '15',
    description: "seconds between a stream's heartbeats",
    parse: integer(1, 3600),
  },
  requestTimeout: {
    variable: 'REQUEST_TIMEOUT',
    option: '--request-timeout <seconds>',
    default: '30',
    description: 'seconds within which a request must arrive, its body too; streams stay open',
    parse: integer(1, 3600),
  },
  maxConnections: {
    variable: 'MAX_CONNECTIONS',
    option: '--max-connections <number>',
    default: '10000',
    description: 'max connections at a time, streams included; a request on one more is a 503',
    parse: integer(1, 1_000_000),
  },
  tokenLeeway: {
    variable: 'TOKEN_LEEWAY',
    option: '--token-leeway <seconds>',
    default: '60',
    description: "seconds that the clock of whoever signs tokens may differ from the server's",
    parse: integer(0, 3600),
  },
  trustedProxies: {
    variable: 'TRUST_PROXY',
    option: '--trust-proxy <networks>',
    description:
      'the reverse proxies before the server: addresses or networks with commas between, or `loopback`. ' +
      'What they say in `X-Forwarded-For`, `-Proto` and `-Host` is believed',
    parse: networks,
  },
} satisfies Record<string, Setting<unknown>>

type Name = keyof typeof settings
type Value<N extends Name> = ReturnType<(typeof settings)[N]['parse']>

/** The settings of `openparley serve`, as `startServer` takes them. */
export type ServerSettings = ReturnType<typeof settingsFrom>

/**
 * Reads the settings from the texts of the environment variables. Throws a sentence that names the variable
 * if one is not valid.
 */
export function settingsFrom(texts: Record<string, string | undefined>) {
  const value = <N extends Name>(name: N): Value<N> | undefined => {
    const setting: Setting<unknown> = settings[name]
    const text = texts[setting.variable] || setting.default
    if (text === undefined) return undefined
    try {
      return setting.parse(text) as Value<N>
    } catch (error) {
      throw new Error(`${setting.variable} ${(error as Error).message}`)
    }
  }
  const certain = <N extends Name>(name: N) => value(name) as Value<N>
  const [id, secretKey] = [value('appId'), value('secretKey')]
  if ((id === undefined) !== (secretKey === undefined))
    throw new Error('APP_ID and SECRET_KEY go together: set both, or neither.')
  const perSecond = value('rateLimit')
  if (texts.RATE_LIMIT_BURST && perSecond === undefined)
    throw new Error('RATE_LIMIT_BURST needs RATE_LIMIT, the requests a second that it goes beyond.')
  const perUser = value('rateLimitUser') ?? (perSecond === undefined ? 0 : 50)
  const perAddress = certain('rateLimitAddress')
  return {
    port: certain('port'),
    host: certain('host'),
    databaseUrl: certain('databaseUrl'),
    databasePool: value('databasePool'),
    logLevel: certain('logLevel'),
    heartbeat: certain('heartbeat'),
    requestTimeout: certain('requestTimeout'),
    maxConnections: certain('maxConnections'),
    tokenLeeway: certain('tokenLeeway'),
    trustedProxies: value('trustedProxies') ?? [],
    retention: {
      hours: certain('eventLogHours'),
      events: certain('eventLogEvents'),
      bytes: certain('eventLogBytes'),
    },
    rateLimits: {
      app: perSecond === undefined ? undefined : { perSecond, burst: certain('rateLimitBurst') },
      user: perUser === 0 ? undefined : { perSecond: perUser },
      address: perAddress === 0 ? undefined : { perSecond: perAddress },
    },
    apps: id !== undefined && secretKey !== undefined ? [{ id, secretKey }] : [],
  } satisfies StartOptions
}
