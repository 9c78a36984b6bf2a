import { type Cursor, cursorFrom, isAfter, type LogEntry } from '../../store/tables/events.ts'
import { type Consumer, LogTail, type LogTailOptions, pageAfter } from '../log-tail.ts'

/** Part of the log. */
export interface LogPage {
  entries: LogEntry[]
  /** The page has all entries of the app up to here. */
  upTo: Cursor
}

export interface LogWindowOptions extends LogTailOptions {
  /** The entries that are needed. */
  isNeeded: (entry: LogEntry) => boolean
}

interface AppWindow {
  /** All entries of the app after `from`. */
  entries: LogEntry[]
  from: Cursor
  listeners: Set<() => void>
}

const pageSize = 200

/** Max size of the entries in memory, in characters of JSON. */
const maxSize = 16 * 1024 * 1024

/**
 * A cache of the newest entries of the log, so that each is read only once for all endpoints. Older entries are read
 * when needed.
 */
export class LogWindow implements Consumer {
  readonly name = 'webhooks'
  position: Cursor | undefined
  readonly #options: LogWindowOptions
  readonly #tail: LogTail
  readonly #apps = new Map<string, AppWindow>()
  /** The entries of all apps, in the order of the log. */
  #entries: LogEntry[] = []
  #size = 0

  constructor(options: LogWindowOptions) {
    this.#options = options
    this.#tail = new LogTail(options, this)
  }

  /** Calls the listener when there are new entries of the app. Returns a function that removes the listener. */
  async follow(appId: string, listener: () => void): Promise<() => void> {
    const from = await this.#begin()
    const app = this.#apps.get(appId) ?? { entries: [], from, listeners: new Set() }
    this.#apps.set(appId, app)
    app.listeners.add(listener)
    return () => {
      app.listeners.delete(listener)
      if (app.listeners.size > 0 || this.#apps.get(appId) !== app) return
      this.#apps.delete(appId)
      if (this.#apps.size === 0) this.#clear()
    }
  }

  /** The next entries of the app after the cursor; undefined if some are no longer in the log. */
  async after(appId: string, at: Cursor): Promise<LogPage | undefined> {
    const position = await this.#begin()
    const app = this.#apps.get(appId)
    if (app && !isAfter(app.from, at)) {
      const first = app.entries.findLastIndex((entry) => !isAfter(entry, at)) + 1
      const entries = app.entries.slice(first, first + pageSize)
      const last = entries.length === pageSize ? entries.at(-1) : undefined
      const end = last ? cursorFrom(last) : position
      return { entries, upTo: isAfter(at, end) ? at : end }
    }
    const { store, isNeeded } = this.#options
    const page = await pageAfter(store, at, pageSize)
    const last = page?.at(-1)
    if (!page) return undefined
    return {
      entries: page.filter((entry) => entry.appId === appId && isNeeded(entry)),
      upTo: last ? cursorFrom(last) : at,
    }
  }

  async handle(entries: LogEntry[]): Promise<void> {
    const woken = new Set<() => void>()
    for (const entry of entries) {
      const app = this.#apps.get(entry.appId)
      if (!app || !this.#options.isNeeded(entry)) continue
      app.entries.push(entry)
      this.#entries.push(entry)
      this.#size += entry.json.length
      for (const listener of app.listeners) woken.add(listener)
    }
    const last = entries.at(-1)
    if (last) this.position = cursorFrom(last)
    this.#shrink()
    for (const listener of woken) listener()
  }

  lose(): void {
    this.#clear()
  }

  close(): Promise<void> {
    return this.#tail.close()
  }

  #shrink(): void {
    let count = 0
    for (const entry of this.#entries) {
      if (this.#size <= maxSize) break
      count += 1
      this.#size -= entry.json.length
      const app = this.#apps.get(entry.appId)
      if (app?.entries[0] !== entry) continue
      app.entries.shift()
      app.from = cursorFrom(entry)
    }
    if (count > 0) this.#entries = this.#entries.slice(count)
  }

  /** Continues from the end of the log, unless it has begun. Returns the position. */
  async #begin(): Promise<Cursor> {
    if (this.position) return this.position
    const end = await this.#options.store.read.events.position()
    if (!this.position) {
      this.position = end
      for (const app of this.#apps.values()) app.from = end
      this.#tail.wake()
    }
    return this.position
  }

  #clear(): void {
    this.position = undefined
    this.#entries = []
    this.#size = 0
    for (const app of this.#apps.values()) app.entries = []
  }
}
