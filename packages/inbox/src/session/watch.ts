import type { LiveSubscription } from '@openparley/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { updateVisible } from './visible-page.ts'

type Listener<Snapshot> = (snapshot: Snapshot, loadedAll?: boolean) => void

type Live = LiveSubscription<unknown> & { loadMore?(count?: number): Promise<void> }

/** The source of a watch: what it subscribes to. */
export interface Source<Snapshot> {
  /** When one of these values changes, the snapshot is forgotten and a new subscription starts. */
  keys: () => readonly unknown[]
  /** While this is false, there is no subscription, and the last snapshot is kept. Default: true. */
  isActive?: () => boolean
  /** While this is false, snapshots are kept, and the host does not update. Default: true. */
  isShown?: () => boolean
  /** Returns undefined when there is nothing to subscribe to, for example without a session. */
  subscribe: (listener: Listener<Snapshot>) => Live | undefined
  /** Called with each snapshot, before the host updates. */
  onSnapshot?: (snapshot: Snapshot) => void
}

/**
 * Keeps a subscription of the SDK while its host is on the page. Each snapshot updates the host, as soon as the page is
 * visible.
 *
 * @example
 * #conversation = new Watch<ConversationSnapshot | null>(this, {
 *   keys: () => [this.activeSession, this.conversationId],
 *   subscribe: (next) => this.activeSession?.conversation(this.conversationId).subscribe(next),
 * })
 */
export class Watch<Snapshot> implements ReactiveController {
  /** Undefined until the first snapshot comes. */
  snapshot: Snapshot | undefined
  /** Whether a list has all items. */
  loadedAll = false
  /** Why the server refused the subscription. */
  error: Error | undefined
  readonly #host: ReactiveControllerHost
  readonly #source: Source<Snapshot>
  #keys: readonly unknown[] = []
  #subscription: Live | undefined

  constructor(host: ReactiveControllerHost, source: Source<Snapshot>) {
    this.#host = host
    this.#source = source
    host.addController(this)
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostUpdate(): void {
    const { keys, isActive } = this.#source
    const now = keys()
    if (now.some((key, index) => key !== this.#keys?.[index])) this.#forget()
    this.#keys = now
    if (isActive && !isActive()) this.#stop()
    else if (!this.#subscription) this.#start()
  }

  hostDisconnected(): void {
    this.#stop()
  }

  /** Forgets the snapshot and subscribes again, for example after an error. */
  restart(): void {
    this.#forget()
    this.#host.requestUpdate()
  }

  /** Loads more items of a list. Does nothing without a subscription. */
  async loadMore(count?: number): Promise<void> {
    await this.#subscription?.loadMore?.(count)
  }

  #start(): void {
    const subscription = this.#source.subscribe((snapshot, loadedAll = true) => {
      if (this.#subscription !== subscription) return
      this.snapshot = snapshot
      this.loadedAll = loadedAll
      this.error = undefined
      this.#source.onSnapshot?.(snapshot)
      if (this.#source.isShown?.() ?? true) updateVisible(this.#host)
    })
    this.#subscription = subscription
    void subscription?.terminated.then((end) => {
      if (end.type !== 'error' || this.#subscription !== subscription) return
      this.error = end.error
      this.#host.requestUpdate()
    })
  }

  #forget(): void {
    this.#stop()
    this.snapshot = undefined
    this.loadedAll = false
    this.error = undefined
  }

  #stop(): void {
    this.#subscription?.unsubscribe()
    this.#subscription = undefined
  }
}
