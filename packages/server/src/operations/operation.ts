import type { Readable } from 'node:stream'
import type { operations as definitions, JsonParameters } from '@openparley/spec/operations'
import type { operations } from '@openparley/spec/types'
import type { Feed } from '../feed/feed.ts'
import type { Retention } from '../feed/maintenance.ts'
import type { Presence } from '../feed/presence.ts'
import type { Watching } from '../feed/watching.ts'
import type { WebhookFeed } from '../feed/webhooks/webhook-feed.ts'
import type { App } from '../model/app.ts'
import type { AppCaller, OperatorCaller, UserCaller } from '../model/caller.ts'
import type { Fault } from '../model/error.ts'
import type { FileUrl } from '../model/file.ts'
import type { Version } from '../model/version.ts'
import type { Backups } from '../store/backups/backups.ts'
import type { FileStore } from '../store/files/file-store.ts'
import type { Store } from '../store/store.ts'
import type { KeySource } from './apps.ts'

export type { App } from '../model/app.ts'
export type { AppKey } from '../model/app-key.ts'
export type {
  AdminSession,
  AppCaller,
  Caller,
  OperatorCaller,
  UserCaller,
} from '../model/caller.ts'
export type { ErrorCode, Fault } from '../model/error.ts'

export type OperationId = keyof typeof definitions

type Parameters<Id extends OperationId> = operations[Id]['parameters']

type Content<T> = T extends { content: { 'application/json': infer Body } }
  ? Body
  : T extends { content: { 'multipart/form-data': { file: Blob } & infer Fields } }
    ? Form<Omit<Fields, 'file'>>
    : undefined

/** A form with a file that has not been read yet. */
export interface Form<Fields = object> {
  /**
   * Reads the whole form. Hands the bytes of its file, and the name of that part, to `take`. Rejects if the form is not
   * valid or not complete, even after `take` has resolved.
   */
  read<T>(
    take: (bytes: Readable, filename: string | undefined) => Promise<T>,
  ): Promise<{ file: T; filename: string | undefined; fields: Fields }>
}

/** A file to send. */
export interface Download {
  size: number
  type: string
  /** Identifies the bytes, in hexadecimal. */
  hash: string
  filename: string
  /** Whether browsers may show it. Otherwise they only download it. */
  isInline: boolean
  /** Opens the file or a range of it; both ends are included. Undefined if the file no longer exists. */
  open: (range: { start: number; end: number } | undefined) => Promise<Readable | undefined>
}

/** The types of parameters after conversion by their schemas. */
type Query<Id extends OperationId> = Id extends keyof JsonParameters
  ? Omit<PlainQuery<Id>, keyof JsonParameters[Id]> & JsonParameters[Id]
  : PlainQuery<Id>

/** Validation has read Python's `True` and `False` as booleans. */
type PlainQuery<Id extends OperationId> = {
  [Name in keyof NonNullable<Parameters<Id>['query']>]: Exclude<
    NonNullable<Parameters<Id>['query']>[Name],
    'True' | 'False'
  >
}

/** A valid request. */
export interface Input<Id extends OperationId> {
  path: NonNullable<Parameters<Id>['path']>
  query: Query<Id>
  header: NonNullable<Parameters<Id>['header']>
  body: operations[Id] extends { requestBody: infer Body }
    ? Content<Body>
    : operations[Id] extends { requestBody?: infer Body }
      ? NonNullable<Content<NonNullable<Body>>> | undefined
      : undefined
  /**
   * For an operation that returns faults by item: the faults of the body's items that the schema finds. The handler
   * adds its own faults. Empty for every other operation, as an invalid request does not reach the handler.
   */
  faults: Fault[]
}

/** An item of a stream: an event as JSON, or only a cursor. An event that is not in the log has no cursor. */
export interface StreamItem {
  cursor?: string
  event?: { type: string; json: string }
  /** Whether the stream waits for a slow reader before it takes the next item. */
  awaitDrain?: boolean
  /** Whether the item is omitted if the reader is slow. */
  isOptional?: boolean
}

/** Receives the items of a stream. */
export interface StreamReceiver {
  send(items: StreamItem[]): void
  /** Called once, after the last items. */
  end(): void
}

/** A stream to be opened. Its items come in groups that are sent together. */
export interface EventStream {
  /** Returns the first items of the stream. */
  open(): Promise<AsyncIterable<StreamItem[]>>
  /** Sends each further group, and ends. */
  follow(receiver: StreamReceiver): void
  /** Call this when the client has disconnected. */
  end(): void
  /** Releases the stream, even if it could not be opened. */
  close(): Promise<void>
}

type Answer<T> = T extends { content: { 'text/event-stream': unknown } }
  ? EventStream
  : T extends { content: { 'application/octet-stream': unknown } }
    ? Download
    : Content<T>

export type Output<Id extends OperationId> = Answer<operations[Id]['responses'][200]>

/** The context of every handler. */
export interface BaseContext extends KeySource {
  store: Store
  feed: Feed
  presence: Presence
  watching: Watching
  webhooks: WebhookFeed
  /** The bytes of uploaded files. */
  files: FileStore
  maxFileBytes: number
  /** Backups of the database and the uploaded files. */
  backups: Backups
  fileUrl: FileUrl
  /** Makes the next request read the app again. */
  forgetApp: (id: string) => void
  /** Unix milliseconds. */
  now: () => number
  /** A new message id. */
  newMessageId: () => string
  /** A new token of a file. */
  newFileToken: () => string
  newWebhookId: () => string
  newAppId: () => string
  newBackupId: () => string
  /** The id of this process. */
  nodeId: string
  /** The bounds of the event log. */
  retention: Retention
  /** The secret of a link or a session of an operator. */
  newAdminSecret: () => string
  /** Signs an app token with a secret key of the app. `expires` is in Unix seconds. */
  signAppToken: (appId: string, secretKey: string, expires: number) => Promise<string>
  newWebhookSecret: () => string
}

/** An API call that runs inside another call, with the same caller. */
export interface InnerCall {
  method: string
  /** The path with the query. */
  url: string
  body?: unknown
  /** Default the version of the outer call. */
  version?: Version | undefined
}

export type MakeCall = (call: InnerCall) => Promise<{ status: number; body: unknown }>

/** The context of the handlers of an app's operations. */
export interface AppContext extends BaseContext {
  app: App
  version: Version
  /** Returns a function that makes API calls as the handler's caller. */
  calls: () => MakeCall
}

/** The options for a change of an app's data. */
export type ChangeContext = Pick<AppContext, 'app' | 'now'>

/** The context of the handlers of operations without an app. */
export interface SessionContext {
  /** Sends the secret of a session of an operator as a cookie; undefined removes the cookie. */
  keepSession: (session: { secret: string; seconds: number } | undefined) => void
}

/** The kind of caller of each security scheme of the document. */
interface Callers {
  serverKey: AppCaller
  userToken: UserCaller
  userSignature: UserCaller
  adminKey: OperatorCaller
  adminSession: OperatorCaller
}

type Scheme<Id extends OperationId> = (typeof definitions)[Id]['security'][number]

/**
 * The context of a handler. Operations without authentication, and operations for the operator, have no app and no
 * caller.
 */
export type Context<Id extends OperationId = OperationId> = [Scheme<Id>] extends [never]
  ? BaseContext & SessionContext
  : [Callers[Scheme<Id>]] extends [OperatorCaller]
    ? BaseContext & SessionContext & { caller: OperatorCaller }
    : AppContext & { caller: Callers[Scheme<Id>] }

export type Handler<Id extends OperationId> = (
  input: Input<Id>,
  context: Context<Id>,
) => Promise<Output<Id>>

export type Handlers = { [Id in OperationId]: Handler<Id> }
