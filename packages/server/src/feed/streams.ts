import type { App } from '../model/app.ts'
import { typingEvent } from '../model/event.ts'
import { defaultRole, masksContacts, type Roles } from '../model/permissions.ts'
import type { Store } from '../store/store.ts'
import { type Cursor, cursorFrom, isAfter, type LogEntry } from '../store/tables/events.ts'
import { formatCursor } from './cursor.ts'
import { LastMessages } from './last-messages.ts'
import type { Consumer } from './log-tail.ts'
import { maskedItems } from './masked-items.ts'
import { Memberships } from './memberships.ts'
import { type FeedItem, itemOf, type Reader, Readers } from './reader.ts'
import type { Typist } from './typing.ts'
import type { Watching } from './watching.ts'

export interface StreamsOptions {
  store: Store
  /** The epoch of the database, part of every cursor. */
  epoch: string
  watching: Watching
  findApp: (id: string) => Promise<App | undefined>
  /** Called with each event that is delivered. */
  onEntry: (entry: LogEntry) => void
}

interface ShownTyping {
  typist: Typist
  /** Whether a role may see it; undefined if all roles may. */
  maySee: ((role: string) => boolean) | undefined
}

/** Max typing events that wait for the log. */
const maxEarly = 1000

/** Delivers new events to the streams of this node that have caught up with the log. */
export class Streams implements Consumer {
  readonly name = 'streams'
  position: Cursor | undefined
  readonly #options: StreamsOptions
  readonly #readers = new Readers()
  readonly #memberships: Memberships
  readonly #lastMessages = new LastMessages()
  /** Typing after the delivered part of the log. */
  #early: ShownTyping[] = []
  /** Deliveries run one after the other, in the order of the log. The value is how many have not ended. */
  #turns = 0
  #lastTurn: Promise<unknown> = Promise.resolve()

  constructor(options: StreamsOptions) {
    this.#options = options
    this.#memberships = new Memberships(options.store)
  }

  handle(entries: LogEntry[]): Promise<void> {
    return this.#inTurn(async () => {
      const masking = await this.#prepare(entries)
      for (const entry of entries) {
        this.#memberships.before(entry)
        const item = itemOf(this.#options.epoch, entry)
        const roles = masking.get(entry.appId)
        const itemFor = roles ? maskedItems(item, roles) : () => item
        for (const reader of this.#readersOf(entry)) reader.push(itemFor(reader))
        this.#memberships.after(entry)
        this.#note(entry)
        this.#options.onEntry(entry)
        this.position = cursorFrom(entry)
      }
      await this.#sendEarly()
      this.#memberships.shrink()
    })
  }

  /** Returns the items that a reader gets for events before it has joined. */
  async itemsFor(reader: Reader): Promise<(entry: LogEntry) => FeedItem> {
    const roles = await this.#maskingRoles(reader.appId)
    if (!roles) return (entry) => itemOf(this.#options.epoch, entry)
    reader.role = undefined
    await this.#readRoles(reader.appId, [reader])
    return (entry) => maskedItems(itemOf(this.#options.epoch, entry), roles)(reader)
  }

  hasReaders(appId: string): boolean {
    return this.#readers.usersOf(appId).size > 0
  }

  /**
   * Sends a typing event to the other participants. The event keeps its position in the log: a stream gets it after the
   * events that were in the log when the user typed. It is not sent after a newer message of the conversation.
   */
  showTyping(typist: Typist, maySee: ShownTyping['maySee']): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.position) return
      if (isAfter(typist.at, this.position)) {
        this.#early.push({ typist, maySee })
        if (this.#early.length > maxEarly) this.#early.shift()
        return
      }
      await this.#sendTyping({ typist, maySee })
      this.#memberships.shrink()
    })
  }

  /** Ends the streams. When they resume, they get `reset`, as the log has been trimmed. */
  lose(): void {
    for (const reader of this.#readers.all()) reader.end()
    this.position = undefined
    this.#memberships.clear()
  }

  /** Adds a reader that gets the events after `at`. Returns false if some of them were already delivered. */
  join(reader: Reader, at: Cursor): boolean {
    this.position ??= at
    if (isAfter(this.position, at)) return false
    this.#add(reader, at)
    return true
  }

  /** Adds a reader that gets events from now on: after `at` or the last delivered event, whichever is later. */
  joinNow(reader: Reader, at: Cursor): void {
    this.position ??= at
    this.#add(reader, isAfter(this.position, at) ? this.position : at)
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader)
    this.#rest()
  }

  /** Sends a heartbeat, which moves the cursors past events for other users. */
  beat(): void {
    if (!this.position) return
    const item = { at: this.position, cursor: formatCursor(this.#options.epoch, this.position) }
    for (const reader of this.#readers.all()) reader.push(item)
  }

  /**
   * Reads the data that is needed to deliver the entries. Returns the roles of the apps that hide contacts. Readers may
   * join meanwhile.
   */
  async #prepare(entries: LogEntry[]): Promise<Map<string, Roles | undefined>> {
    const masking = new Map<string, Roles | undefined>()
    const concerned = () => entries.filter(({ appId }) => this.hasReaders(appId))
    const unknown = () => concerned().find(({ appId }) => !masking.has(appId))?.appId
    const nameless = () => [...masking].find(([appId, roles]) => roles && this.#lacksRoles(appId))
    for (;;) {
      const appId = unknown()
      const [masked] = nameless() ?? []
      if (appId !== undefined) masking.set(appId, await this.#maskingRoles(appId))
      else if (this.#memberships.lacks(concerned())) await this.#memberships.load(concerned())
      else if (masked !== undefined) await this.#readRoles(masked, [...this.#readers.inApp(masked)])
      else return masking
    }
  }

  #lacksRoles(appId: string): boolean {
    for (const { role } of this.#readers.inApp(appId)) if (role === undefined) return true
    return false
  }

  /** The roles of the app; undefined if they hide no contacts. */
  async #maskingRoles(appId: string): Promise<Roles | undefined> {
    const { roles = {} } = (await this.#options.findApp(appId))?.settings ?? {}
    return masksContacts(roles) ? roles : undefined
  }

  *#readersOf(entry: LogEntry): Generator<Reader> {
    const { appId, conversationId, userId } = entry
    const users = this.#readers.usersOf(appId)
    if (userId === null)
      for (const one of this.#memberships.usersOf(entry, users)) yield* users.get(one) ?? []
    else {
      yield* users.get(userId) ?? []
      if (conversationId !== null) return
      for (const reader of this.#options.watching.watchersOf(appId, userId) ?? [])
        if (reader.userId !== userId) yield reader
    }
  }

  #add(reader: Reader, joinedAt: Cursor): void {
    reader.at = joinedAt
    reader.joinedAt = joinedAt
    this.#readers.add(reader)
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turns += 1
    const turn = this.#lastTurn.then(work)
    this.#lastTurn = turn.catch(() => undefined)
    try {
      await turn
    } finally {
      this.#turns -= 1
      this.#rest()
    }
  }

  /** Stores what is needed to decide later who sees typing. */
  #note(entry: LogEntry): void {
    const { appId, conversationId, userId, type } = entry
    const users = this.#readers.usersOf(appId)
    if (users.size === 0) return
    if (type === 'message.created') this.#lastMessages.add(entry)
    if (conversationId === null && userId !== null) {
      // The next entries may be in the same batch, for which nothing more is read.
      const own = [...(users.get(userId) ?? [])]
      const role = own.length > 0 ? JSON.parse(entry.json).user?.role : undefined
      for (const reader of own) reader.role = role ?? reader.role
    }
  }

  async #sendEarly(): Promise<void> {
    const { position } = this
    if (!position || this.#early.length === 0) return
    const isDue = ({ typist }: ShownTyping) => !isAfter(typist.at, position)
    const due = this.#early.filter(isDue)
    this.#early = this.#early.filter((one) => !isDue(one))
    for (const one of due) await this.#sendTyping(one)
  }

  async #sendTyping({ typist, maySee }: ShownTyping): Promise<void> {
    const { position } = this
    const { appId, conversationId, userId, at } = typist
    if (!position || this.#lastMessages.isAfter(typist, at)) return
    if (this.#memberships.lacks([typist])) await this.#memberships.load([typist])
    const users = this.#readers.usersOf(appId)
    const readers: Reader[] = []
    for (const one of this.#memberships.usersAt(typist, position, users))
      if (one !== userId) readers.push(...(users.get(one) ?? []))
    if (maySee) await this.#readRoles(appId, readers)
    const { type, ...data } = typingEvent(conversationId, userId)
    const item = { event: { type, json: JSON.stringify({ type, ...data }) }, isOptional: true }
    for (const reader of readers) {
      // A stream that began later may have received a newer message in its replay.
      const hasGotMore = !reader.joinedAt || isAfter(reader.joinedAt, at)
      if (!hasGotMore && (!maySee || maySee(reader.role ?? defaultRole))) reader.push(item)
    }
  }

  /** Reads the roles of the readers' users that are not known. */
  async #readRoles(appId: string, readers: Reader[]): Promise<void> {
    const unknown = readers.filter(({ role }) => role === undefined)
    const ids = [...new Set(unknown.map(({ userId }) => userId))]
    const users = await this.#options.store.read.users.getAll(appId, ids)
    for (const reader of unknown) reader.role = users.get(reader.userId)?.role ?? defaultRole
  }

  /** Without readers the log is not read, so the cached memberships would become stale. */
  #rest(): void {
    if (!this.#readers.isEmpty || this.#turns > 0) return
    this.position = undefined
    this.#early = []
    this.#memberships.clear()
  }
}
