import type { Store } from '../store/store.ts'
import { type Cursor, isAfter, type LogEntry } from '../store/tables/events.ts'
import { type Membership, openEnd } from '../store/tables/memberships.ts'

/** Max number of cached memberships. */
const defaultLimit = 200_000

type Place = Pick<LogEntry, 'appId' | 'conversationId'>

/** A conversation's memberships by user, mostly one each. */
type ByUser = Map<string, Membership[]>

/**
 * A cache of who may see the events of conversations. The memberships of a conversation are read with its first event
 * and updated by later events. The least recently used conversations are removed first.
 */
export class Memberships {
  readonly #store: Store
  readonly #limit: number
  /** By app and conversation. The most recently used is last. */
  #known = new Map<string, ByUser>()
  #size = 0

  constructor(store: Store, limit = defaultLimit) {
    this.#store = store
    this.#limit = limit
  }

  /** Whether `load` must be called before the entries are delivered. */
  lacks(entries: Place[]): boolean {
    return entries.some((entry) => entry.conversationId !== null && !this.#of(entry))
  }

  /** Reads the memberships of the entries' conversations. */
  async load(entries: Place[]): Promise<void> {
    const known = this.#known
    const missing = new Map<string, Set<string>>()
    for (const entry of entries) {
      const { appId, conversationId } = entry
      if (conversationId !== null && !this.#of(entry))
        missing.set(appId, (missing.get(appId) ?? new Set()).add(conversationId))
    }
    for (const [appId, conversationIds] of missing) {
      const found = await this.#store.read.memberships.of(appId, [...conversationIds])
      // Entries that are delivered in between would not update them, so they would become outdated.
      if (known !== this.#known) return
      for (const [conversationId, memberships] of found) {
        const byUser = Map.groupBy(memberships, ({ userId }) => userId)
        this.#known.set(keyOf(appId, conversationId), byUser)
        this.#size += byUser.size
      }
    }
  }

  /** Adds the users for whom the entry is the first. Call this with each entry, in order. */
  before(entry: LogEntry): void {
    const byUser = this.#of(entry)
    if (byUser) for (const userId of entry.opens ?? []) this.#open(byUser, entry, userId)
  }

  /** Yields the given users who may see the entry of a conversation. */
  usersOf(entry: LogEntry, users: ReadonlyMap<string, unknown>): Generator<string> {
    return this.#those(users, entry, (one) => covers(one, entry))
  }

  /** Yields the given users who are in the conversation at the cursor. */
  usersAt(place: Place, at: Cursor, users: ReadonlyMap<string, unknown>): Generator<string> {
    return this.#those(users, place, ({ from, to }) => to.id === openEnd && !isAfter(from, at))
  }

  /** Removes the users for whom the entry is the last. Call this with each entry after its delivery. */
  after(entry: LogEntry): void {
    const byUser = this.#of(entry)
    if (!byUser || entry.closes === undefined) return
    const ended = entry.closes === 'everyone' ? [...byUser.keys()] : entry.closes
    for (const userId of ended) {
      // A membership that starts later was read before the event that starts it.
      const later = byUser.get(userId)?.filter(({ from }) => !isAfter(entry, from)) ?? []
      if (later.length > 0) byUser.set(userId, later)
      else if (byUser.delete(userId)) this.#size -= 1
    }
  }

  /** Removes the least recently used conversations, down to the limit. */
  shrink(): void {
    for (const [key, byUser] of this.#known) {
      if (this.#size <= this.#limit) return
      this.#known.delete(key)
      this.#size -= byUser.size
    }
  }

  clear(): void {
    this.#known = new Map()
    this.#size = 0
  }

  /** The memberships of the entry's conversation, if they are cached. */
  #of({ appId, conversationId }: Place): ByUser | undefined {
    if (conversationId === null) return undefined
    const key = keyOf(appId, conversationId)
    const known = this.#known.get(key)
    if (known) {
      this.#known.delete(key)
      this.#known.set(key, known)
    }
    return known
  }

  /** Yields the users who have such a membership of the conversation. */
  *#those(
    users: ReadonlyMap<string, unknown>,
    place: Place,
    isSuch: (membership: Membership) => boolean,
  ): Generator<string> {
    const byUser: ByUser = this.#of(place) ?? new Map()
    const [fewer, others] = users.size < byUser.size ? [users, byUser] : [byUser, users]
    for (const userId of fewer.keys())
      if (others.has(userId) && byUser.get(userId)?.some(isSuch)) yield userId
  }

  #open(byUser: ByUser, entry: LogEntry, userId: string): void {
    const memberships = byUser.get(userId) ?? []
    if (memberships.length === 0) this.#size += 1
    if (memberships.some((one) => covers(one, entry))) return
    const from = { xid: entry.xid, id: entry.id - 1, mark: 0 }
    const to = { xid: openEnd, id: openEnd, mark: 0 }
    byUser.set(userId, [...memberships, { userId, from, to }])
  }
}

const keyOf = (appId: string, conversationId: string) => `${appId}\n${conversationId}`

const covers = ({ from, to }: Membership, entry: LogEntry) =>
  isAfter(entry, from) && !isAfter(entry, to)
