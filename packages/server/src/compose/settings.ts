import { isNetwork } from '../feed/webhooks/addresses.ts'
import { isPostgres } from '../store/engine.ts'
import {
  adminKey,
  httpUrl,
  integer,
  isProxy,
  key,
  networks,
  oneOf,
  onOff,
  plain,
  postgresUrl,
} from './setting-values.ts'
import type { StartOptions } from './start.ts'

/** A setting of the server. */
export interface Setting<Value> {
  /** The environment variable. */
  variable: string
  /** The option of `openparley serve`, with its argument; undefined if there is only the variable. */
  option?: string
  /** The default, as it would be written. */
  default?: string
  /** Text in backquotes is code. */
  description: string
  /** Throws if the text is not valid. The message continues a sentence that begins with the variable's name. */
  parse: (text: string) => Value
}

/** Every setting of the server. Parsing, `openparley serve --help` and `docs/settings.md` come from here. */
export const settings = {
  port: {
    variable: 'PORT',
    option: '--port <number>',
    default: '8080',
    description: 'port to listen on; 0 for any free port',
    parse: integer(0, 65535),
  },
  host: {
    variable: 'HOST',
    option: '--host <address>',
    default: '127.0.0.1',
    description: 'address to listen on; `0.0.0.0` for every IPv4 address of the machine',
    parse: plain,
  },
  reusePort: {
    variable: 'REUSE_PORT',
    default: 'off',
    description:
      '`on` lets several servers with one PostgreSQL database listen on the same port of a machine, which spreads connections ' +
      'over them (not on macOS and Windows); `off` does not',
    parse: onOff,
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    option: '--database <url>',
    default: 'sqlite:./data/parley.db',
    description:
      '`sqlite:<file>`, or `postgres://user:password@host/name` (PostgreSQL 15 or newer)',
    parse: plain,
  },
  databaseDirectUrl: {
    variable: 'DATABASE_DIRECT_URL',
    option: '--database-direct <url>',
    description:
      'the address of PostgreSQL itself, if `DATABASE_URL` points to a pooler that does not keep sessions, such as PgBouncer in ' +
      'transaction mode',
    parse: postgresUrl,
  },
  databasePool: {
    variable: 'DATABASE_POOL',
    option: '--database-pool <number>',
    default: '10',
    description: 'max simultaneous connections to PostgreSQL',
    parse: integer(1, 1000),
  },
  filesUrl: {
    variable: 'FILES_URL',
    option: '--files <url>',
    default: 'file:./data/files',
    description:
      'where uploaded files are stored: `file:<folder>` or `s3://<bucket>/<prefix>?endpoint=<url>&region=<region>`. ' +
      'With a database in memory, the default is a temporary folder',
    parse: plain,
  },
  backups: {
    variable: 'BACKUPS',
    option: '--backups <folder>',
    description:
      'folder for the backups of a SQLite database that operators make over HTTP, or `off`; by default beside the database, ' +
      'with the ending `-backups`',
    parse: plain,
  },
  s3AccessKeyId: {
    variable: 'AWS_ACCESS_KEY_ID',
    description: 'credentials for an S3 store, with `AWS_SECRET_ACCESS_KEY`',
    parse: plain,
  },
  s3SecretAccessKey: {
    variable: 'AWS_SECRET_ACCESS_KEY',
    description: 'the secret of `AWS_ACCESS_KEY_ID`',
    parse: plain,
  },
  s3SessionToken: {
    variable: 'AWS_SESSION_TOKEN',
    description: 'for temporary credentials, which are not renewed',
    parse: plain,
  },
  s3Region: {
    variable: 'AWS_REGION',
    description: 'region of an S3 store whose URL contains none; default `us-east-1`',
    parse: plain,
  },
  s3Endpoint: {
    variable: 'AWS_ENDPOINT_URL_S3',
    description: 'endpoint of an S3 store whose URL contains none; default Amazon',
    parse: plain,
  },
  maxFileBytes: {
    variable: 'FILE_MAX_BYTES',
    option: '--file-max-bytes <number>',
    default: '26214400',
    description: 'max bytes of an uploaded file',
    parse: integer(1, 5_000_000_000),
  },
  publicUrl: {
    variable: 'PUBLIC_URL',
    option: '--public-url <url>',
    description:
      'the URL of the server as clients see it, for the URLs of files: `https://chat.example`. ' +
      'By default the address that it listens on',
    parse: httpUrl,
  },
  appId: {
    variable: 'APP_ID',
    option: '--app <id>',
    description: 'an app to create at start if it does not exist; needs `SECRET_KEY`',
    parse: plain,
  },
  secretKey: {
    variable: 'SECRET_KEY',
    option: '--key <secret key>',
    description:
      'the key of this app, min 16 characters; a different key replaces the current one immediately. ' +
      'Use the variable on a shared machine: its users can see the options of a process',
    parse: key,
  },
  adminKey: {
    variable: 'ADMIN_KEY',
    description:
      'a key for the admin operations, min 32 characters: it gives access to all apps and their keys. Without it, no key is accepted',
    parse: adminKey,
  },
  dashboard: {
    variable: 'DASHBOARD',
    option: '--dashboard <on|off>',
    default: 'on',
    description: 'whether the dashboard is served at `/dashboard`: `on` or `off`',
    parse: onOff,
  },
  publicMetrics: {
    variable: 'METRICS',
    default: 'off',
    description:
      '`on` serves `/metrics` for Prometheus on the port of the API, where everyone who reaches it can read it; `off` does not',
    parse: onOff,
  },
  metricsPort: {
    variable: 'METRICS_PORT',
    description: 'a port for `/metrics` alone; 0 for any free port',
    parse: integer(0, 65535),
  },
  metricsHost: {
    variable: 'METRICS_HOST',
    description: 'address of `METRICS_PORT`; default `HOST`',
    parse: plain,
  },
  logLevel: {
    variable: 'LOG_LEVEL',
    option: '--log-level <level>',
    default: 'warn',
    description:
      '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`; `info` logs requests and streams, without ids, tokens and texts',
    parse: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
  rateLimit: {
    variable: 'RATE_LIMIT',
    option: '--rate-limit <number>',
    description:
      'max requests a second with the key of an app, and of operators from one address; no limit by default',
    parse: integer(1, 1_000_000),
  },
  rateLimitBurst: {
    variable: 'RATE_LIMIT_BURST',
    option: '--rate-limit-burst <number>',
    default: '0',
    description: 'max requests above `RATE_LIMIT` in ten seconds',
    parse: integer(0, 1_000_000),
  },
  rateLimitUser: {
    variable: 'RATE_LIMIT_USER',
    option: '--rate-limit-user <number>',
    description:
      'max requests a second with the tokens of a user; `0` for no limit. Default 50 if `RATE_LIMIT` is set, else no limit',
    parse: integer(0, 1_000_000),
  },
  rateLimitAddress: {
    variable: 'RATE_LIMIT_ADDRESS',
    option: '--rate-limit-address <number>',
    default: '100',
    description:
      'max requests a second without a valid token from one address (IPv6: one /64), except `/health`; `0` for no limit',
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
    description: 'max number of events that are kept for streams to resume',
    parse: integer(1, 1_000_000_000),
  },
  eventLogBytes: {
    variable: 'EVENT_LOG_BYTES',
    option: '--event-log-bytes <number>',
    default: '1073741824',
    description: 'max bytes of events that are kept for streams to resume',
    parse: integer(1_000_000, 1_000_000_000_000),
  },
  heartbeat: {
    variable: 'STREAM_HEARTBEAT',
    option: '--stream-heartbeat <seconds>',
    default: '15',
    description: 'seconds between the heartbeats of a stream',
    parse: integer(1, 3600),
  },
  requestTimeout: {
    variable: 'REQUEST_TIMEOUT',
    option: '--request-timeout <seconds>',
    default: '30',
    description:
      'max seconds for a request to arrive, including its body; does not limit streams. ' +
      'An upload may take a second more for each 32 KiB of `FILE_MAX_BYTES`',
    parse: integer(1, 3600),
  },
  maxConnections: {
    variable: 'MAX_CONNECTIONS',
    option: '--max-connections <number>',
    default: '10000',
    description: 'max open connections, including streams; a request on any further one gets a 503',
    parse: integer(1, 1_000_000),
  },
  tokenLeeway: {
    variable: 'TOKEN_LEEWAY',
    option: '--token-leeway <seconds>',
    default: '60',
    description:
      'max seconds by which the clock of a token issuer may differ from the clock of the server',
    parse: integer(0, 3600),
  },
  trustedProxies: {
    variable: 'TRUST_PROXY',
    option: '--trust-proxy <networks>',
    description:
      'reverse proxies in front of the server: comma-separated addresses or networks, or `loopback`. ' +
      'Their `X-Forwarded-For`, `-Proto` and `-Host` headers are trusted',
    parse: networks(isProxy, '10.0.0.0/8, or loopback'),
  },
  webhookAllow: {
    variable: 'WEBHOOK_ALLOW',
    option: '--webhook-allow <networks>',
    description:
      'networks that are not public but may get webhooks, also without TLS: comma-separated, such as `127.0.0.0/8,::1`',
    parse: networks(isNetwork, '10.0.0.0/8'),
  },
  webhookTimeout: {
    variable: 'WEBHOOK_TIMEOUT',
    option: '--webhook-timeout <seconds>',
    default: '5',
    description:
      'max seconds of a request to a webhook, from the look-up of its name to the end of the response',
    parse: integer(1, 60),
  },
} satisfies Record<string, Setting<unknown>>

type Name = keyof typeof settings
type Value<N extends Name> = ReturnType<(typeof settings)[N]['parse']>

/** The settings of `openparley serve`, as `startServer` takes them. */
export type ServerSettings = ReturnType<typeof settingsFrom>

/**
 * Reads the settings from environment variables. Throws an `Error` that names the variable if one is not valid.
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
  const required = <N extends Name>(name: N) => value(name) as Value<N>
  const [id, secretKey] = [value('appId'), value('secretKey')]
  if ((id === undefined) !== (secretKey === undefined))
    throw new Error('APP_ID and SECRET_KEY go together: set both, or neither.')
  const perSecond = value('rateLimit')
  if (texts.RATE_LIMIT_BURST && perSecond === undefined)
    throw new Error(
      'RATE_LIMIT_BURST needs RATE_LIMIT: it is the number of requests above that limit.',
    )
  if (value('databaseDirectUrl') !== undefined && !isPostgres(required('databaseUrl')))
    throw new Error('DATABASE_DIRECT_URL is for PostgreSQL, and DATABASE_URL is not.')
  const isInMemory = texts.DATABASE_URL === 'sqlite::memory:'
  const perUser = value('rateLimitUser') ?? (perSecond === undefined ? 0 : 50)
  const perAddress = required('rateLimitAddress')
  return {
    port: required('port'),
    host: required('host'),
    reusePort: required('reusePort'),
    databaseUrl: required('databaseUrl'),
    databaseDirectUrl: value('databaseDirectUrl'),
    databasePool: value('databasePool'),
    filesUrl: isInMemory && !texts.FILES_URL ? undefined : required('filesUrl'),
    backups: value('backups'),
    s3: {
      accessKeyId: value('s3AccessKeyId'),
      secretAccessKey: value('s3SecretAccessKey'),
      sessionToken: value('s3SessionToken'),
      region: value('s3Region'),
      endpoint: value('s3Endpoint'),
    },
    maxFileBytes: required('maxFileBytes'),
    publicUrl: value('publicUrl'),
    adminKey: value('adminKey'),
    dashboard: required('dashboard'),
    publicMetrics: required('publicMetrics'),
    metricsPort: value('metricsPort'),
    metricsHost: value('metricsHost'),
    logLevel: required('logLevel'),
    heartbeat: required('heartbeat'),
    requestTimeout: required('requestTimeout'),
    maxConnections: required('maxConnections'),
    tokenLeeway: required('tokenLeeway'),
    trustedProxies: value('trustedProxies') ?? [],
    webhookAllow: value('webhookAllow') ?? [],
    webhookTimeout: required('webhookTimeout'),
    retention: {
      hours: required('eventLogHours'),
      events: required('eventLogEvents'),
      bytes: required('eventLogBytes'),
    },
    rateLimits: {
      app: perSecond === undefined ? undefined : { perSecond, burst: required('rateLimitBurst') },
      operator:
        perSecond === undefined ? undefined : { perSecond, burst: required('rateLimitBurst') },
      // Credentials of operators are too long to be guessed; this keeps the log readable and the processor free.
      guess: { perSecond: 1, burst: 10 },
      user: perUser === 0 ? undefined : { perSecond: perUser },
      address: perAddress === 0 ? undefined : { perSecond: perAddress },
    },
    apps: id !== undefined && secretKey !== undefined ? [{ id, secretKey }] : [],
  } satisfies StartOptions
}
