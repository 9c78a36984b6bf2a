import { presenceEvent } from '../model/event.ts'
import { type Store, userLock } from '../store/store.ts'
import type { OpenStream } from '../store/streams.ts'

export interface PresenceOptions {
  store: Store
  nodeId: string
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
}

/** Milliseconds without a sign of life after which another node is taken for dead. */
const patience = 10_000

/** Keeps who is online: every user with an open stream, on this node or another. */
export class Presence {
  readonly #options: PresenceOptions
  /** Streams that are not open and may still be in the store. */
  readonly #leaving = new Set<OpenStream>()
  #isKnown = false
  #opened = 0

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  /** Makes the user online for as long as the stream is open. */
  async enter(appId: string, userId: string): Promise<OpenStream> {
    const { store, nodeId, now } = this.#options
    this.#opened += 1
    const stream = { appId, userId, id: `${nodeId}-${this.#opened}` }
    try {
      await store.write([userLock(appId, userId)], async (tx) => {
        await tx.streams.put(nodeId, stream)
        if (await tx.users.setOnline(appId, userId, true))
          await tx.events.append(appId, now(), presenceEvent('user.online', userId))
      })
    } catch (error) {
      // A database that went away may have taken the write before it did.
      this.#leaving.add(stream)
      throw error
    }
    return stream
  }

  /** Ends the stream; where the store does not take that now, a later `check` does. */
  async leave(stream: OpenStream): Promise<void> {
    this.#leaving.add(stream)
    await this.#end(stream).then(() => this.#leaving.delete(stream), this.#options.onError)
  }

  async #end(stream: OpenStream): Promise<void> {
    const { store, now } = this.#options
    const { appId, userId } = stream
    await store.write([userLock(appId, userId)], async (tx) => {
      await tx.streams.delete(stream)
      if (await tx.streams.isOpenFor(appId, userId)) return
      if (await tx.users.setOnline(appId, userId, false))
        await tx.events.append(appId, now(), presenceEvent('user.offline', userId))
    })
  }

  /**
   * Says that this node lives, and ends the streams of nodes that do not. Where one process serves the database
   * alone, every other node is of a life before.
   */
  async check(): Promise<void> {
    const { store, nodeId, now } = this.#options
    if (store.isShared || !this.#isKnown)
      await store.write([`node ${nodeId}`], (tx) => tx.streams.seen(nodeId, now()))
    this.#isKnown = true
    const time = store.isShared ? now() - patience : Number.MAX_SAFE_INTEGER
    const lost = await store.read.streams.ofLostNodes(nodeId, time)
    await Promise.all([...lost, ...this.#leaving].map((stream) => this.leave(stream)))
    if (lost.length > 0) await store.write(['nodes'], (tx) => tx.streams.forgetNodes(nodeId, time))
  }
}
