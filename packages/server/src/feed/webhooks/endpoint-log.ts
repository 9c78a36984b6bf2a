import { subscribesTo, type WebhookRecord } from '../../model/webhook.ts'
import type { ReadStore } from '../../store/store.ts'
import { type Cursor, cursorFrom, type LogEntry } from '../../store/tables/events.ts'
import type { Item } from './lanes.ts'
import type { LogWindow } from './log-window.ts'
import type { PreparedEvent, PreparedEvents } from './prepared-events.ts'

export interface EndpointLogOptions {
  store: ReadStore
  window: LogWindow
  prepared: PreparedEvents
}

/** Max events of a rest that are read in one query. */
const restPage = 50

/** Reads the log for one endpoint. */
export class EndpointLog {
  readonly #options: EndpointLogOptions
  readonly #webhook: WebhookRecord

  constructor(options: EndpointLogOptions, webhook: WebhookRecord) {
    this.#options = options
    this.#webhook = webhook
  }

  /** The next events after the cursor; undefined if some of them are no longer in the log. */
  async after(at: Cursor): Promise<{ items: Item<PreparedEvent>[]; upTo: Cursor } | undefined> {
    const page = await this.#options.window.after(this.#webhook.appId, at)
    return page && { items: await this.#itemsOf(page.entries, at), upTo: page.upTo }
  }

  /** The next events of the key that are between the cursors, and whether these are all. */
  async rest(
    key: string,
    after: Cursor,
    upTo: Cursor,
  ): Promise<{ items: Item<PreparedEvent>[]; isAll: boolean }> {
    const entries = await this.#entriesOf(key, after, upTo)
    return { items: await this.#itemsOf(entries, after), isAll: entries.length < restPage }
  }

  #entriesOf(key: string, after: Cursor, upTo: Cursor): Promise<LogEntry[]> {
    const { appId } = this.#webhook
    const { events } = this.#options.store.read
    const [, kind, id = ''] = /^(\w+) (.*)$/s.exec(key) ?? []
    if (kind === 'event') return events.withIds([Number(id)])
    const subject = kind === 'user' ? { userId: id } : { conversationId: id }
    return events.readOf({ appId, ...subject }, after, upTo, restPage)
  }

  async #itemsOf(entries: LogEntry[], start: Cursor): Promise<Item<PreparedEvent>[]> {
    const prepared = await this.#options.prepared.of(entries)
    let before = start
    return entries.map((entry, index) => {
      const at = cursorFrom(entry)
      const events = (prepared[index] ?? []).filter(({ type }) => subscribesTo(this.#webhook, type))
      const key = (this.#webhook.ordered && events[0]?.key) || `event ${entry.id}`
      const size = events.reduce((sum, { body }) => sum + body.length, 0)
      const item = { at, before, key, events, size }
      before = at
      return item
    })
  }
}
