import { setImmediate } from 'node:timers/promises'
import type { EventOf } from '../model/event.ts'
import { maxMissed, maxTypingWait, recipientsOf } from '../model/notification.ts'
import { getsNotifications, type WebhookRecord } from '../model/webhook.ts'
import { conversationLock, type Lease, type Store, type WriteTx } from '../store/store.ts'
import { notificationConsumer } from '../store/tables/consumers.ts'
import { type Cursor, cursorFrom, isAfter, type LogEntry } from '../store/tables/events.ts'
import type { Missed } from '../store/tables/missed.ts'
import type { Typing } from './typing.ts'

export interface NotificationOptions {
  store: Store
  typing: Pick<Typing, 'conversationsOf'>
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
}

/** Milliseconds between two checks, and between two looks for webhooks that get notifications. */
const checkInterval = 250
const lookInterval = 1000

/** Max messages, and max conversations, of one write. */
const pageSize = 200
const dueSize = 20

/** Milliseconds after which the cursor is saved if there were no messages. */
const idleSave = 30_000

/** Milliseconds after which a conversation in which somebody types is looked at again. */
const typingRetry = 1000

/**
 * Finds who has missed messages, for webhooks that get `notification.triggered`. One node reads new messages from the log,
 * from a cursor that is saved in the same write as the conversations that have them. After the app's delay, the
 * notifications are appended to the log in the write that removes the conversation: each is there once, whichever node stops
 * whenever. While no webhook gets notifications, it only looks for one.
 */
export class Notifications {
  readonly #options: NotificationOptions
  #timer: NodeJS.Timeout | undefined
  #lease: Lease | undefined
  #apps = new Set<string>()
  #lookedAt = Number.NEGATIVE_INFINITY
  #savedAt = Number.NEGATIVE_INFINITY
  #at: Cursor | undefined
  #checking: Promise<void> | undefined
  #isClosed = false

  constructor(options: NotificationOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.check().catch(this.#options.onError)
    }, checkInterval).unref()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await this.#checking?.catch(() => undefined)
    await this.#release()
  }

  /** Does what is due now, unless another node does it. */
  check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined
    })
    return this.#checking
  }

  async #check(): Promise<void> {
    await this.#look()
    if (!this.#lease || this.#isClosed) return
    while (!this.#isClosed && (await this.#read()));
    while (!this.#isClosed && (await this.#notify())) await setImmediate()
  }

  /** Takes part if a webhook gets notifications, which it reads now and then. */
  async #look(): Promise<void> {
    const { store } = this.#options
    const time = performance.now()
    if (time - this.#lookedAt < lookInterval) return
    this.#apps = appsOf(await store.read.webhooks.all())
    this.#lookedAt = time
    if (this.#apps.size === 0) await this.#end()
    else if (!this.#lease || this.#lease.lost.aborted) {
      this.#at = undefined
      this.#lease = await store.lease(notificationConsumer)
    }
  }

  /** Nobody gets notifications any more, so the log need not be kept for them. */
  async #end(): Promise<void> {
    const { store } = this.#options
    await this.#release()
    if (!(await store.read.consumers.get(notificationConsumer))) return
    await store.write([notificationConsumer], async (tx) => {
      if (appsOf(await tx.webhooks.all()).size > 0) return
      await tx.consumers.delete(notificationConsumer)
      await tx.missed.clear()
    })
  }

  async #release(): Promise<void> {
    const lease = this.#lease
    this.#lease = undefined
    await lease?.release()
  }

  /** Notes new messages. Returns whether there may be more. */
  async #read(): Promise<boolean> {
    const { read } = this.#options.store
    const end = await read.events.position()
    this.#at ??= (await read.consumers.get(notificationConsumer))?.at ?? end
    const at = this.#at
    if (!isAfter(end, at)) return false
    // Read after the end of the log: a webhook that is created later gets no messages up to there.
    this.#apps = appsOf(await read.webhooks.all())
    if (this.#apps.size === 0) return false
    const entries = await read.events.messagesAfter([...this.#apps], at, end, pageSize)
    const last = entries.length === pageSize ? entries.at(-1) : undefined
    const upTo = last ? cursorFrom(last) : end
    const time = performance.now()
    if (entries.length > 0 || time - this.#savedAt >= idleSave) {
      const isSaved = await this.#save(at, upTo, missedIn(entries, await this.#delays()))
      this.#savedAt = time
      this.#at = isSaved ? upTo : undefined
      if (!isSaved) return true
    } else this.#at = upTo
    return last !== undefined
  }

  /** Saves new messages and the cursor after them. Returns false if another node has moved it. */
  #save(at: Cursor, upTo: Cursor, missed: Missed[]): Promise<boolean> {
    return this.#options.store.write([notificationConsumer], async (tx) => {
      const known = await tx.consumers.get(notificationConsumer)
      if (known && isAfter(known.at, at)) return false
      await tx.missed.add(missed)
      await tx.consumers.put({ name: notificationConsumer, at: upTo, enabled: true })
      return true
    })
  }

  /** The delays of the apps, in milliseconds. */
  async #delays(): Promise<Map<string, number>> {
    const { read } = this.#options.store
    const apps = await Promise.all([...this.#apps].map((id) => read.apps.get(id)))
    return new Map(
      apps.flatMap((app) => (app ? [[app.id, app.settings.notificationDelay * 1000]] : [])),
    )
  }

  /** Notifies of what is due. Returns whether there may be more. */
  async #notify(): Promise<boolean> {
    const { store, now } = this.#options
    const due = await store.read.missed.due(now(), dueSize)
    for (const { appId, conversationId } of due) {
      if (this.#isClosed) return false
      const locks = [notificationConsumer, conversationLock(appId, conversationId)]
      await store.write(locks, async (tx) => {
        const missed = await tx.missed.get(appId, conversationId)
        if (missed && missed.dueAt <= now()) await this.#notifyOf(tx, missed)
      })
    }
    return due.length === dueSize
  }

  async #notifyOf(tx: WriteTx, missed: Missed): Promise<void> {
    const { typing, now } = this.#options
    const { appId, conversationId, since } = missed
    const time = now()
    const app = await tx.apps.get(appId)
    const participants = await tx.participants.listForConversation(appId, conversationId)
    const userIds = participants.map(({ userId }) => userId)
    if (app && time < since + app.settings.notificationDelay * 1000 + maxTypingWait) {
      const typists = await typing.conversationsOf(tx, appId, userIds)
      if ([...typists.values()].includes(conversationId))
        return tx.missed.postpone(missed, time + typingRetry)
    }
    await tx.missed.delete(missed)
    if (!app || !this.#apps.has(appId)) return
    const looking = await tx.streams.looking(appId, conversationId, userIds)
    for (const { participant, isMention } of recipientsOf(participants, looking)) {
      const range = { ...missed, since: Math.max(since, participant.joinedAt) }
      const messageIds = await tx.messages.missedBy(range, participant, isMention, maxMissed)
      if (messageIds.length === 0) continue
      const part = { missed: { userId: participant.userId, messageIds } }
      await tx.events.insertPrivate(appId, time, 'notification.triggered', part, conversationId)
    }
  }
}

/** The apps with a webhook that gets notifications. */
const appsOf = (webhooks: WebhookRecord[]): Set<string> =>
  new Set(webhooks.filter(getsNotifications).map(({ appId }) => appId))

/** The messages of users among the entries, by conversation. `delays` has the delays of the apps, in milliseconds. */
function missedIn(entries: LogEntry[], delays: Map<string, number>): Missed[] {
  const found = new Map<string, Missed>()
  for (const { appId, json } of entries) {
    const { message }: EventOf<'message.created'> = JSON.parse(json)
    const { conversationId, createdAt } = message
    if (message.senderId === null) continue
    const key = JSON.stringify([appId, conversationId])
    const first = found.get(key)
    const dueAt = createdAt + (delays.get(appId) ?? 0)
    if (first) first.upTo = createdAt
    else found.set(key, { appId, conversationId, since: createdAt, upTo: createdAt, dueAt })
  }
  return [...found.values()]
}
