import { orderedIds } from '../../base/ids.ts'
import type { App } from '../../model/app.ts'
import { signingSecrets, type WebhookRecord } from '../../model/webhook.ts'
import type { Store } from '../../store/store.ts'
import type { Attempt } from '../../store/tables/webhook-attempts.ts'
import type { AttemptCounts } from '../../store/tables/webhook-progress.ts'
import type { Notices } from '../notices.ts'
import { notificationWrites } from '../notification-writes.ts'
import type { Typing } from '../typing.ts'
import { type AddressRule, addressRule } from './addresses.ts'
import { secretKeyOf } from './deliveries.ts'
import { DeliveryThread } from './delivery-thread.ts'
import { deliveryWrites } from './delivery-writes.ts'
import type { DeliveryLog } from './endpoint-options.ts'
import { PreparedEvents } from './prepared-events.ts'
import { Sender } from './sender.ts'
import { signedHeaders } from './signatures.ts'
import { throttle } from './throttle.ts'
import { WebhookWork } from './webhook-work.ts'

export interface WebhookFeedOptions {
  store: Store
  notices: Notices
  typing: Pick<Typing, 'recent'>
  /** Networks that are not public but may get webhooks. */
  allowed: string[]
  /** Called at intervals with the number of new attempts. */
  onAttempts?: ((counts: AttemptCounts) => void) | undefined
  findApp: (id: string) => Promise<App | undefined>
  /** Unix milliseconds. */
  now: () => number
  /** Milliseconds between reads of the log without a commit. */
  poll: number
  log: DeliveryLog
  onError: (error: unknown) => void
  /** Max milliseconds of a request. */
  timeout: number
  /** Milliseconds before each attempt of a delivery. Default: the delays of the schedule. */
  delays?: readonly number[] | undefined
  /** Starts deliveries in a separate thread, which uses the system's clock. */
  thread?:
    | {
        program: URL
        databaseUrl: string
        databaseDirectUrl?: string | undefined
        publicUrl: () => string
      }
    | undefined
}

/** Milliseconds between searches for an enabled webhook while there is none. */
const lookInterval = 1000

/**
 * The webhooks of this node: the functions that operations call, and the deliveries, which start when there is an
 * enabled webhook.
 */
export class WebhookFeed {
  /** The addresses that may be called. */
  readonly rule: AddressRule
  readonly #options: WebhookFeedOptions
  readonly #prepared: PreparedEvents
  readonly #newAttemptId: () => string
  readonly #newTestId: () => string
  #timer: NodeJS.Timeout | undefined
  #work: WebhookWork | DeliveryThread | undefined
  #looking: Promise<void> | undefined
  #isClosed = false

  constructor(options: WebhookFeedOptions) {
    const { store, notices, now, allowed } = options
    this.#options = options
    this.rule = addressRule(allowed)
    this.#prepared = new PreparedEvents(store)
    this.#newAttemptId = orderedIds('att_', now)
    this.#newTestId = orderedIds('evt_test_', now)
    notices.on('webhooks', () => this.#sync())
  }

  /** Starts the work for webhooks as soon as one is enabled. */
  start(): void {
    this.#timer = setInterval(() => this.#work ?? this.#sync(), lookInterval).unref()
    this.#sync()
  }

  /** Call this after a change of a webhook, so that every node hears of it immediately. */
  wake(): void {
    this.#options.notices.send('webhooks', '')
    this.#sync()
  }

  /** Sends a test event with the data now. The event is not in the log. */
  test(webhook: WebhookRecord, data: object): Promise<Attempt> {
    const id = this.#newTestId()
    const type = 'webhook.test'
    const body = JSON.stringify({ id, type, createdAt: this.#options.now(), data })
    return this.#sendOnce(webhook, { id, type, logId: null, body })
  }

  /**
   * Sends the event of the attempt again now. Returns undefined if the event was never in the log, or has been removed
   * from it.
   */
  async resend(webhook: WebhookRecord, attempt: Attempt): Promise<Attempt | undefined> {
    if (attempt.logId === null) return undefined
    const entries = await this.#options.store.read.events.withIds([attempt.logId])
    const events = (await this.#prepared.of(entries)).flat()
    const event = events.find(({ id }) => id === attempt.eventId)
    return event && this.#sendOnce(webhook, event)
  }

  /** Starts no more attempts, and lets the running ones finish. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await this.#looking
    await this.#work?.close()
  }

  async #sendOnce(
    webhook: WebhookRecord,
    event: { id: string; type: string; logId: number | null; body: string },
  ): Promise<Attempt> {
    const { store, timeout, now, findApp } = this.#options
    const { appId, id, url } = webhook
    const createdAt = now()
    const headers = signedHeaders(event.id, event.body, createdAt, {
      secrets: signingSecrets(webhook, createdAt),
      secretKey: secretKeyOf(await findApp(appId), createdAt),
    })
    const sender = new Sender({ url, rule: this.rule, timeout, concurrency: 1 })
    const outcome = await sender.send(event.body, headers).finally(() => sender.close())
    const { status, error, duration, response } = outcome
    const attempt: Attempt = {
      id: this.#newAttemptId(),
      eventId: event.id,
      type: event.type,
      logId: event.logId,
      createdAt,
      ...{ status, error, duration, response },
      nextAttemptAt: null,
    }
    await store.write([], (tx) => tx.webhookAttempts.insert([{ ...attempt, appId, webhookId: id }]))
    return attempt
  }

  #sync(): void {
    if (this.#isClosed) return
    if (this.#work) this.#work.sync()
    else
      this.#looking ??= this.#look()
        .catch(this.#options.onError)
        .finally(() => {
          this.#looking = undefined
        })
  }

  async #look(): Promise<void> {
    const all = await this.#options.store.read.webhooks.all()
    const isNeeded = all.some(({ disabledReason }) => disabledReason === null)
    if (isNeeded && !this.#isClosed) this.#work = this.#begun()
  }

  #begun(): WebhookWork | DeliveryThread {
    const { store, log, onError, allowed, poll, timeout, delays, thread, now } = this.#options
    const { typing, onAttempts } = this.#options
    const common = { poll, timeout, delays }
    const writes = { ...deliveryWrites(store, onAttempts), ...notificationWrites(store, now) }
    const typists = () => typing.recent()
    if (!thread)
      return new WebhookWork({
        ...common,
        store: { ...store, onCommit: (listener) => store.onCommit(throttle(listener)) },
        writes,
        typists: async () => typists(),
        lease: (name) => store.lease(name),
        rule: this.rule,
        ...{ now, log, onError },
      })
    const { program, publicUrl, ...database } = thread
    return new DeliveryThread({
      ...{ program, store, writes, typists, log, onError },
      settings: { ...database, publicUrl: publicUrl(), allowed, ...common },
      onEnd: () => {
        this.#work = undefined
      },
    })
  }
}
