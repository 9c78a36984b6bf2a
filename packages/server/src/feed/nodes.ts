import type { Store } from '../store/store.ts'

export interface NodesOptions {
  store: Store
  nodeId: string
  /** Unix milliseconds. */
  now: () => number
}

/** Looks in a row at which a node that lives has given a new sign of life. */
const patience = 5

const day = 24 * 60 * 60 * 1000

/**
 * Says that this node lives, and watches the others. A node that gives no sign from one look to the next is
 * taken for dead in the end. By looks, not by time: clocks differ, and while the database was away nobody could
 * give a sign. Where one process serves the database alone, every other node is of a life before.
 */
export class Nodes {
  readonly #options: NodesOptions
  /** What the others last gave as a sign, and for how many looks that has been the same. */
  #others = new Map<string, { seenAt: number; looks: number }>()
  #isKnown = false

  constructor(options: NodesOptions) {
    this.#options = options
  }

  /** Answers whether the others know this node to live, or took it for dead before. */
  async sayAlive(): Promise<boolean> {
    const { store, nodeId, now } = this.#options
    if (this.#isKnown && !store.isShared) return true
    const wasKnown = await store.write([lockOf(nodeId)], (tx) => tx.nodes.seen(nodeId, now()))
    this.#isKnown = true
    return wasKnown
  }

  async watch(): Promise<void> {
    const { store, nodeId } = this.#options
    const others = new Map<string, { seenAt: number; looks: number }>()
    for (const node of await store.read.nodes.list()) {
      const { id, seenAt } = node
      if (id === nodeId) continue
      const known = this.#others.get(id)
      const looks = known?.seenAt === seenAt ? known.looks + 1 : 0
      others.set(id, { seenAt, looks })
      if (looks >= (store.isShared ? patience : 0))
        await store.write([lockOf(id)], (tx) => tx.nodes.lose(node))
    }
    this.#others = others
  }

  /** Forgets the dead whose streams have been ended; where they might yet come back, only after a day. */
  async forget(): Promise<void> {
    const { store, now } = this.#options
    const time = store.isShared ? now() - day : Number.MAX_SAFE_INTEGER
    await store.write(['nodes'], (tx) => tx.nodes.forget(time))
  }
}

const lockOf = (nodeId: string) => `node ${nodeId}`
