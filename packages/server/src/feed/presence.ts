import { setTimeout as wait } from 'node:timers/promises'
import { type Store, userLock, type WriteTx } from '../store/store.ts'
import type { NodeStream, OpenStream } from '../store/tables/streams.ts'
import { Nodes } from './nodes.ts'
import type { Watching } from './watching.ts'

export interface PresenceOptions {
  store: Store
  nodeId: string
  watching: Watching
  onError: (error: unknown) => void
}

/** A pending change of a stream in the store: save its row, or delete it. */
interface Change {
  stream: Stream
  isOpen: boolean
  done: PromiseWithResolvers<void>
}

/** A stream of this node. */
interface Stream extends OpenStream {
  /** Whether its client was alive at the last check. */
  isPresent: boolean
  /** Number of checks since its client was last alive. */
  silentChecks: number
}

/** Max changes per transaction. */
const batchSize = 200

/** Number of checks, one every two seconds, after which a client that sends nothing no longer counts as online. */
const silenceBound = 50

/** Max milliseconds for the last writes when the node stops. */
const closingPatience = 3000

/** Milliseconds between attempts to take the node's lease again. */
const leaseRetry = 500

/**
 * Tracks who is online: every user with an open stream, on any node, whose client is alive. Streams that open and
 * close at the same time share one write.
 */
export class Presence {
  readonly #options: PresenceOptions
  readonly #nodes: Nodes
  /** The streams of this node, by id. */
  readonly #open = new Map<string, Stream>()
  /** Closed streams that may still be in the store. */
  readonly #leaving = new Set<Stream>()
  #changes: Change[] = []
  #writing: Promise<void> | undefined
  /** Whether open streams may be missing in the store. */
  #isIncomplete = false
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: PresenceOptions) {
    this.#options = options
    this.#nodes = new Nodes(options)
  }

  /** Sets the user online while the stream is open and its client is alive. */
  async enter(opened: OpenStream): Promise<void> {
    const stream: Stream = { ...opened, isPresent: true, silentChecks: 0 }
    this.#open.set(stream.id, stream)
    try {
      await this.#change(stream, true)
    } catch (error) {
      // If the database failed, the write may have succeeded before.
      this.#open.delete(stream.id)
      this.#leaving.add(stream)
      throw error
    }
  }

  /** Removes the stream. If the write fails, a later `check` repeats it. */
  async leave(id: string): Promise<void> {
    const stream = this.#open.get(id)
    if (!stream) return
    this.#open.delete(id)
    this.#leaving.add(stream)
    await this.#end(stream)
  }

  /** Records that the stream's client is alive. Returns whether the stream belongs to this node. */
  hear(id: string): boolean {
    const stream = this.#open.get(id)
    if (!stream) return false
    stream.silentChecks = 0
    if (!stream.isPresent) this.#setPresent(stream, true)
    return true
  }

  /** Checks the clients, removes the streams of dead nodes, and repeats failed writes. */
  async check(): Promise<void> {
    await this.#hold()
    await Promise.all([...this.#leaving].map((stream) => this.#end(stream)))
    for (const stream of this.#open.values()) {
      stream.silentChecks += 1
      if (stream.silentChecks > silenceBound && stream.isPresent) this.#setPresent(stream, false)
    }
    for await (const { id, lease } of this.#nodes.findDead())
      try {
        await this.#endNode(id)
      } finally {
        await lease.release()
      }
  }

  /** Completes pending writes. The lease is released when the store closes its connections. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    // Without its database the node stops anyway: other nodes set its users offline.
    await Promise.race([this.#writing, wait(closingPatience, undefined, { ref: false })])
  }

  /** Holds the node's lease. After a loss, other nodes may have removed the streams of this node: they are saved again. */
  async #hold(): Promise<void> {
    const nodes = this.#nodes
    if (!nodes.holdsLease) {
      await nodes.takeLease(() => this.#retake())
      if (!nodes.holdsLease) return
      this.#isIncomplete = true
      const { store, nodeId } = this.#options
      await store.write([nodeLock(nodeId)], (tx) => tx.nodes.put(nodeId))
    }
    if (!this.#isIncomplete) return
    await Promise.all([...this.#open.values()].map((stream) => this.#change(stream, true)))
    this.#isIncomplete = false
  }

  #retake(): void {
    if (this.#isClosed) return
    const again = () => {
      this.#retry = setTimeout(() => this.#retake(), leaseRetry).unref()
    }
    this.#hold().then(() => this.#nodes.holdsLease || again(), again)
  }

  #setPresent(stream: Stream, isPresent: boolean): void {
    stream.isPresent = isPresent
    this.#change(stream, true).catch((error) => {
      this.#isIncomplete = true
      this.#options.onError(error)
    })
  }

  async #end(stream: Stream): Promise<void> {
    const ended = this.#change(stream, false)
    await ended.then(() => this.#leaving.delete(stream), this.#options.onError)
  }

  #change(stream: Stream, isOpen: boolean): Promise<void> {
    const done = Promise.withResolvers<void>()
    this.#changes.push({ stream, isOpen, done })
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined
    })
    return done.promise
  }

  async #writeAll(): Promise<void> {
    // Changes of the same turn share one write.
    await new Promise(setImmediate)
    while (this.#changes.length > 0) {
      const changes = this.#changes.splice(0, batchSize)
      try {
        await this.#write(changes)
        for (const { done } of changes) done.resolve()
      } catch (error) {
        for (const { done } of changes) done.reject(error)
      }
    }
  }

  async #write(changes: Change[]): Promise<void> {
    const { store, nodeId, watching } = this.#options
    // Only the last change of a stream is written.
    const last = [...new Map(changes.map((change) => [change.stream.id, change])).values()]
    const put = last.flatMap(({ stream, isOpen }): NodeStream[] =>
      isOpen ? [{ ...stream, ...watching.stateOf(stream.id) }] : [],
    )
    const gone = last.flatMap(({ stream, isOpen }) => (isOpen ? [] : [stream]))
    const changed = await store.write(locksOf(nodeId, [...put, ...gone]), async (tx) => {
      if (put.length > 0) await tx.nodes.put(nodeId)
      await tx.streams.put(nodeId, put)
      await tx.streams.delete(gone.map(({ id }) => id))
      return updateOnline(tx, [...put, ...gone])
    })
    watching.announce(changed)
  }

  async #endNode(nodeId: string): Promise<void> {
    const { store, watching } = this.#options
    for (;;) {
      const streams = await store.read.streams.ofNode(nodeId, batchSize)
      if (streams.length === 0) break
      const changed = await store.write(locksOf(nodeId, streams), async (tx) => {
        await tx.streams.delete(streams.map(({ id }) => id))
        return updateOnline(tx, streams)
      })
      watching.announce(changed)
    }
    await store.write([nodeLock(nodeId)], (tx) => tx.nodes.deleteIfEmpty(nodeId))
  }
}

const nodeLock = (nodeId: string) => `node ${nodeId}`

const locksOf = (nodeId: string, streams: OpenStream[]) => [
  nodeLock(nodeId),
  ...streams.map(({ appId, userId }) => userLock(appId, userId)),
]

/** Updates whether the streams' users are online. Returns the users for whom it changed, by app. */
async function updateOnline(tx: WriteTx, streams: OpenStream[]): Promise<Map<string, string[]>> {
  const changed = new Map<string, string[]>()
  for (const [appId, some] of Map.groupBy(streams, (stream) => stream.appId)) {
    const users = await tx.users.updateOnline(appId, [...new Set(some.map(({ userId }) => userId))])
    if (users.length > 0) changed.set(appId, users)
  }
  return changed
}
