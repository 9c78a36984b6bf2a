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

/** What is to become of a stream in the store: its row says what the stream does, or goes. */
interface Change {
  stream: Stream
  isOpen: boolean
  done: PromiseWithResolvers<void>
}

/** A stream of this node. */
interface Stream extends OpenStream {
  /** Whether its client was heard of lately. */
  isPresent: boolean
  /** How many checks there have been since its client was heard of. */
  silentChecks: number
}

/** Changes that share a transaction. */
const batchSize = 200

/** Checks, one each two seconds, after which a client that was not heard of no longer makes its user online. */
const silenceBound = 50

/** Milliseconds that the last writes may take when the node stops. */
const closingPatience = 3000

/** Milliseconds between tries to take the node's lease again. */
const leaseRetry = 500

/**
 * Keeps who is online: every user with an open stream, on this node or another, whose client was heard of
 * lately. Streams that open and close at the same time are written together.
 */
export class Presence {
  readonly #options: PresenceOptions
  readonly #nodes: Nodes
  /** The streams of this node, by id. */
  readonly #open = new Map<string, Stream>()
  /** Streams that are not open and may still be in the store. */
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

  /** Makes the user online for as long as the stream is open and its client is heard of. */
  async enter(opened: OpenStream): Promise<void> {
    const stream: Stream = { ...opened, isPresent: true, silentChecks: 0 }
    this.#open.set(stream.id, stream)
    try {
      await this.#change(stream, true)
    } catch (error) {
      // A database that went away may have taken the write before it did.
      this.#open.delete(stream.id)
      this.#leaving.add(stream)
      throw error
    }
  }

  /** Ends the stream. If the store does not take that now, a later `check` does. */
  async leave(id: string): Promise<void> {
    const stream = this.#open.get(id)
    if (!stream) return
    this.#open.delete(id)
    this.#leaving.add(stream)
    await this.#end(stream)
  }

  /** The stream's client is there. Returns whether the stream is one of this node. */
  hear(id: string): boolean {
    const stream = this.#open.get(id)
    if (!stream) return false
    stream.silentChecks = 0
    if (!stream.isPresent) this.#setPresent(stream, true)
    return true
  }

  /** Says that this node lives, ends the streams of nodes that do not, and repeats what failed. */
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

  /** Writes what is under way; the end of the store's connections frees the lease. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    // Without its database the node ends all the same: others take its users offline.
    await Promise.race([this.#writing, wait(closingPatience, undefined, { ref: false })])
  }

  /** Holds the node's lease. When it was lost, others may have ended the streams of this node: they come back. */
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
    // What happens in the same turn is written together.
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
    // The last one of a stream counts.
    const last = [...new Map(changes.map((change) => [change.stream.id, change])).values()]
    const put = last.flatMap(({ stream, isOpen }): NodeStream[] =>
      isOpen ? [{ ...stream, watchVersion: watching.versionOf(stream.id) }] : [],
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

/** Brings up to date whether the streams' users are online. Returns those for whom that changed, by app. */
async function updateOnline(tx: WriteTx, streams: OpenStream[]): Promise<Map<string, string[]>> {
  const changed = new Map<string, string[]>()
  for (const [appId, some] of Map.groupBy(streams, (stream) => stream.appId)) {
    const users = await tx.users.updateOnline(appId, [...new Set(some.map(({ userId }) => userId))])
    if (users.length > 0) changed.set(appId, users)
  }
  return changed
}
