import { setTimeout } from 'node:timers/promises'
import { presenceEvent } from '../model/event.ts'
import type { Store } from '../store/store.ts'
import {
  type NodeStream,
  nothingSelected,
  type Selection,
  type WatchedSet,
} from '../store/tables/streams.ts'
import { maxNoticeBytes, type Notices } from './notices.ts'
import type { Reader } from './reader.ts'

export interface WatchingOptions {
  store: Store
  notices: Notices
  nodeId: string
  /** Called when another node reports that the client of a stream is alive. */
  onAlive: (streamId: string) => void
  /** Called when a read fails; the next `check` repeats it. */
  onError: (error: unknown) => void
}

/** Max users whose presence is read at a time. */
const pageSize = 200

/** The max number of checks whether another node uses a set, and the milliseconds between two checks. */
const maxLooks = 10
const lookInterval = 500

/** Number of checks, one every two seconds, between two reads of the presence of all watched users. */
const checksPerRead = 3

/**
 * Tracks which users the streams of this node watch, and sends them who is online. A message between nodes only says that
 * someone's presence may have changed; the state itself is read from the store. So a lost or late message can delay an
 * event, but it cannot change what readers get.
 */
export class Watching {
  readonly #options: WatchingOptions
  /** The streams of this node, by id. */
  readonly #readers = new Map<string, Reader>()
  /** The streams that watch a user, by app and user. */
  readonly #watchers = new Map<string, Map<string, Set<Reader>>>()
  /** Users whose presence must be read again, by app. */
  readonly #stale = new Map<string, Set<string>>()
  /** Streams of other nodes that must use a new set. */
  readonly #awaited = new Map<string, PromiseWithResolvers<void>>()
  #reading: Promise<void> | undefined
  #taking: Promise<void> | undefined
  #checks = 0

  constructor(options: WatchingOptions) {
    this.#options = options
    const { notices } = options
    notices.on('presence', (presence) => this.expire(...presence))
    notices.on('alive', options.onAlive)
    notices.on('watched', (streamId) => {
      if (this.isOpen(streamId)) this.#takeSets().catch(options.onError)
    })
    notices.on('took', (streamId) => {
      this.#awaited.get(streamId)?.resolve()
      this.#awaited.delete(streamId)
    })
    notices.onLoss(() => {
      this.#expireAll()
      this.#takeSets().catch(options.onError)
    })
  }

  open(reader: Reader): void {
    this.#readers.set(reader.streamId, reader)
  }

  close(reader: Reader): void {
    this.#readers.delete(reader.streamId)
    for (const userId of reader.watched.keys()) this.#removeWatcher(reader, userId)
    reader.watched.clear()
  }

  /** The columns of a stream of this node. */
  stateOf(streamId: string): Pick<NodeStream, 'watchVersion' | keyof Selection> {
    const { watchVersion = 0, selection = nothingSelected } = this.#readers.get(streamId) ?? {}
    return { watchVersion, ...selection }
  }

  isOpen(streamId: string): boolean {
    return this.#readers.has(streamId)
  }

  /** The streams of this node that watch the user. */
  watchersOf(appId: string, userId: string): ReadonlySet<Reader> | undefined {
    return this.#watchers.get(appId)?.get(userId)
  }

  /** Sets the users that a stream of this node watches, unless it has a newer set. */
  watch(streamId: string, set: WatchedSet): void {
    const reader = this.#readers.get(streamId)
    if (!reader) return
    if (set.version <= reader.watchVersion) return
    reader.watchVersion = set.version
    reader.selection = set.selection
    const wanted = new Set(set.users)
    for (const userId of reader.watched.keys())
      if (!wanted.has(userId)) {
        reader.watched.delete(userId)
        this.#removeWatcher(reader, userId)
      }
    const online = new Set(set.online)
    for (const userId of wanted) {
      // For a user that the stream watches already, the client knows the state that was sent last.
      if (reader.watched.has(userId)) continue
      reader.watched.set(userId, online.has(userId))
      this.#addWatcher(reader, userId)
    }
    // Their presence may have changed since the set was stored.
    this.expire(reader.appId, set.users)
  }

  /** Waits until the stream's node uses the set with this version. Returns false after a timeout. */
  async waitUntilTaken(streamId: string, version: number): Promise<boolean> {
    const taken = this.#awaited.get(streamId) ?? Promise.withResolvers<void>()
    this.#awaited.set(streamId, taken)
    this.#options.notices.send('watched', streamId)
    for (let looks = 0; looks < maxLooks; looks += 1) {
      await Promise.race([taken.promise, setTimeout(lookInterval, undefined, { ref: false })])
      if (await this.#options.store.read.streams.hasTaken(streamId, version)) return true
    }
    if (this.#awaited.get(streamId) === taken) this.#awaited.delete(streamId)
    return false
  }

  /** Call this when this node has changed the presence of these users, by app. */
  announce(changed: Map<string, string[]>): void {
    const { notices } = this.#options
    for (const [appId, users] of changed) {
      this.expire(appId, users)
      for (const some of noticesOf(users)) notices.send('presence', [appId, some])
    }
  }

  /** Call this when the client of another node's stream is alive. */
  announceAlive(streamId: string): void {
    this.#options.notices.send('alive', streamId)
  }

  /** Call this when the presence of these users may have changed. */
  expire(appId: string, users: string[]): void {
    const watched = this.#watchers.get(appId)
    if (!watched) return
    const stale = this.#stale.get(appId) ?? new Set()
    for (const userId of users) if (watched.has(userId)) stale.add(userId)
    if (stale.size === 0) return
    this.#stale.set(appId, stale)
    this.#read()
  }

  /** Does the work that lost messages would have started. */
  async check(): Promise<void> {
    this.#read()
    if (!this.#options.store.isShared) return
    this.#checks += 1
    if (this.#checks % checksPerRead === 0) this.#expireAll()
    await this.#takeSets()
  }

  #expireAll(): void {
    for (const [appId, users] of this.#watchers) this.expire(appId, [...users.keys()])
  }

  /** Uses the sets that other nodes have stored for streams of this node. */
  #takeSets(): Promise<void> {
    const { store, notices, nodeId } = this.#options
    const take = async () => {
      for (;;) {
        const sets = await store.read.streams.newWatchedSets(nodeId, pageSize)
        for (const { id, set } of sets) if (this.isOpen(id)) this.watch(id, set)
        if (sets.length > 0)
          await store.write([], async (tx) => {
            for (const { id, set } of sets) await tx.streams.tookSet(id, set.version)
          })
        for (const { id } of sets) notices.send('took', id)
        if (sets.length < pageSize) return
      }
    }
    // One message at a time: a message may refer to a set that was stored during the current read.
    const taking = (this.#taking ?? Promise.resolve()).then(take, take)
    this.#taking = taking
    return taking
  }

  #read(): void {
    if (this.#reading || this.#stale.size === 0) return
    this.#reading = this.#readStale()
      .catch(this.#options.onError)
      .finally(() => {
        this.#reading = undefined
      })
  }

  /**
   * Reads the presence of stale users and sends it to their watchers. One read at a time, so that no read returns an
   * older state.
   */
  async #readStale(): Promise<void> {
    for (let [first] = this.#stale; first; [first] = this.#stale) {
      const [appId, stale] = first
      const users = [...stale].slice(0, pageSize)
      for (const userId of users) stale.delete(userId)
      if (stale.size === 0) this.#stale.delete(appId)
      try {
        const online = await this.#options.store.read.users.online(appId, users)
        for (const userId of users) this.#tell(appId, userId, online.has(userId))
      } catch (error) {
        this.#stale.set(appId, new Set([...users, ...(this.#stale.get(appId) ?? [])]))
        throw error
      }
    }
  }

  #tell(appId: string, userId: string, isOnline: boolean): void {
    const { type, ...data } = presenceEvent(userId, isOnline)
    const event = { type, json: JSON.stringify({ type, ...data }) }
    for (const reader of this.watchersOf(appId, userId) ?? []) {
      if (reader.watched.get(userId) === isOnline) continue
      reader.watched.set(userId, isOnline)
      reader.push({ event })
    }
  }

  #addWatcher(reader: Reader, userId: string): void {
    const users = this.#watchers.get(reader.appId) ?? new Map<string, Set<Reader>>()
    this.#watchers.set(reader.appId, users)
    users.set(userId, (users.get(userId) ?? new Set()).add(reader))
  }

  #removeWatcher(reader: Reader, userId: string): void {
    const users = this.#watchers.get(reader.appId)
    const readers = users?.get(userId)
    readers?.delete(reader)
    if (readers?.size === 0) users?.delete(userId)
    if (users?.size === 0) this.#watchers.delete(reader.appId)
  }
}

/** Splits the ids into groups that fit into a message. */
function* noticesOf(users: string[]): Generator<string[]> {
  let some: string[] = []
  let bytes = 0
  for (const userId of users) {
    const size = Buffer.byteLength(JSON.stringify(userId)) + 1
    if (bytes + size > maxNoticeBytes) {
      yield some
      some = []
      bytes = 0
    }
    some.push(userId)
    bytes += size
  }
  if (some.length > 0) yield some
}
