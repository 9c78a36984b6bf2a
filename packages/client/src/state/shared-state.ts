import type { Clock } from '../clock.ts'
import { backoff } from '../connection/backoff.ts'
import { ProblemError } from '../problem.ts'
import type { LoggedEvent } from './apply.ts'
import { Subscriber, type WindowSubscription } from './live-subscription.ts'
import type { Loaded, Resource, ResourceEvent, View } from './resource.ts'
import { reused } from './snapshots.ts'
import type { UserListener, Users } from './users.ts'
import { isLostCursor } from './window.ts'

export interface SharedStateOptions {
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  users: Users
  isConnected: () => boolean
  /** Called when the last subscription has ended. */
  onEnd: () => void
}

/** Milliseconds between two requests that events made necessary. */
const refetchInterval = 500

/** The newest state of one resource, shared by all its subscriptions and updated by events. */
export class SharedState<State, V extends View> implements UserListener {
  readonly #resource: Resource<State, V>
  readonly #options: SharedStateOptions
  readonly #subscribers = new Set<Subscriber<V>>()
  #state: State | null = null
  #view: V | undefined
  #isStale = true
  /** The users that the state wants. */
  #userIds = new Set<string>()
  /** The current request of the state or of a page; it collects the events that come meanwhile. */
  #loading: { events: LoggedEvent[] } | undefined
  #growing: Promise<void> | undefined
  /** How many items `loadMore` still has to load. */
  #missing = 0
  #failures = 0
  #loadedAt = 0
  #stopTimer = () => {}

  constructor(resource: Resource<State, V>, options: SharedStateOptions) {
    this.#resource = resource
    this.#options = options
  }

  /** The conversation whose events it needs; undefined for all events. */
  get conversationId(): string | undefined {
    return this.#resource.conversationId
  }

  subscribe<Active>(listener?: (...view: V) => void): WindowSubscription<Active> {
    const { window } = this.#resource
    const subscriber = new Subscriber(listener)
    this.#subscribers.add(subscriber)
    if (this.#view) subscriber.next(this.#view)
    if (this.#options.isConnected()) this.load()
    const subscription = subscriber.handle<Active>(
      () => {
        subscriber.end()
        if (this.#subscribers.delete(subscriber) && this.#subscribers.size === 0) this.end()
      },
      window &&
        (async (count = window.size) => {
          if (!(count >= 1 && count <= window.maxPage))
            throw new RangeError(`loadMore loads 1 to ${window.maxPage} items.`)
          await subscription.connected
          this.#missing = Math.max(this.#missing, count)
          this.#growing ??= this.#grow().finally(() => {
            this.#growing = undefined
          })
          await this.#growing
        }),
    )
    return subscription
  }

  /** While a request of the state runs, events are kept and applied to its response. */
  apply(event: ResourceEvent): void {
    if (!('createdAt' in event)) {
      const { applyTyping } = this.#resource
      if (applyTyping && this.#state !== null) this.#set(applyTyping(this.#state, event))
      return
    }
    this.#loading?.events.push(event)
    if (this.#isStale) return
    const state = this.#resource.apply(this.#state, event)
    if (state === undefined) this.#refetch()
    else if (state !== this.#state) this.#set(state)
  }

  /** Call this when events were lost. A response that has not arrived yet may be too old as well. */
  invalidate(): void {
    this.#isStale = true
    this.#loading = undefined
  }

  /** Gets a new state if it is needed. Call this only while the stream is connected. */
  load(): void {
    if (this.#isStale && !this.#loading) void this.#load()
  }

  /** Call this when something that the snapshot shows has changed, other than the state. */
  refresh(): void {
    queueMicrotask(() => this.#subscribers.size > 0 && this.#set(this.#state))
  }

  onUsers(): void {
    this.#emit()
  }

  onError(error: Error): void {
    this.end(error)
  }

  /** Ends all subscriptions. */
  end(error?: Error): void {
    this.invalidate()
    this.#stopTimer()
    this.#wantUsers([])
    for (const subscriber of this.#subscribers) subscriber.end(error)
    this.#subscribers.clear()
    this.#options.onEnd()
  }

  async #load(): Promise<void> {
    const { clock } = this.#options
    const { window } = this.#resource
    this.#stopTimer()
    this.#loadedAt = clock.now()
    const length = window && this.#state ? window.length(this.#state) : 0
    await this.#request(
      () => this.#resource.get(Math.max(length, window?.size ?? 0) + this.#missing),
      (state) => {
        this.#missing = 0
        this.#isStale = false
        return state
      },
    )
  }

  /** Loads pages until nothing is missing. If events were lost meanwhile, the state is loaded with what is missing. */
  async #grow(): Promise<void> {
    const { window } = this.#resource
    if (!window) return
    while (this.#missing > 0 && this.#subscribers.size > 0) {
      const before = this.#state
      if (this.#isStale || !before || !window.hasMore(before)) break
      const limit = Math.min(this.#missing, window.maxPage)
      await this.#request(
        () => window.more(before, limit),
        (page) => {
          this.#missing = Math.max(0, this.#missing - limit)
          return page && this.#state ? window.join(this.#state, page) : this.#state
        },
      )
    }
    if (!this.#isStale) this.#missing = 0
  }

  /** Makes a request, and sets the state that `next` returns for its response with the events since. */
  async #request(
    request: () => Promise<Loaded<State>>,
    next: (response: State | null) => State | null,
  ): Promise<void> {
    const loading = { events: [] as LoggedEvent[] }
    this.#loading = loading
    try {
      const { state, users = [] } = await request()
      if (loading !== this.#loading) return
      this.#loading = undefined
      this.#failures = 0
      let folded: State | null | undefined = state
      for (const event of loading.events)
        if (folded !== undefined) folded = this.#resource.apply(folded, event)
      if (folded !== undefined) this.#set(next(folded), users)
      else this.#refetch()
    } catch (error) {
      if (loading !== this.#loading) return
      this.#loading = undefined
      this.#fail(error)
    }
  }

  #refetch(): void {
    const { clock } = this.#options
    this.invalidate()
    this.#loadIn(Math.max(0, this.#loadedAt + refetchInterval - clock.now()))
  }

  #loadIn(milliseconds: number): void {
    const { clock, isConnected } = this.#options
    this.#stopTimer()
    this.#stopTimer = clock.after(milliseconds, () => isConnected() && this.load())
  }

  #fail(error: unknown): void {
    const { random } = this.#options
    const problem = error instanceof ProblemError ? error : undefined
    // A 401 ends the connection, which reports it.
    if (problem && !problem.isTemporary && problem.status !== 401 && !isLostCursor(problem)) {
      this.end(problem)
      return
    }
    this.#isStale = true
    this.#loadIn(Math.max(problem?.retryAfter ?? 0, backoff(this.#failures, random)))
    this.#failures += 1
  }

  #set(state: State | null, learned: Loaded<State>['users'] = []): void {
    this.#state = state
    this.#wantUsers((state !== null && this.#resource.users?.(state)) || [])
    for (const wire of learned) this.#options.users.learn(wire)
    this.#emit()
  }

  #wantUsers(ids: Iterable<string>): void {
    const { users } = this.#options
    const wanted = new Set(ids)
    for (const id of wanted) if (!this.#userIds.has(id)) users.want(id, this)
    for (const id of this.#userIds) if (!wanted.has(id)) users.release(id, this)
    this.#userIds = wanted
  }

  /** Calls the subscribers if the snapshot differs from the one before. */
  #emit(): void {
    if (this.#isStale && !this.#view) return
    const view = this.#resource.view(this.#state, this.#options.users)
    if (view === undefined) return
    const next = reused(this.#view, view)
    if (next === this.#view) return
    this.#view = next
    for (const subscriber of this.#subscribers) subscriber.next(next)
  }
}
