import type { Lease, Store } from '../store/store.ts'

export interface NodesOptions {
  store: Store
  nodeId: string
}

/** A node that is dead, and its lease, which keeps it from coming back until it is released. */
export interface DeadNode {
  id: string
  lease: Lease
}

const leaseOf = (nodeId: string) => `node ${nodeId}`

/**
 * Holds the lease of this node, and finds the nodes that no longer hold theirs. A node that only lost its
 * connection takes its lease again within a second, so a lease has to be free at two looks in a row. When one
 * process serves the database alone, every other node is of an earlier process.
 */
export class Nodes {
  readonly #options: NodesOptions
  #own: Lease | undefined
  /** Nodes whose lease was free at the last look. */
  #suspects = new Set<string>()

  constructor(options: NodesOptions) {
    this.#options = options
  }

  get holdsLease(): boolean {
    return this.#own !== undefined
  }

  /** Takes the lease of this node, unless another node holds it. `onLost` is called when it is lost. */
  async takeLease(onLost: () => void): Promise<void> {
    const { store, nodeId } = this.#options
    const lease = await store.lease(leaseOf(nodeId))
    if (!lease) return
    this.#own = lease
    const lose = () => {
      if (this.#own === lease) this.#own = undefined
      onLost()
    }
    if (lease.lost.aborted) lose()
    else lease.lost.addEventListener('abort', lose, { once: true })
  }

  /** The nodes that are dead. Whoever is given one releases its lease. */
  async *findDead(): AsyncGenerator<DeadNode> {
    const { store, nodeId } = this.#options
    const suspects = this.#suspects
    this.#suspects = new Set()
    for (const id of await store.read.nodes.list()) {
      const lease = id === nodeId ? undefined : await store.lease(leaseOf(id))
      if (!lease) continue
      if (!store.isShared || suspects.has(id)) yield { id, lease }
      else {
        this.#suspects.add(id)
        await lease.release()
      }
    }
  }
}
