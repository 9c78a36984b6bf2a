import { type DisabledReason, signingSecrets, type WebhookRecord } from '../../model/webhook.ts'
import type { Cursor } from '../../store/tables/events.ts'
import type { Attempt } from '../../store/tables/webhook-attempts.ts'
import { EndpointLog } from './endpoint-log.ts'
import type { EndpointOptions, Place } from './endpoint-options.ts'
import { Lanes, type Task } from './lanes.ts'
import { Outage } from './outage.ts'
import type { PreparedEvent } from './prepared-events.ts'
import { delayAfter, maxFailing, retryAfterOf } from './schedule.ts'
import { type Outcome, Sender } from './sender.ts'
import { signedHeaders } from './signatures.ts'

/** Max requests to an endpoint at a time. */
const concurrency = 20

/** Max characters of the events that wait in memory, and max reads of rests at a time. */
const maxSize = 4 * 1024 * 1024
const maxReads = 4

/** Max failed attempts that are saved at a time. */
const savedFailures = 200

/** Max successful attempts that are saved at a time (the newest ones), and how many more may be saved after each save. */
const savedSuccesses = 10
const moreSuccesses = 2

/** Milliseconds after which the cursor is saved if nothing was delivered. */
const idleSave = 30_000

/** After so many new attempts, old attempts are deleted. */
const trimAfter = 200

/** Delivers the events of an app to one of its endpoints, in the order of the log. */
export class Endpoint {
  readonly #options: EndpointOptions
  readonly #place: Place
  readonly #log: EndpointLog
  readonly #sender: Sender
  readonly #outage = new Outage()
  readonly #running = new Set<Promise<void>>()
  #lanes = new Lanes<PreparedEvent>({ xid: 0, id: 0, mark: 0 })
  #claim = 0
  #failingSince: number | null = null
  #failures: Attempt[] = []
  #successes: Attempt[] = []
  #maxSuccesses = savedSuccesses
  #counts = { delivered: 0, failed: 0 }
  #unfollow: (() => void) | undefined
  #isStarted = false
  #isStopping = false
  #isAborted = false
  #isLost = false
  #isReading = false
  #isWoken = false
  #reads = 0
  #saving: Promise<void> | undefined
  #savedAt = 0
  #saved: { cursor: Cursor; failingSince: number | null } | undefined
  #savedAttempts = 0

  constructor(options: EndpointOptions, place: Place) {
    this.#options = options
    this.#place = place
    const { rule, timeout } = options
    this.#log = new EndpointLog(options, place.webhook)
    this.#sender = new Sender({ url: place.webhook.url, rule, timeout, concurrency })
  }

  get webhook(): WebhookRecord {
    return this.#place.webhook
  }

  /** The claim of this node; see `WebhookProgress`. */
  get claim(): number {
    return this.#claim
  }

  /** Whether there are failed attempts to save. */
  get hasFailures(): boolean {
    return this.#failures.length > 0
  }

  set secretKey(key: string | undefined) {
    this.#place.secretKey = key
  }

  /** Continues at the end of the previous deliveries. Returns false if the endpoint is gone. */
  async start(): Promise<boolean> {
    const { writes, window, now } = this.#options
    const { webhook, lease } = this.#place
    const { appId, id } = webhook
    const progress = await writes.claim(appId, id)
    if (!progress || this.#isStopping) return false
    this.#claim = progress.claim
    this.#failingSince = progress.failingSince
    this.#lanes = new Lanes(progress.cursor, progress.rests)
    this.#saved = { cursor: progress.cursor, failingSince: progress.failingSince }
    this.#savedAt = now()
    this.#unfollow = await window.follow(appId, () => this.pump())
    this.#isStarted = true
    const lose = () => {
      // Another node may deliver already.
      this.#abort()
      this.#lose()
    }
    if (lease.lost.aborted) lose()
    else lease.lost.addEventListener('abort', lose, { once: true })
    this.pump()
    return true
  }

  /** Starts everything that can be done now. */
  pump(): void {
    if (!this.#isStarted || this.#isStopping) return
    this.#sendReady()
    const isIdle = this.#running.size === 0 && this.#reads === 0
    const isTry = isIdle && this.#outage.isDown && this.#outage.limit(this.#options.now(), 1) > 0
    if (isTry && this.#lanes.size === 0) this.#lanes.hurry(1)
    this.#readRests()
    void this.#readLog()
  }

  /** Starts deliveries that are due, and continues after errors. */
  tick(): void {
    if (this.#lanes.waiting > 0 || this.#outage.isDown || this.#isWoken) this.pump()
  }

  /** Saves the progress if there is any. */
  async save(): Promise<void> {
    if (!this.#isStarted || this.#isStopping) return
    // Events of other apps move the cursor too.
    if (this.#options.now() - this.#savedAt >= idleSave) this.pump()
    this.#saving ??= this.#save().finally(() => {
      this.#saving = undefined
    })
    return this.#saving
  }

  /** Starts no more attempts, and waits at most `grace` milliseconds for the running attempts. */
  async stop(grace: number): Promise<void> {
    this.#isStopping = true
    const timer = setTimeout(() => this.#abort(), grace)
    await Promise.all(this.#running)
    clearTimeout(timer)
    await this.#saving
    if (this.#isStarted && !this.#isLost) {
      this.#lanes.park()
      await this.#save()
    }
    this.#end()
    await this.#place.lease.release().catch(this.#options.onError)
  }

  /** Ends without saving, as another node may have taken over. */
  #lose(): void {
    this.#isStopping = true
    this.#isLost = true
    this.#place.onEnd()
  }

  #abort(): void {
    this.#isAborted = true
    this.#sender.abort()
  }

  #end(): void {
    this.#abort()
    this.#unfollow?.()
    this.#sender.close()
  }

  get #hasRoom(): boolean {
    return this.#lanes.size < maxSize
  }

  #sendReady(): void {
    const limit = this.#outage.limit(this.#options.now(), concurrency)
    while (!this.#isStopping && this.#running.size < limit) {
      const task = this.#lanes.take()
      if (!task) return
      const attempt: Promise<void> = this.#attempt(task).finally(() => {
        this.#running.delete(attempt)
        this.pump()
      })
      this.#running.add(attempt)
    }
  }

  async #attempt(task: Task<PreparedEvent>): Promise<void> {
    const { now, newAttemptId } = this.#options
    const { id: eventId, logId, type, body } = task.event
    const createdAt = now()
    const isExtra = this.#lanes.isExtra(task, createdAt)
    const secrets = signingSecrets(this.webhook, createdAt)
    const headers = signedHeaders(eventId, body, createdAt, {
      secrets,
      secretKey: this.#place.secretKey,
    })
    const outcome = await this.#sender.send(body, headers)
    // The result is not known, so it is sent again later.
    if (this.#isAborted) return
    const { status, error, duration, response } = outcome
    const nextAttemptAt =
      error === null ? this.#succeed(task) : this.#fail(task, createdAt, isExtra, outcome)
    const attempt = { status, error, duration, response, nextAttemptAt }
    const saved = { id: newAttemptId(), eventId, type, logId, createdAt, ...attempt }
    this.#counts[error === null ? 'delivered' : 'failed'] += 1
    if (error !== null) this.#failures.push(saved)
    else {
      this.#successes.push(saved)
      if (this.#successes.length > savedSuccesses) this.#successes.shift()
    }
  }

  #succeed({ key }: Task<PreparedEvent>): null {
    this.#failingSince = null
    this.#lanes.succeed(key)
    if (this.#outage.succeed()) {
      this.#options.log.info(this.#fields, 'a webhook endpoint works again')
      this.#lanes.hurry()
    }
    return null
  }

  /** Returns the time of the next attempt; null if the delivery is given up. */
  #fail(
    { key, attempts }: Task<PreparedEvent>,
    startedAt: number,
    isExtra: boolean,
    { status, error, retryAfter }: Outcome,
  ): number | null {
    const { now, random, delays, log } = this.#options
    const time = now()
    this.#failingSince ??= time
    const wasDown = this.#outage.isDown
    this.#outage.fail(time)
    if (!wasDown && this.#outage.isDown)
      log.warn({ ...this.#fields, error }, 'a webhook endpoint fails: its events wait in the log')
    if (status === 410) void this.#disable('gone', error)
    else if (time - this.#failingSince >= maxFailing) void this.#disable('failing', error)
    const made = attempts + (isExtra ? 0 : 1)
    const delay = delayAfter(made, random(), retryAfterOf(retryAfter, time), delays)
    if (delay === undefined && !isExtra) {
      this.#lanes.succeed(key)
      return null
    }
    return this.#lanes.fail(key, startedAt, time + (delay ?? 0))
  }

  /** Disables the endpoint. When it is enabled again, it continues from here. */
  async #disable(reason: DisabledReason, error: string | null): Promise<void> {
    const { writes, now, log, onError } = this.#options
    const { appId, id } = this.webhook
    this.#isStopping = true
    try {
      await writes.disable(appId, id, reason, now())
      log.warn({ ...this.#fields, reason, error }, 'a webhook was disabled')
      this.#place.onEnd()
    } catch (fault) {
      this.#isStopping = false
      onError(fault)
    }
  }

  get #fields() {
    const { appId, id, url } = this.webhook
    return { appId, webhookId: id, url }
  }

  /** Adds events from the log. While the endpoint is down, events stay in the log. */
  async #readLog(): Promise<void> {
    this.#isWoken = true
    if (this.#isReading) return
    this.#isReading = true
    const { onError } = this.#options
    try {
      while (this.#isWoken && this.#hasRoom && !(this.#outage.isDown && this.#lanes.size > 0)) {
        this.#isWoken = false
        const { readTo } = this.#lanes
        const page = await this.#log.after(readTo)
        if (this.#isStopping) return
        if (!page) {
          await this.#skip()
          continue
        }
        this.#lanes.add(page.items, page.upTo)
        if (page.upTo.id !== readTo.id) this.#isWoken = true
        this.#sendReady()
      }
    } catch (error) {
      this.#isWoken = true
      onError(error)
    } finally {
      this.#isReading = false
    }
  }

  /** Continues after events that are no longer in the log. */
  async #skip(): Promise<void> {
    const { store, log } = this.#options
    const from = this.#lanes.readTo
    const trimmed = await store.read.events.trimmed()
    this.#lanes.add([], trimmed)
    this.#isWoken = true
    log.warn(
      { ...this.#fields, fromEventId: from.id, toEventId: trimmed.id },
      'a webhook missed events: they were deleted from the log while it was disabled',
    )
  }

  #readRests(): void {
    const { now } = this.#options
    while (this.#reads < maxReads && this.#hasRoom) {
      const rest = this.#lanes.due(now())
      if (!rest) return
      this.#reads += 1
      void this.#readRest(rest).finally(() => {
        this.#reads -= 1
      })
    }
  }

  async #readRest({ key, after }: { key: string; after: Cursor }): Promise<void> {
    const lanes = this.#lanes
    try {
      const { items, isAll } = await this.#log.rest(key, after, lanes.readTo)
      lanes.refill(key, items, isAll)
      this.#sendReady()
    } catch (error) {
      lanes.failRead(key)
      this.#options.onError(error)
    }
  }

  async #save(): Promise<void> {
    const { saves, now, onError } = this.#options
    const { appId, id } = this.webhook
    const { cursor } = this.#lanes
    const failingSince = this.#failingSince
    const failures = this.#failures.splice(0, savedFailures)
    const successes = this.#successes.splice(0).slice(-this.#maxSuccesses)
    const attempts = [...failures, ...successes]
    const changes = this.#lanes.takeChanges()
    const isIdle = attempts.length + changes.rests.length + changes.ended.length === 0
    const isMoved =
      cursor.id !== this.#saved?.cursor.id || failingSince !== this.#saved.failingSince
    if (isIdle && (!isMoved || (now() - this.#savedAt < idleSave && !this.#isStopping))) return
    this.#savedAt = now()
    this.#maxSuccesses = Math.min(
      this.#maxSuccesses - successes.length + moreSuccesses,
      savedSuccesses,
    )
    this.#savedAttempts += attempts.length
    const trims = this.#savedAttempts >= trimAfter
    if (trims) this.#savedAttempts = 0
    const counts = this.#counts
    this.#counts = { delivered: 0, failed: 0 }
    const claim = this.#claim
    const change = { appId, id, claim, cursor, failingSince, attempts, counts, trims, ...changes }
    try {
      const isSaved = await saves.save(change)
      if (isSaved) this.#saved = { cursor, failingSince }
      else this.#lose()
    } catch (error) {
      this.#lanes.keepChanges(changes)
      this.#counts.delivered += counts.delivered
      this.#counts.failed += counts.failed
      this.#failures.unshift(...failures)
      this.#successes.unshift(...successes)
      onError(error)
    }
  }
}
