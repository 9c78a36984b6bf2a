import type { Lease, Store } from '../store/store.ts'

export interface NodesOptions {
  store: Store
  nodeId: string
}

/** A dead node and its lease. The node cannot return until the lease is released. */
export interface DeadNode {
  id: string
  lease: Lease
}

const leaseOf = (nodeId: string) => `node ${nodeId}`

/**
 * Holds the lease of this node, and finds the nodes whose lease is free. A node that only lost its connection takes
 * its lease again within a second, so a node counts as dead if its lease is free at two checks in a row. If the
 * database belongs to one process, every other node is from an earlier process.
 */
export class Nodes {
  readonly #options: NodesOptions
  #own: Lease | undefined
  /** Nodes whose lease was free at the last check. */
  #suspects = new Set<string>()

  constructor(options: NodesOptions) {
    this.#options = options
  }

  get holdsLease(): boolean {
    return this.#own !== undefined
  }

  /** Takes the lease of this node unless another process holds it. `onLost` is called if the lease is lost. */
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

  /** Returns the dead nodes. The caller must release their leases. */
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
