import { orderedIds } from '../../base/ids.ts'
import type { App } from '../../model/app.ts'
import { isValidKey } from '../../model/app-key.ts'
import type { WebhookRecord } from '../../model/webhook.ts'
import type { Lease, ReadStore } from '../../store/store.ts'
import type { AddressRule } from './addresses.ts'
import type { DeliveryWrites } from './delivery-writes.ts'
import { Endpoint } from './endpoint.ts'
import type { DeliveryLog, EndpointOptions } from './endpoint-options.ts'
import { JointSaves } from './joint-saves.ts'
import { LogWindow } from './log-window.ts'
import { isForWebhooks } from './payloads.ts'
import { PreparedEvents } from './prepared-events.ts'
import { attemptDelays } from './schedule.ts'

export interface DeliveryOptions {
  store: ReadStore & { onCommit(listener: () => void): () => void }
  writes: DeliveryWrites
  /** See `Engine.lease`. */
  lease: (name: string) => Promise<Lease | undefined>
  rule: AddressRule
  /** Unix milliseconds. */
  now: () => number
  /** Milliseconds between reads of the log without a commit. */
  poll: number
  log: DeliveryLog
  onError: (error: unknown) => void
  /** Max milliseconds of a request. */
  timeout: number
  /** Milliseconds before each attempt of a delivery. */
  delays?: readonly number[] | undefined
  /** Between 0 and 1. */
  random?: (() => number) | undefined
}

/** An endpoint of this node. */
interface Own {
  endpoint: Endpoint
  /** The webhook as it was when its deliveries were started. */
  record: string
  hasEnded: boolean
  isStopping: boolean
}

/** Milliseconds between searches for endpoints, and between checks for due deliveries. */
const syncInterval = 1000
const tickInterval = 50

/**
 * Milliseconds between saves, which are additional writes. After a crash, events that were delivered since the last
 * save are delivered again. Failures are saved earlier, because their retries are scheduled over days.
 */
const saveInterval = 1000
const failureInterval = 250

/** Milliseconds that running attempts get to finish when the deliveries end. */
const stopGrace = 3000

/** Delivers the log's events to the endpoints whose lease this node gets. */
export class Deliveries {
  readonly #options: DeliveryOptions
  readonly #window: LogWindow
  readonly #prepared: PreparedEvents
  readonly #saves: JointSaves
  readonly #newAttemptId: () => string
  readonly #own = new Map<string, Own>()
  readonly #timers: NodeJS.Timeout[] = []
  #syncing: Promise<void> | undefined
  #isWoken = false
  #isClosed = false

  constructor(options: DeliveryOptions) {
    const { store, now, poll, onError } = options
    this.#options = options
    this.#window = new LogWindow({ store, poll, onError, isNeeded: isForWebhooks })
    this.#prepared = new PreparedEvents(store)
    this.#saves = new JointSaves(options.writes)
    this.#newAttemptId = orderedIds('att_', now)
    const every = (interval: number, work: () => void) =>
      this.#timers.push(setInterval(work, interval).unref())
    every(syncInterval, () => this.sync())
    every(tickInterval, () => {
      for (const endpoint of this.#active) endpoint.tick()
    })
    every(saveInterval, () => {
      for (const endpoint of this.#active) void endpoint.save()
    })
    every(failureInterval, () => {
      for (const endpoint of this.#active) if (endpoint.hasFailures) void endpoint.save()
    })
    this.sync()
  }

  /** Call this after a change of a webhook. */
  sync(): void {
    this.#isWoken = true
    if (this.#isClosed) return
    this.#syncing ??= this.#syncAll()
      .catch(this.#options.onError)
      .finally(() => {
        this.#syncing = undefined
      })
  }

  /** Starts no more attempts, and waits at most `grace` milliseconds until the running ones finish. */
  async close(grace = stopGrace): Promise<void> {
    this.#isClosed = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#syncing
    await Promise.all([...this.#own.values()].map(({ endpoint }) => endpoint.stop(grace)))
    await this.#window.close()
  }

  get #active(): Endpoint[] {
    return [...this.#own.values()].flatMap(({ endpoint, isStopping }) =>
      isStopping ? [] : [endpoint],
    )
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
        const isSame = own.record === JSON.stringify(wanted.get(id))
        const isClaimed = (claims.get(id) ?? 0) > own.endpoint.claim
        if (!isSame || isClaimed || own.hasEnded) this.#stop(id, own)
      }
      const keys = await this.#secretKeys([...wanted.values()])
      for (const webhook of wanted.values()) {
        const own = this.#own.get(webhook.id)
        if (own) own.endpoint.secretKey = keys.get(webhook.appId)
        else if (!this.#isClosed) await this.#start(webhook, keys.get(webhook.appId))
      }
    }
  }

  /** The secret keys of the apps of the webhooks. */
  async #secretKeys(webhooks: WebhookRecord[]): Promise<Map<string, string | undefined>> {
    const { store, now } = this.#options
    const ids = [...new Set(webhooks.map(({ appId }) => appId))]
    const apps = await Promise.all(ids.map((id) => store.read.apps.get(id)))
    return new Map(ids.map((id, index) => [id, secretKeyOf(apps[index], now())]))
  }

  async #start(webhook: WebhookRecord, secretKey: string | undefined): Promise<void> {
    const { delays, random } = this.#options
    const lease = await this.#options.lease(`webhook ${webhook.id}`)
    if (!lease) return
    const options: EndpointOptions = {
      ...this.#options,
      window: this.#window,
      prepared: this.#prepared,
      saves: this.#saves,
      delays: delays ?? attemptDelays,
      random: random ?? Math.random,
      newAttemptId: this.#newAttemptId,
    }
    const onEnd = () => {
      own.hasEnded = true
      this.sync()
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

  /** The endpoint may be started again afterwards. */
  #stop(id: string, own: Own): void {
    if (own.isStopping) return
    own.isStopping = true
    void own.endpoint
      .stop(stopGrace)
      .catch(this.#options.onError)
      .finally(() => {
        this.#own.delete(id)
        this.sync()
      })
  }
}

/** The key that signs for receivers of the hosted service. */
export const secretKeyOf = (app: App | undefined, now: number): string | undefined =>
  app?.keys.find((key) => isValidKey(key, now))?.secret
