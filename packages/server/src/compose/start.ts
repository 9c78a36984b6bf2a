import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { nanoid } from 'nanoid'
import { documentFile, siteFolder } from '../base/assets.ts'
import { messageIds } from '../base/ids.ts'
import { epochOf } from '../feed/epoch.ts'
import { Feed } from '../feed/feed.ts'
import { Presence } from '../feed/presence.ts'
import type { ResumeBounds } from '../feed/resume.ts'
import { type Retention, startUpkeep } from '../feed/upkeep.ts'
import { Watching } from '../feed/watching.ts'
import type { Document } from '../http/document.ts'
import type { RateLimits } from '../http/rate-limit.ts'
import { rememberApps } from '../http/remembered-apps.ts'
import { createServer } from '../http/server.ts'
import { isValidKey } from '../model/app.ts'
import { assertAppId, type IdRule } from '../model/app-id.ts'
import { type AppOptions, ensureAnyApp, ensureApp } from '../operations/apps.ts'
import { handlers } from '../operations/index.ts'
import type { Handlers } from '../operations/operation.ts'
import { isUnavailable } from '../store/availability.ts'
import { openDatabase } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { logOutages } from './outages.ts'

export interface StartOptions {
  /** Default 0, a free one. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** `sqlite:<file>` or `postgres://…`; default `sqlite::memory:`. */
  databaseUrl?: string
  /** Most connections to PostgreSQL at a time; default 10. */
  databasePool?: number | undefined
  /** A pino level; default `silent`. */
  logLevel?: string
  /** Apps that are to exist. Without any, a database without apps gets the app `demo`. */
  apps?: AppOptions[]
  /** Requests a second of each app's backend, of each user, and of each address without a valid token; default none. */
  rateLimits?: RateLimits
  /** Seconds within which a request must arrive, its body too; default 30. */
  requestTimeout?: number
  /** Max connections at a time; default 10,000. */
  maxConnections?: number
  /** Seconds that the clocks of those who sign tokens may differ from the server's; default 60. */
  tokenLeeway?: number
  /** Addresses and networks of proxies whose `X-Forwarded-*` headers are believed; default none. */
  trustedProxies?: string[]
  /** Seconds between the heartbeats of a stream; default 15. */
  heartbeat?: number
  /** How much of the event log is kept; default a week, a million events and 1 GiB. */
  retention?: Partial<Retention>
  /** How much a resume of a stream replays at most; default 10,000 events, of 10,000 conversations. */
  resume?: Partial<ResumeBounds>
  /** Unix milliseconds; default the machine's clock. */
  now?: () => number
  /** Default the time, then random. */
  newMessageId?: () => string
  /** Default random, and never to be guessed. */
  newStreamId?: () => string
}

/** What tests put in the place of parts of the server. */
export interface Parts {
  handlers?: Handlers
  /** Called before the server listens. */
  prepare?: (server: FastifyInstance) => void
  /** Runs the `work` of every write twice, as a retry may. */
  repeatsWrites?: boolean
}

export interface RunningServer extends AsyncDisposable {
  baseUrl: string
  /** The first of the given apps; without any, `demo` or the first app of the database. */
  appId: string
  /** The key of this app. */
  secretKey: string
  close(): Promise<void>
}

/** A server with what is to be said about its start. */
export interface StartedServer extends RunningServer {
  /** The ids of all apps. */
  appIds: string[]
  /** Whether the app `demo` was made now. */
  madeApp: boolean
}

// What only some servers need is loaded by those: a test suite starts a silent one, without limits.
const loggerOf = async (level: string) =>
  level === 'silent' ? undefined : (await import('pino')).pino({ level })
const limitersOf = async (limits: RateLimits) =>
  Object.values(limits).some(Boolean)
    ? (await import('../http/rate-limit.ts')).createRateLimiters(limits)
    : {}

/**
 * Starts a whole server in this process and resolves once it listens. Throws a sentence if it cannot start.
 *
 * @example
 * await using server = await startServer()
 * const client = createClient(server)
 */
export const startServer = (options: StartOptions = {}): Promise<RunningServer> =>
  startServerWith(options, {})

/** Starts a server with some of its parts replaced. */
export async function startServerWith(options: StartOptions, parts: Parts): Promise<StartedServer> {
  const document: Document = JSON.parse(await readFile(documentFile('openapi.json'), 'utf8'))
  const rule = document.components.schemas?.AppId as unknown as IdRule
  for (const { id } of options.apps ?? []) assertAppId(id, rule)
  const { databaseUrl = 'sqlite::memory:', databasePool } = options
  const logger = await loggerOf(options.logLevel ?? 'silent')
  const store = await openDatabase(
    databaseUrl,
    { exclusive: true, poolSize: databasePool, repeatsWrites: parts.repeatsWrites },
    logger && logOutages(logger),
  )
  return composeServer(store, logger, document, options, parts).catch(async (error) => {
    // An open connection would keep the process alive.
    await store.close()
    throw error
  })
}

/** Puts the server together on an open store, and listens. */
async function composeServer(
  store: Store,
  logger: FastifyBaseLogger | undefined,
  document: Document,
  options: StartOptions,
  parts: Parts,
): Promise<StartedServer> {
  const { host = '127.0.0.1', port = 0, now = Date.now } = options
  // An outage of the database is logged by itself, and not for everything that fails by it.
  const onError = (error: unknown) => isUnavailable(error) || logger?.error(error)
  const nodeId = nanoid()
  const watching = new Watching({
    store,
    nodeId,
    onAlive: (streamId) => presence.hear(streamId),
    onError,
  })
  const presence = new Presence({ store, nodeId, watching, onError })
  const findApp = rememberApps((id) => store.read.apps.get(id))
  const feed = new Feed({
    store,
    presence,
    watching,
    findApp,
    newStreamId: options.newStreamId ?? nanoid,
    now,
    epoch: await epochOf(store),
    // Where nodes share the log, a wake may come before what it tells of can be read.
    poll: store.isShared ? 100 : 1000,
    heartbeat: (options.heartbeat ?? 15) * 1000,
    onEntry({ appId, type, json }) {
      // A new user may have been online before.
      if (type === 'user.created') watching.expire(appId, [JSON.parse(json).user.id])
    },
    resume: { events: 10_000, conversations: 10_000, ...options.resume },
    onError,
  })
  store.onCommit(() => feed.wake())
  await presence.check()
  const first = await firstApp(store, options.apps ?? [], now())

  const server = createServer({
    document,
    handlers: parts.handlers ?? handlers,
    services: {
      store,
      feed,
      presence,
      watching,
      now,
      newMessageId: options.newMessageId ?? messageIds(now),
    },
    auth: {
      schemes: {
        serverKey: { tokenType: 'app', secretKey: true },
        userToken: { tokenType: 'user', secretKey: false },
      },
      findApp,
      now,
      leeway: options.tokenLeeway ?? 60,
    },
    docs: { site: siteFolder, document: documentFile },
    logger,
    requestTimeout: options.requestTimeout ?? 30,
    maxConnections: options.maxConnections ?? 10_000,
    trustedProxies: options.trustedProxies ?? [],
    limiters: await limitersOf(options.rateLimits ?? {}),
  })
  const retention = { hours: 168, events: 1_000_000, bytes: 2 ** 30, ...options.retention }
  const stopUpkeep = startUpkeep({ store, presence, watching, feed, retention, now, onError })
  server.addHook('preClose', async () => {
    await Promise.all([stopUpkeep(), feed.close()])
  })
  server.addHook('onClose', async () => {
    await presence.close()
    await store.close()
  })
  parts.prepare?.(server)

  await server.listen({ host, port }).catch(async (error) => {
    await server.close()
    throw error
  })
  const address = server.server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  const close = () => server.close()
  return {
    baseUrl: `http://${name}:${address.port}`,
    ...first,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Makes sure that the given apps exist, or without any that there is one; returns the one to begin with. */
async function firstApp(store: Store, apps: AppOptions[], now: number) {
  await Promise.all(apps.map((app) => ensureApp(store, app, now)))
  const made = apps.length === 0 ? await ensureAnyApp(store, now) : undefined
  const all = await store.read.apps.list()
  const appIds = all.map(({ id }) => id)
  const [given] = apps
  if (given) return { appId: given.id, secretKey: given.secretKey, appIds, madeApp: false }
  const app = all.find(({ id }) => id === 'demo') ?? all[0]
  const key = app?.keys.find((key) => isValidKey(key, now))
  if (!app || !key) throw new Error('The database has no app. `openparley apps create` makes one.')
  return { appId: app.id, secretKey: key.secret, appIds, madeApp: made !== undefined }
}
