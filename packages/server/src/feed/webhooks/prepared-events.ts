import { setImmediate } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { bodyOf, type WebhookEventType } from '../../model/webhook.ts'
import type { ReadStore } from '../../store/store.ts'
import { chunk } from '../../store/tables/clauses.ts'
import type { LogEntry } from '../../store/tables/events.ts'
import { webhookEvents } from './payloads.ts'
import { Surroundings } from './surroundings.ts'

/** An event as it is sent, the same to every endpoint. */
export interface PreparedEvent {
  id: string
  /** The id of its entry in the log. */
  logId: number
  type: WebhookEventType
  /** Events with the same key are sent in the order of the log. */
  key: string
  body: string
}

/** Max entries that are prepared at a time, so that other work need not wait long. */
const atOnce = 10

/** Max characters of the bodies that are kept for other endpoints. */
const maxSize = 16 * 1024 * 1024

/** Prepares the events for the entries of the log, and keeps the newest for other endpoints. */
export class PreparedEvents {
  readonly #store: ReadStore
  readonly #known = new LRUCache<number, PreparedEvent[]>({
    maxSize,
    sizeCalculation: (events) => events.reduce((sum, { body }) => sum + body.length, 1),
  })
  readonly #running = new Map<number, Promise<PreparedEvent[]>>()

  constructor(store: ReadStore) {
    this.#store = store
  }

  /** The events of each of the entries. */
  async of(entries: LogEntry[]): Promise<PreparedEvent[][]> {
    const all: PreparedEvent[][] = []
    for (const some of chunk(entries, atOnce)) {
      if (all.length > 0) await setImmediate()
      all.push(...(await this.#some(some)))
    }
    return all
  }

  async #some(entries: LogEntry[]): Promise<PreparedEvent[][]> {
    const isUnknown = ({ id }: LogEntry) => !this.#known.has(id) && !this.#running.has(id)
    const unknown = entries.filter(isUnknown)
    const prepared = unknown.length > 0 ? this.#prepare(unknown) : Promise.resolve([])
    for (const [index, { id }] of unknown.entries())
      this.#running.set(
        id,
        prepared.then((all) => all[index] ?? []),
      )
    try {
      return await Promise.all(
        entries.map(({ id }) => this.#known.get(id) ?? this.#running.get(id) ?? []),
      )
    } finally {
      for (const { id } of unknown) this.#running.delete(id)
    }
  }

  async #prepare(entries: LogEntry[]): Promise<PreparedEvent[][]> {
    const events = await this.#store.snapshot((tx) => {
      const around = new Surroundings(tx)
      return Promise.all(entries.map((entry) => webhookEvents(entry, tx, around)))
    })
    return entries.map(({ id: logId }, index) => {
      const some = (events[index] ?? []).map((event) => {
        const { id, type, key } = event
        return { id, logId, type, key, body: bodyOf(event) }
      })
      this.#known.set(logId, some)
      return some
    })
  }
}
