import { orderedIds } from '../../base/ids.ts'
import { type App, isValidKey } from '../../model/app.ts'
import { signingSecrets, type WebhookRecord } from '../../model/webhook.ts'
import type { Store } from '../../store/store.ts'
import type { Attempt } from '../../store/tables/webhook-attempts.ts'
import type { Notices } from '../notices.ts'
import type { AddressRule } from './addresses.ts'
import { Endpoint } from './endpoint.ts'
import type { DeliveryLog, EndpointOptions } from './endpoint-options.ts'
import { LogWindow } from './log-window.ts'
import { Pace } from './pace.ts'
import { isForWebhooks } from './payloads.ts'
import { PreparedEvents } from './prepared-events.ts'
import { attemptDelays } from './schedule.ts'
import { Sender } from './sender.ts'
import { signedHeaders } from './signatures.ts'

export interface WebhookFeedOptions {
  store: Store
  notices: Notices
  rule: AddressRule
  findApp: (id: string) => Promise<App | undefined>
  /** Unix milliseconds. */
  now: () => number
  /** Milliseconds between reads of the log without a commit. */
  poll: number
  log: DeliveryLog
  onError: (error: unknown) => void
  /** Max milliseconds of a request. */
  timeout: number
  /** Milliseconds before each attempt of a delivery. */
  delays?: readonly number[]
  /** Between 0 and 1. */
  random?: () => number
}

/** An endpoint of this node. */
interface Own {
  endpoint: Endpoint
  /** What it was started with. */
  record: string
  hasEnded: boolean
  isStopping: boolean
}

/** Milliseconds between looks for endpoints to deliver to, between saves, and between looks for due deliveries. */
const syncInterval = 1000
const saveInterval = 250
const tickInterval = 50

/** Milliseconds that running attempts get to finish when the deliveries end. */
const stopGrace = 3000

/** Delivers events to webhooks: to each from one node at a time, which holds its lease. */
export class WebhookFeed {
  readonly #options: WebhookFeedOptions
  readonly #window: LogWindow
  readonly #prepared: PreparedEvents
  readonly #pace: Pace
  readonly #newAttemptId: () => string
  readonly #newTestId: () => string
  readonly #own = new Map<string, Own>()
  readonly #timers: NodeJS.Timeout[] = []
  #syncing: Promise<void> | undefined
  #turn = 0
  #isWoken = false
  #isClosed = false

  constructor(options: WebhookFeedOptions) {
    const { store, notices, now, poll, onError } = options
    this.#options = options
    this.#window = new LogWindow({ store, poll, onError, isNeeded: isForWebhooks })
    this.#prepared = new PreparedEvents(store)
    this.#pace = new Pace(store)
    this.#newAttemptId = orderedIds('att_', now)
    this.#newTestId = orderedIds('evt_test_', now)
    notices.on('webhooks', () => this.#sync())
  }

  /** Which addresses may be called. */
  get rule(): AddressRule {
    return this.#options.rule
  }

  /** Begins to deliver. */
  start(): void {
    const every = (interval: number, work: () => void) =>
      this.#timers.push(setInterval(work, interval).unref())
    every(syncInterval, () => this.#sync())
    every(tickInterval, () => {
      this.#pace.next()
      this.#tickAll()
    })
    let saves = 0
    every(saveInterval, () => {
      saves += 1
      if (this.#pace.isTight && saves % 4 !== 0) return
      for (const { endpoint, isStopping } of this.#own.values())
        if (!isStopping) void endpoint.save()
    })
    this.#sync()
  }

  /** Call this after a change of a webhook, so that every node knows it at once. */
  wake(): void {
    this.#options.notices.send('webhooks', '')
    this.#sync()
  }

  /** Sends a test event with the data now. It is not in the log. */
  test(webhook: WebhookRecord, data: object): Promise<Attempt> {
    const id = this.#newTestId()
    const type = 'webhook.test'
    const body = JSON.stringify({ id, type, createdAt: this.#options.now(), data })
    return this.#sendOnce(webhook, { id, type, logId: null, body })
  }

  /** Sends the event of the attempt again now. Returns undefined if it is not in the log, or no longer. */
  async resend(webhook: WebhookRecord, attempt: Attempt): Promise<Attempt | undefined> {
    if (attempt.logId === null) return undefined
    const entries = await this.#options.store.read.events.withIds([attempt.logId])
    const events = (await this.#prepared.of(entries)).flat()
    const event = events.find(({ id }) => id === attempt.eventId)
    return event && this.#sendOnce(webhook, event)
  }

  /** Starts no more attempts, and lets those that are running finish. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#syncing
    await Promise.all([...this.#own.values()].map(({ endpoint }) => endpoint.stop(stopGrace)))
    await this.#window.close()
  }

  /** Each time another endpoint is the first, as there may not be time for all. */
  #tickAll(): void {
    const all = [...this.#own.values()]
    this.#turn = (this.#turn + 1) % Math.max(all.length, 1)
    for (const { endpoint, isStopping } of [...all.slice(this.#turn), ...all.slice(0, this.#turn)])
      if (!isStopping) endpoint.tick()
  }

  async #sendOnce(
    webhook: WebhookRecord,
    event: { id: string; type: string; logId: number | null; body: string },
  ): Promise<Attempt> {
    const { store, rule, timeout, now } = this.#options
    const { appId, id, url } = webhook
    const createdAt = now()
    const headers = signedHeaders(event.id, event.body, createdAt, {
      secrets: signingSecrets(webhook, createdAt),
      secretKey: await this.#secretKeyOf(appId),
    })
    const sender = new Sender({ url, rule, timeout, concurrency: 1 })
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
    await store.write([], (tx) => tx.webhookAttempts.insert(appId, id, [attempt]))
    return attempt
  }

  async #secretKeyOf(appId: string): Promise<string | undefined> {
    const { findApp, now } = this.#options
    const app = await findApp(appId)
    return app?.keys.find((key) => isValidKey(key, now()))?.secret
  }

  #sync(): void {
    this.#isWoken = true
    if (this.#isClosed) return
    this.#syncing ??= this.#syncAll()
      .catch(this.#options.onError)
      .finally(() => {
        this.#syncing = undefined
      })
  }

  async #syncAll(): Promise<void> {
    while (this.#isWoken && !this.#isClosed) {
      this.#isWoken = false
      const { read } = this.#options.store
      const all = await read.webhooks.all()
      const wanted = new Map(
        all.flatMap((webhook) => (webhook.disabledReason === null ? [[webhook.id, webhook]] : [])),
      )
      const claims = this.#own.size > 0 ? await read.webhookProgress.claims() : new Map()
      for (const [id, own] of this.#own) {
        const webhook = wanted.get(id)
        const isSame = own.record === JSON.stringify(webhook)
        const isClaimed = (claims.get(id) ?? 0) > own.endpoint.claim
        if (!isSame || isClaimed || own.hasEnded) this.#stop(id, own)
        else own.endpoint.secretKey = await this.#secretKeyOf(own.endpoint.webhook.appId)
      }
      for (const webhook of wanted.values())
        if (!this.#isClosed && !this.#own.has(webhook.id)) await this.#start(webhook)
    }
  }

  async #start(webhook: WebhookRecord): Promise<void> {
    const { store, rule, timeout, now, log, onError, delays, random } = this.#options
    const secretKey = await this.#secretKeyOf(webhook.appId)
    const lease = await store.lease(`webhook ${webhook.id}`)
    if (!lease) return
    const options: EndpointOptions = {
      ...{ store, rule, timeout, now, log, onError },
      window: this.#window,
      prepared: this.#prepared,
      pace: this.#pace,
      delays: delays ?? attemptDelays,
      random: random ?? Math.random,
      newAttemptId: this.#newAttemptId,
    }
    const onEnd = () => {
      own.hasEnded = true
      this.#sync()
    }
    const endpoint = new Endpoint(options, { webhook, secretKey, lease, onEnd })
    const record = JSON.stringify(webhook)
    const own: Own = { endpoint, record, hasEnded: false, isStopping: false }
    try {
      if (await endpoint.start()) this.#own.set(webhook.id, own)
      else await lease.release()
    } catch (error) {
      await lease.release()
      throw error
    }
  }

  /** Another look follows, which may start it again. */
  #stop(id: string, own: Own): void {
    if (own.isStopping) return
    own.isStopping = true
    void own.endpoint
      .stop(stopGrace)
      .catch(this.#options.onError)
      .finally(() => {
        this.#own.delete(id)
        this.#sync()
      })
  }
}
