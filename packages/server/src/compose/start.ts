import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { nanoid } from 'nanoid'
import { documentFile, siteFolder } from '../base/assets.ts'
import {
  fileToken,
  messageIds,
  newAdminSecret,
  newAppId,
  newSecretKey,
  newWebhookSecret,
  orderedIds,
} from '../base/ids.ts'
import { lazily } from '../base/lazily.ts'
import { epochOf } from '../feed/cursor.ts'
import { Feed } from '../feed/feed.ts'
import { KeyUses } from '../feed/key-uses.ts'
import { startMaintenance } from '../feed/maintenance.ts'
import { Notices } from '../feed/notices.ts'
import { Presence } from '../feed/presence.ts'
import { Watching } from '../feed/watching.ts'
import { WebhookFeed } from '../feed/webhooks/webhook-feed.ts'
import { createAppCache } from '../http/auth.ts'
import type { CountRequest, RateLimiters, RateLimits } from '../http/rate-limit.ts'
import { createServer } from '../http/server.ts'
import { signAppToken } from '../http/tokens.ts'
import { assertAppId } from '../model/app.ts'
import { isValidKey } from '../model/app-key.ts'
import { fileUrls } from '../model/file.ts'
import { addLink, dashboardUrl, sessionOf } from '../operations/admin/sessions.ts'
import { continueAnonymizations } from '../operations/anonymize.ts'
import { type AppOptions, ensureAnyApp, ensureApp } from '../operations/apps.ts'
import { handlers } from '../operations/index.ts'
import { isUnavailable } from '../store/availability.ts'
import { backupFolderOf } from '../store/backups/backup-folder.ts'
import { Backups } from '../store/backups/backups.ts'
import { openDatabase } from '../store/database.ts'
import { openFileStore } from '../store/files/file-store.ts'
import type { Store } from '../store/store.ts'
import { agentsOf } from './agents.ts'
import { demoOf } from './demo.ts'
import { loadDocument } from './document.ts'
import { loggerOf, logOutages } from './logger.ts'
import { type Monitoring, openMonitoring } from './monitoring.ts'
import type { Parts, StartOptions } from './start-options.ts'

export type { Parts, StartOptions } from './start-options.ts'

export interface RunningServer extends AsyncDisposable {
  baseUrl: string
  /** The first of the given apps. If none is given, the app `demo` or the first app of the database. */
  appId: string
  /** The key of this app. */
  secretKey: string
  close(): Promise<void>
}

/** A server, and the facts to print at its start. */
export interface StartedServer extends RunningServer {
  /** The ids of all apps. */
  appIds: string[]
  /** Whether this start created the app `demo`. */
  madeApp: boolean
  /** The URL of the metrics, if they have a port of their own. */
  metricsUrl: string | undefined
  /** The URL of the demo page; undefined if there is none. */
  demoUrl: string | undefined
  /** The URL of the dashboard; undefined if it is switched off. */
  dashboardUrl: string | undefined
  /** Returns a link to the dashboard that signs an operator in once, within 10 minutes. */
  createDashboardLink(): Promise<string>
}

/** The first request that is counted loads the counters. */
function limitersOf(limits: RateLimits): RateLimiters {
  const load = lazily(async () =>
    (await import('../http/rate-limit.ts')).createRateLimiters(limits),
  )
  const names = Object.keys(limits) as (keyof RateLimits)[]
  return Object.fromEntries(
    names.flatMap((name): [keyof RateLimits, CountRequest][] =>
      limits[name] ? [[name, async (caller, reply) => (await load())[name]?.(caller, reply)]] : [],
    ),
  )
}

/**
 * Starts a server in this process. Resolves once it listens; rejects with an `Error` for the terminal if it cannot.
 *
 * @example
 * await using server = await startServer()
 * const client = createClient(server)
 */
export const startServer = (options: StartOptions = {}): Promise<RunningServer> =>
  startServerWith(options, {})

/** Starts a server with some of its parts replaced. */
export async function startServerWith(options: StartOptions, parts: Parts): Promise<StartedServer> {
  for (const { id } of options.apps ?? []) assertAppId(id)
  const { databaseUrl = inMemory, databasePool, databaseDirectUrl } = options
  const logger = await loggerOf(options.logLevel ?? 'silent')
  const publicAddress = { url: options.publicUrl ?? '' }
  const monitoring = await openMonitoring(options)
  const opened = await openDatabase(
    databaseUrl,
    {
      exclusive: true,
      poolSize: databasePool,
      directUrl: databaseDirectUrl,
      repeatsWrites: parts.repeatsWrites,
      onCommit: monitoring.onCommit,
      publicUrl: () => publicAddress.url,
    },
    logger && logOutages(logger, 'the database'),
  )
  const store = monitoring.observed(opened)
  const base = { store, monitoring, publicAddress, logger }
  return composeServer(base, options, parts).catch(async (error) => {
    // An open connection would keep the process alive.
    await Promise.all([store.close(), monitoring.close()])
    throw error
  })
}

const webhookThread = new URL(
  `../compose/webhook-thread${extname(import.meta.filename)}`,
  import.meta.url,
)

const inMemory = 'sqlite::memory:'

/** Min speed of an upload in bytes per second, after the time that every request has. */
const slowestUpload = 32 * 1024

/** The parts on which the rest of a server is built. */
interface Base {
  store: Store
  monitoring: Monitoring
  publicAddress: { url: string }
  logger: FastifyBaseLogger | undefined
}

/** Builds the server on an open store, and listens. Sets its public address if that is empty. */
async function composeServer(
  { store, monitoring, publicAddress, logger }: Base,
  options: StartOptions,
  parts: Parts,
): Promise<StartedServer> {
  const { host = '127.0.0.1', port = 0, reusePort = false, now = Date.now } = options
  const { databaseUrl = inMemory, databaseDirectUrl } = options
  const { requestTimeout = 30, maxFileBytes = 26_214_400 } = options
  // An outage of the database is logged once, not for each request that fails.
  const onError = (error: unknown) => isUnavailable(error) || logger?.error(error)
  const nodeId = (options.newNodeId ?? nanoid)()
  const notices = new Notices(store)
  const watching = new Watching({
    store,
    notices,
    nodeId,
    onAlive: (streamId) => presence.hear(streamId),
    onError,
  })
  const presence = new Presence({ store, nodeId, watching, onError })
  // Both at the same time, so that they share a commit.
  const [epoch, first] = await Promise.all([
    epochOf(store),
    firstApp(store, options.apps ?? [], now()),
    presence.check(),
  ])
  const { findApp, forgetApp } = createAppCache((id) => store.read.apps.get(id))
  // If nodes share the log, a wake-up may arrive before its events can be read.
  const poll = store.isShared ? 100 : 1000
  const feed = new Feed({
    store,
    presence,
    watching,
    notices,
    findApp,
    newStreamId: options.newStreamId ?? nanoid,
    now,
    epoch,
    poll,
    heartbeat: (options.heartbeat ?? 15) * 1000,
    onEntry({ appId, type, json }) {
      // A user can be online before they are created.
      if (type === 'user.created') watching.expire(appId, [JSON.parse(json).user.id])
    },
    resume: { events: 10_000, conversations: 10_000, ...options.resume },
    onError,
  })
  const webhooks = new WebhookFeed({
    store,
    notices,
    typing: feed.typing,
    allowed: options.webhookAllow ?? [],
    timeout: (options.webhookTimeout ?? 5) * 1000,
    delays: parts.webhookDelays,
    // Another thread cannot use a database in memory, or a clock that was passed in.
    ...(databaseUrl !== inMemory &&
      options.now === undefined && {
        thread: {
          program: webhookThread,
          databaseUrl,
          databaseDirectUrl,
          publicUrl: () => publicAddress.url,
        },
      }),
    findApp,
    onAttempts: monitoring.onAttempts,
    now,
    poll,
    log: logger ?? { info: () => undefined, warn: () => undefined },
    onError,
  })
  const files = await openFileStore(options.filesUrl, {
    s3: options.s3,
    listener: logger && logOutages(logger, 'the file storage'),
  })
  const backups = new Backups({
    database: store.file,
    files,
    folder: store.file === undefined ? undefined : backupFolderOf(options.backups, store.file),
    now,
    onError,
  })
  // A server that other machines can reach has no demo.
  const isPublic = Boolean(
    options.apps?.length || options.publicUrl || options.trustedProxies?.length,
  )
  const hasDemo = !isPublic && first.appId === 'demo'

  const hasDashboard = options.dashboard ?? true

  const retention = { hours: 168, events: 1_000_000, bytes: 2 ** 30, ...options.retention }
  const keyUses = new KeyUses({ store, now, onError })
  const server = createServer({
    loadDocument,
    handlers: parts.handlers ?? handlers,
    services: {
      store,
      feed,
      presence,
      watching,
      webhooks,
      files,
      backups,
      maxFileBytes,
      fileUrl: fileUrls(() => publicAddress.url),
      forgetApp,
      signAppToken,
      now,
      newFileToken: options.newFileToken ?? fileToken,
      nodeId,
      retention,
      newAdminSecret: options.newAdminSecret ?? newAdminSecret,
      newAppId: options.newAppId ?? newAppId,
      newBackupId: options.newBackupId ?? orderedIds('backup_', now),
      newKeyId: options.newKeyId ?? orderedIds('key_', now),
      newSecretKey: options.newSecretKey ?? newSecretKey,
      newMessageId: options.newMessageId ?? messageIds(now),
      newWebhookId: options.newWebhookId ?? orderedIds('wh_', now),
      newWebhookSecret: options.newWebhookSecret ?? newWebhookSecret,
    },
    auth: {
      schemes: {
        serverKey: { caller: 'app', accepts: ['secretKey', 'token'] },
        userToken: { caller: 'user', accepts: ['token'] },
        userSignature: { caller: 'user', accepts: ['signature'] },
      },
      findApp,
      onKeyUsed: (id, secret) => keyUses.note(id, secret),
      now,
      leeway: options.tokenLeeway ?? 60,
    },
    operators: {
      adminKey: options.adminKey,
      findSession: (secret) => sessionOf(store, secret, now()),
    },
    docs: { site: parts.site ?? siteFolder, document: documentFile },
    hasDashboard,
    agents: parts.agents ?? agentsOf({ loadDocument, feed, onError }),
    demo: hasDemo ? { site: siteFolder, open: demoOf(() => ({ baseUrl, ...first })) } : undefined,
    logger,
    requestTimeout,
    uploadTimeout: requestTimeout + Math.ceil(maxFileBytes / slowestUpload),
    maxConnections: options.maxConnections ?? 10_000,
    trustedProxies: options.trustedProxies ?? [],
    limiters: limitersOf(options.rateLimits ?? {}),
  })
  const stopUpkeep = startMaintenance({
    store,
    files,
    presence,
    watching,
    feed,
    retention,
    now,
    onError,
    anonymize: (signal) => continueAnonymizations({ store, now, signal, onError }),
  })
  server.addHook('preClose', async () => {
    await Promise.all([stopUpkeep(), feed.close(), webhooks.close()])
  })
  server.addHook('onClose', async () => {
    await presence.close()
    await keyUses.close()
    await backups.close()
    await files.close()
    await store.close()
    await monitoring.close()
  })
  parts.prepare?.(server)
  const fail = async (error: unknown) => {
    await server.close()
    throw error
  }
  const source = { store, nodeId, now, onError }
  const metricsUrl = await monitoring.start(server, source).catch(fail)
  const place = { host, port, reusePort }
  await server.listen(place).catch(fail)
  const address = server.server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  const baseUrl = `http://${name}:${address.port}`
  publicAddress.url ||= baseUrl
  webhooks.start()
  const close = () => server.close()
  return {
    baseUrl,
    ...first,
    metricsUrl,
    demoUrl: hasDemo ? `${baseUrl}/demo` : undefined,
    dashboardUrl: hasDashboard ? dashboardUrl(publicAddress.url) : undefined,
    async createDashboardLink() {
      const code = (options.newAdminSecret ?? newAdminSecret)()
      await addLink(store, code, now())
      return dashboardUrl(publicAddress.url, code)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Creates the given apps if needed, or the demo app in an empty database. Returns the first app. */
async function firstApp(store: Store, apps: AppOptions[], now: number) {
  await Promise.all(apps.map((app) => ensureApp(store, app, now)))
  const made = apps.length === 0 ? await ensureAnyApp(store, now) : undefined
  const all = await store.read.apps.list()
  const appIds = all.map(({ id }) => id)
  const [given] = apps
  if (given) return { appId: given.id, secretKey: given.secretKey, appIds, madeApp: false }
  const app = all.find(({ id }) => id === 'demo') ?? all[0]
  const key = app?.keys.find((key) => isValidKey(key, now))
  if (!app || !key)
    throw new Error('The database has no app. Create one with `openparley apps create <id>`.')
  return { appId: app.id, secretKey: key.secret, appIds, madeApp: made !== undefined }
}
