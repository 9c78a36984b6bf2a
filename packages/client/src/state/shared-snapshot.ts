import type { Clock } from '../clock.ts'
import { backoff } from '../connection/backoff.ts'
import { Emitter, type Subscription } from '../emitter.ts'
import { ProblemError } from '../problem.ts'
import type { LoggedEvent } from './apply.ts'
import { equal } from './snapshots.ts'

/** How to get and update snapshots of one kind. `Wire` is the snapshot as the server sends it. */
export interface Resource<Wire, Snapshot> {
  get: () => Promise<Wire | null>
  apply: (wire: Wire | null, event: LoggedEvent) => Wire | null
  snapshot: (wire: Wire) => Snapshot
}

export interface SharedSnapshotOptions {
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  isConnected: () => boolean
  /** Called when the last subscription has ended. */
  onEnd: () => void
}

/** The newest snapshot of one resource, shared by all its subscriptions and updated by events. */
export class SharedSnapshot<Wire extends { lastEventId: number }, Snapshot> {
  readonly #resource: Resource<Wire, Snapshot>
  readonly #options: SharedSnapshotOptions
  readonly #listeners = new Emitter<[Snapshot | null]>()
  readonly #errorListeners = new Emitter<[ProblemError]>()
  #wire: Wire | null = null
  /** Undefined until the first snapshot has come. */
  #snapshot: Snapshot | null | undefined
  #isStale = true
  /** The current request; it collects the events that come meanwhile. */
  #loading: { events: LoggedEvent[] } | undefined
  #failures = 0
  #stopRetry = () => {}

  constructor(resource: Resource<Wire, Snapshot>, options: SharedSnapshotOptions) {
    this.#resource = resource
    this.#options = options
  }

  subscribe(
    listener: (snapshot: Snapshot | null) => void,
    onError?: (error: ProblemError) => void,
  ): Subscription {
    const errors = onError && this.#errorListeners.add(onError)
    const first = this.#snapshot === undefined ? undefined : ([this.#snapshot] as [Snapshot | null])
    const subscription = this.#listeners.add(listener, first, () => {
      errors?.unsubscribe()
      if (this.#listeners.isEmpty) this.end()
    })
    if (this.#options.isConnected()) this.load()
    return subscription
  }

  /** While a request runs, events are kept and applied to its response. */
  apply(event: LoggedEvent): void {
    if (this.#loading) this.#loading.events.push(event)
    else if (!this.#isStale) this.#set(this.#resource.apply(this.#wire, event))
  }

  /** Id of the newest event in the snapshot, 0 without a snapshot. */
  get newest(): number {
    return this.#isStale ? 0 : (this.#wire?.lastEventId ?? 0)
  }

  /** Replaces the snapshot with one that the server sent without a request, unless that is older. */
  replace(wire: Wire): void {
    if (!this.#isStale && wire.lastEventId > this.newest) this.#set(wire)
  }

  /** Call this when events were lost. A response that has not arrived yet may be too old as well. */
  invalidate(): void {
    this.#isStale = true
    this.#loading = undefined
  }

  /** Gets a new snapshot if it is needed. Call this only while the stream is connected. */
  load(): void {
    if (this.#isStale && !this.#loading) void this.#load()
  }

  end(): void {
    this.invalidate()
    this.#stopRetry()
    this.#listeners.clear()
    this.#errorListeners.clear()
    this.#options.onEnd()
  }

  async #load(): Promise<void> {
    const loading = { events: [] as LoggedEvent[] }
    this.#loading = loading
    this.#stopRetry()
    try {
      const wire = await this.#resource.get()
      if (loading !== this.#loading) return
      this.#loading = undefined
      this.#isStale = false
      this.#failures = 0
      this.#set(loading.events.reduce(this.#resource.apply, wire))
    } catch (error) {
      if (loading !== this.#loading) return
      this.#loading = undefined
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    const { clock, random, isConnected } = this.#options
    const problem = error instanceof ProblemError ? error : undefined
    // A 401 ends the connection, which reports it.
    if (problem && !problem.isTemporary && problem.status !== 401) {
      this.#errorListeners.emit(problem)
      return
    }
    const wait = Math.max(problem?.retryAfter ?? 0, backoff(this.#failures, random))
    this.#failures += 1
    this.#stopRetry = clock.after(wait, () => isConnected() && this.load())
  }

  #set(wire: Wire | null): void {
    this.#wire = wire
    const snapshot = wire && this.#resource.snapshot(wire)
    if (this.#snapshot !== undefined && equal(snapshot, this.#snapshot)) return
    this.#snapshot = snapshot
    this.#listeners.emit(snapshot)
  }
}
