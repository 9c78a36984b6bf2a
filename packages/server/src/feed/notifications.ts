import { setImmediate } from 'node:timers/promises'
import type { App } from '../model/app.ts'
import type { EventOf } from '../model/event.ts'
import { maxMissed, maxTypingWait, recipientsOf } from '../model/notification.ts'
import type { Lease, ReadStore, ReadTx } from '../store/store.ts'
import { notificationConsumer } from '../store/tables/consumers.ts'
import { type Cursor, cursorFrom, isAfter, type LogEntry } from '../store/tables/events.ts'
import type { Missed } from '../store/tables/missed.ts'
import {
  appsWithNotifications,
  type Finding,
  type NotificationWrites,
} from './notification-writes.ts'
import type { Typist } from './typing.ts'

export interface NotificationOptions {
  store: ReadStore
  writes: NotificationWrites
  /** See `Engine.lease`. */
  lease: (name: string) => Promise<Lease | undefined>
  /** See `Typing.recent`. */
  typists: () => Promise<Typist[]>
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
}

/**
 * Milliseconds between two checks for notifications that are due, and between two searches for webhooks that get
 * notifications.
 */
const checkInterval = 250
const lookInterval = 1000

/** Max messages of one read, and max conversations of one write. A write also ends when it has so many notifications. */
const pageSize = 200
const dueSize = 20
const maxNotices = 100

/**
 * How often new messages are saved, or only the cursor if there were none, in milliseconds. Saves are rare because they
 * are additional writes. After a crash, messages since the last save are read from the log again.
 */
const saveInterval = 5000
const idleSave = 30_000

/** Milliseconds after which a conversation in which somebody types is checked again. */
const typingRetry = 1000

/** Data that was read from the log and is not saved yet. */
interface Unsaved {
  /** The saved cursor. */
  from: Cursor
  upTo: Cursor
  /** New messages, by app and conversation. */
  missed: Map<string, Missed>
}

/**
 * Finds who has missed messages, for webhooks that get `notification.triggered`. One node reads new messages from the
 * log, from a saved cursor. One write saves the cursor and the conversations that have missed messages. After the app's
 * delay, the notifications are appended to the log, in the same write that removes the conversation. So each is
 * appended exactly once, even if a node stops in between. While no webhook gets notifications, this class only searches
 * for one.
 */
export class Notifications {
  readonly #options: NotificationOptions
  #timer: NodeJS.Timeout | undefined
  #lease: Lease | undefined
  #apps = new Set<string>()
  #lookedAt = Number.NEGATIVE_INFINITY
  #savedAt = Number.NEGATIVE_INFINITY
  #unsaved: Unsaved | undefined
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
    if (!this.#lease) return
    while (!this.#isClosed && (await this.#read()));
    while (!this.#isClosed && (await this.#notify())) await setImmediate()
  }

  /** Starts to work if a webhook gets notifications. This is read again at intervals. */
  async #look(): Promise<void> {
    const { store, lease } = this.#options
    const time = performance.now()
    if (time - this.#lookedAt < lookInterval) return
    this.#apps = appsWithNotifications(await store.read.webhooks.all())
    this.#lookedAt = time
    if (this.#apps.size === 0) await this.#end()
    else if (!this.#lease || this.#lease.lost.aborted) {
      this.#unsaved = undefined
      this.#lease = await lease(notificationConsumer)
    }
  }

  async #end(): Promise<void> {
    const { store, writes } = this.#options
    this.#unsaved = undefined
    await this.#release()
    if (await store.read.consumers.get(notificationConsumer)) await writes.endNotifications()
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
    this.#unsaved ??= await this.#begun(end)
    const unsaved = this.#unsaved
    let isMore = false
    if (isAfter(end, unsaved.upTo)) {
      // Read after the end of the log: a webhook that is created later gets no messages up to there.
      this.#apps = appsWithNotifications(await read.webhooks.all())
      if (this.#apps.size === 0) return false
      const entries = await read.events.messagesAfter([...this.#apps], unsaved.upTo, end, pageSize)
      const last = entries.length === pageSize ? entries.at(-1) : undefined
      addMissed(unsaved.missed, entries, await this.#delays())
      unsaved.upTo = last ? cursorFrom(last) : end
      isMore = last !== undefined
    }
    if (!this.#isSaveDue(unsaved)) return isMore
    return !(await this.#save(unsaved)) || isMore
  }

  async #begun(end: Cursor): Promise<Unsaved> {
    const { at = end } = (await this.#options.store.read.consumers.get(notificationConsumer)) ?? {}
    return { from: at, upTo: at, missed: new Map() }
  }

  #isSaveDue({ from, upTo, missed }: Unsaved): boolean {
    const age = performance.now() - this.#savedAt
    if (missed.size === 0) return age >= idleSave && isAfter(upTo, from)
    if (age >= saveInterval || missed.size >= pageSize) return true
    const now = this.#options.now()
    return [...missed.values()].some(({ dueAt }) => dueAt <= now)
  }

  /** Returns false if another node has moved the cursor: the next read begins there. */
  async #save({ from, upTo, missed }: Unsaved): Promise<boolean> {
    const isSaved = await this.#options.writes.saveMissed(from, upTo, [...missed.values()])
    this.#savedAt = performance.now()
    this.#unsaved = isSaved ? { from: upTo, upTo, missed: new Map() } : undefined
    return isSaved
  }

  /** The delays of the apps, in milliseconds. */
  async #delays(): Promise<Map<string, number>> {
    const { read } = this.#options.store
    const apps = await Promise.all([...this.#apps].map((id) => read.apps.get(id)))
    return new Map(apps.flatMap((app) => (app ? [[app.id, delayOf(app)]] : [])))
  }

  /** Sends the notifications that are due. Returns whether there may be more. */
  async #notify(): Promise<boolean> {
    const { store, writes, typists, now } = this.#options
    const [first] = await store.read.missed.due(now(), 1)
    if (!first) return false
    // A notification has all messages that were read by then.
    const unsaved = this.#unsaved
    if (unsaved && unsaved.missed.size > 0 && !(await this.#save(unsaved))) return false
    const typing = await typists()
    const findings = await store.snapshot((tx) => this.#findings(tx, typing))
    await writes.notify(findings)
    return findings.length > 0
  }

  /** Finds who has missed messages for which notifications are due. */
  async #findings(tx: ReadTx, typing: Typist[]): Promise<Finding[]> {
    const findings: Finding[] = []
    let count = 0
    for (const missed of await tx.missed.due(this.#options.now(), dueSize)) {
      const finding = await this.#findingOf(tx, missed, typing)
      findings.push(finding)
      count += finding.recipients.length
      if (count >= maxNotices) break
    }
    return findings
  }

  async #findingOf(tx: ReadTx, missed: Missed, typing: Typist[]): Promise<Finding> {
    const { appId, conversationId, since } = missed
    const time = this.#options.now()
    const finding: Finding = { missed, postponedTo: undefined, recipients: [] }
    const app = await tx.apps.get(appId)
    if (!app || !this.#apps.has(appId)) return finding
    const participants = await tx.participants.listForConversation(appId, conversationId)
    const userIds = participants.map(({ userId }) => userId)
    if (time < since + delayOf(app) + maxTypingWait) {
      const here = new Set(userIds)
      for (const typist of typing)
        if (isIn(typist, missed) && here.has(typist.userId) && !(await hasSent(tx, typist)))
          return { ...finding, postponedTo: time + typingRetry }
    }
    const looking = await tx.streams.looking(appId, conversationId, userIds)
    for (const { participant, isMention } of recipientsOf(participants, looking)) {
      const range = { ...missed, since: Math.max(since, participant.joinedAt) }
      const messageIds = await tx.messages.missedBy(range, participant, isMention, maxMissed)
      if (messageIds.length > 0) finding.recipients.push({ userId: participant.userId, messageIds })
    }
    return finding
  }
}

/** Milliseconds. */
const delayOf = (app: App) => app.settings.notificationDelay * 1000

const isIn = (typist: Typist, { appId, conversationId }: Missed) =>
  typist.appId === appId && typist.conversationId === conversationId

const hasSent = (tx: ReadTx, { appId, conversationId, userId, newestSeq }: Typist) =>
  tx.messages.hasSent(appId, conversationId, userId, newestSeq)

/** Adds the messages of users among the entries. `delays` has the delays of the apps, in milliseconds. */
function addMissed(missed: Map<string, Missed>, entries: LogEntry[], delays: Map<string, number>) {
  for (const { appId, json } of entries) {
    const { message }: EventOf<'message.created'> = JSON.parse(json)
    const { conversationId, createdAt } = message
    if (message.senderId === null) continue
    const key = JSON.stringify([appId, conversationId])
    const first = missed.get(key)
    const dueAt = createdAt + (delays.get(appId) ?? 0)
    if (first) first.upTo = createdAt
    else missed.set(key, { appId, conversationId, since: createdAt, upTo: createdAt, dueAt })
  }
}
