import { presenceEvent } from '../model/event.ts'
import { userLock, type WriteTx } from '../store/store.ts'
import type { OpenStream } from '../store/tables/streams.ts'
import { Nodes, type NodesOptions } from './nodes.ts'

export interface PresenceOptions extends NodesOptions {
  onError: (error: unknown) => void
}

/** Keeps who is online: every user with an open stream, on this node or another. */
export class Presence {
  readonly #options: PresenceOptions
  readonly #nodes: Nodes
  /** The streams of this node. */
  readonly #open = new Set<OpenStream>()
  /** Streams that are not open and may still be in the store. */
  readonly #leaving = new Set<OpenStream>()
  /** Whether open streams may be missing in the store. */
  #isIncomplete = false
  #isChecked = false
  #opened = 0

  constructor(options: PresenceOptions) {
    this.#options = options
    this.#nodes = new Nodes(options)
  }

  /** Makes the user online for as long as the stream is open. */
  async enter(appId: string, userId: string): Promise<OpenStream> {
    this.#opened += 1
    const stream = { appId, userId, id: `${this.#options.nodeId}-${this.#opened}` }
    this.#open.add(stream)
    try {
      await this.#put(stream)
    } catch (error) {
      // A database that went away may have taken the write before it did.
      this.#open.delete(stream)
      this.#leaving.add(stream)
      throw error
    }
    return stream
  }

  /** Ends the stream; where the store does not take that now, a later `check` does. */
  async leave(stream: OpenStream): Promise<void> {
    this.#open.delete(stream)
    this.#leaving.add(stream)
    const ended = this.#end(stream, ({ streams }) => streams.delete(stream))
    await ended.then(() => this.#leaving.delete(stream), this.#options.onError)
  }

  /** Says that this node lives, and ends the streams of nodes that do not. */
  async check(): Promise<void> {
    const { store, onError } = this.#options
    // The others have ended the streams of a node that they took for dead.
    if (!(await this.#nodes.sayAlive())) this.#isIncomplete = true
    if (this.#isIncomplete) await Promise.all([...this.#open].map((stream) => this.#put(stream)))
    this.#isIncomplete = false
    await this.#nodes.watch()
    const lost = (await store.read.streams.ofLostNodes()).map((stream) =>
      this.#end(stream, ({ streams }) => streams.deleteLost(stream)).catch(onError),
    )
    await Promise.all([...lost, ...[...this.#leaving].map((stream) => this.leave(stream))])
    if (!this.#isChecked) await this.#nodes.forget()
    this.#isChecked = true
  }

  async #put(stream: OpenStream): Promise<void> {
    const { store, nodeId, now } = this.#options
    const { appId, userId } = stream
    await store.write([userLock(appId, userId)], async (tx) => {
      await tx.streams.put(nodeId, stream)
      if (await tx.users.setOnline(appId, userId, true))
        await tx.events.append(appId, now(), presenceEvent('user.online', userId))
    })
  }

  async #end({ appId, userId }: OpenStream, remove: (tx: WriteTx) => Promise<void>): Promise<void> {
    const { store, now } = this.#options
    await store.write([userLock(appId, userId)], async (tx) => {
      await remove(tx)
      if (await tx.streams.isOpenFor(appId, userId)) return
      if (await tx.users.setOnline(appId, userId, false))
        await tx.events.append(appId, now(), presenceEvent('user.offline', userId))
    })
  }
}
