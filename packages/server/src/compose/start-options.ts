import type { FastifyInstance } from 'fastify'
import type { Retention } from '../feed/maintenance.ts'
import type { ResumeBounds } from '../feed/resume.ts'
import type { AnswerAgent } from '../http/agents.ts'
import type { RateLimits } from '../http/rate-limit.ts'
import type { AppOptions } from '../operations/apps.ts'
import type { Handlers } from '../operations/operation.ts'
import type { S3Settings } from '../store/files/s3-place.ts'
import type { TraceOptions } from './trace-options.ts'

export interface StartOptions {
  /** Default 0: any free port. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** Whether other servers of this machine may listen on the same port (SO_REUSEPORT); default false. */
  reusePort?: boolean
  /** `sqlite:<file>` or `postgres://…`; default `sqlite::memory:`. */
  databaseUrl?: string
  /** The address of PostgreSQL itself, if `databaseUrl` leads to a pooler that does not keep sessions. */
  databaseDirectUrl?: string | undefined
  /** Max connections to PostgreSQL; default 10. */
  databasePool?: number | undefined
  /** `file:<folder>` or `s3://…`; default a temporary folder, which is deleted when the server closes. */
  filesUrl?: string | undefined
  /** The parts of an S3 store that `filesUrl` does not contain. */
  s3?: S3Settings
  /** Folder for the backups of a SQLite database, or `off`; default beside the database. */
  backups?: string | undefined
  /** Whether `/metrics` is served with the API. Default: false. */
  publicMetrics?: boolean
  /** Port for `/metrics` alone, 0 for any free port; default none. */
  metricsPort?: number | undefined
  /** Address for `/metrics` alone; default `host`. */
  metricsHost?: string | undefined
  /** Sends traces, as the environment variables of OpenTelemetry say; default no traces. */
  traces?: TraceOptions | undefined
  /** Max bytes of an uploaded file; default 25 MB. */
  maxFileBytes?: number
  /** The URL of the server as clients see it, without a slash at its end; default the address that it listens on. */
  publicUrl?: string | undefined
  /** Whether the dashboard is served at `/dashboard`. Default: true. */
  dashboard?: boolean
  /** A pino level; default `silent`. */
  logLevel?: string
  /** Apps to create if they do not exist. Without any, an empty database gets the app `demo`. */
  apps?: AppOptions[]
  /** The bearer token of operators, min 32 characters; default none. */
  adminKey?: string | undefined
  /** Max requests a second for each app key, each user, and each address without a valid token. Default: no limit. */
  rateLimits?: RateLimits
  /** Max seconds for a request to arrive, including its body; default 30. An upload may take longer. */
  requestTimeout?: number
  /** Max open connections; default 10,000. */
  maxConnections?: number
  /** Max seconds by which the clock of a token issuer may differ from the server's; default 60. */
  tokenLeeway?: number
  /** Addresses and networks of proxies whose `X-Forwarded-*` headers are trusted. Default: none. */
  trustedProxies?: string[]
  /** Seconds between the heartbeats of a stream; default 15. */
  heartbeat?: number
  /** Bounds of the event log; default a week, a million events and 1 GiB. */
  retention?: Partial<Retention>
  /** Max events and conversations that a resumed stream replays; default 10,000 of each. */
  resume?: Partial<ResumeBounds>
  /** Networks that are not public but may get webhooks, such as `10.0.0.0/8`. Default: no network. */
  webhookAllow?: string[]
  /** Max seconds of a request to a webhook; default 5. */
  webhookTimeout?: number
  /** Returns the time in Unix milliseconds; default the system's clock. */
  now?: () => number
  /** Default: ids that begin with the time and end with random characters. */
  newMessageId?: () => string
  /** Default random. */
  newNodeId?: () => string
  /** Default: random ids that cannot be predicted. */
  newAdminSecret?: () => string
  /** Default random. */
  newAppId?: () => string
  /** Default: ids that begin with the time and end with random characters. */
  newBackupId?: () => string
  /** Default: ids that begin with the time and end with random characters. */
  newKeyId?: () => string
  /** Default: random ids that cannot be predicted. */
  newSecretKey?: (appId: string) => string
  /** Default: random ids that cannot be predicted. */
  newFileToken?: () => string
  /** Default: random ids that cannot be predicted. */
  newStreamId?: () => string
  /** Default: ids that begin with the time and end with random characters. */
  newWebhookId?: () => string
  /** Default: random ids that cannot be predicted. */
  newWebhookSecret?: () => string
}

/** Parts of the server that tests replace. */
export interface Parts {
  handlers?: Handlers
  agents?: AnswerAgent
  /** Called before the server listens. */
  prepare?: (server: FastifyInstance) => void
  /** Runs the `work` of every write twice, as if each write were retried. */
  repeatsWrites?: boolean
  /** Milliseconds before each attempt to deliver an event to a webhook. */
  webhookDelays?: readonly number[]
  /** Folder of the built pages. */
  site?: URL
}
