import type { Clock } from '../clock.ts'
import { createRetries } from '../connection/backoff.ts'
import { ProblemError } from '../problem.ts'
import type { LoggedEvent } from './apply.ts'
import type { ConversationState } from './conversation-state.ts'
import { createSubscriber, type SlidingSubscription, type Subscriber } from './live-subscription.ts'
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
export interface SharedState<V extends View> {
  /** The conversation whose events it needs; undefined for all events. */
  readonly conversationId: string | undefined
  subscribe<Active>(listener?: (...view: V) => void): SlidingSubscription<Active>
  /** While a request of the state runs, events are kept and applied to its response. */
  apply(event: ResourceEvent): void
  /** Call this when events were lost. A response that has not arrived yet may be too old as well. */
  invalidate(): void
  /** Gets a new state if it is needed. Call this only while the stream is connected. */
  load(): void
  /** Call this when something that the snapshot shows has changed, other than the state. */
  refresh(): void
  /** The conversation as it is now, if the state has it. */
  conversation(id: string): ConversationState | false | null | undefined
  /** Ends all subscriptions. */
  end(error?: Error): void
}

export function sharedState<State, V extends View>(
  resource: Resource<State, V>,
  { clock, random, users, isConnected, onEnd }: SharedStateOptions,
): SharedState<V> {
  const { window } = resource
  const retries = createRetries({ clock, random })
  const subscribers = new Set<Subscriber<V>>()
  let current: State | null = null
  let view: V | undefined
  let isStale = true
  /** The users that the state wants. */
  let userIds = new Set<string>()
  /** The current request of the state or of a page; it collects the events that come meanwhile. */
  let loading: { events: LoggedEvent[] } | undefined
  let growing: Promise<void> | undefined
  /** How many items `loadMore` still has to load. */
  let missing = 0
  let loadedAt = 0
  let stopTimer = () => {}

  function invalidate(): void {
    isStale = true
    loading = undefined
  }

  async function load(): Promise<void> {
    if (!isStale || loading) return
    stopTimer()
    loadedAt = clock.now()
    const length = window && current ? window.length(current) : 0
    await request(
      () => resource.get(Math.max(length, window?.size ?? 0) + missing),
      (state) => {
        missing = 0
        isStale = false
        return state
      },
    )
  }

  /** Loads pages until nothing is missing. If events were lost meanwhile, the state is loaded with what is missing. */
  async function grow(): Promise<void> {
    if (!window) return
    while (missing > 0 && subscribers.size > 0) {
      const before = current
      if (isStale || !before || !window.hasMore(before)) break
      const limit = Math.min(missing, window.maxPage)
      await request(
        () => window.more(before, limit),
        (page) => {
          missing = Math.max(0, missing - limit)
          return page && current ? window.join(current, page) : current
        },
      )
    }
    if (!isStale) missing = 0
  }

  /** Loads a page of newer items. */
  async function growNewer(count: number): Promise<void> {
    const { newer, joinNewer } = window ?? {}
    const before = current
    if (!newer || !joinNewer || isStale || !before) return
    await request(
      () => newer(before, count),
      (page) => (page && current ? joinNewer(current, page) : current),
    )
  }

  /** Calls at the same time wait for the one that runs. */
  async function inTurn(load: () => Promise<void>): Promise<void> {
    growing ??= load().finally(() => {
      growing = undefined
    })
    await growing
  }

  /** Makes a request, and sets the state that `next` returns for its response with the events since. */
  async function request(
    call: () => Promise<Loaded<State>>,
    next: (response: State | null) => State | null,
  ): Promise<void> {
    const own = { events: [] as LoggedEvent[] }
    loading = own
    try {
      const response = await call()
      if (own !== loading) return
      loading = undefined
      retries.reset()
      let folded: State | null | undefined = response.state
      for (const event of own.events)
        if (folded !== undefined) folded = resource.apply(folded, event)
      if (folded !== undefined) set(next(folded), response.users)
      else refetch()
    } catch (error) {
      if (own !== loading) return
      loading = undefined
      fail(error)
    }
  }

  function refetch(): void {
    invalidate()
    stopTimer()
    stopTimer = clock.after(Math.max(0, loadedAt + refetchInterval - clock.now()), loadAgain)
  }

  const loadAgain = () => void (isConnected() && load())

  function fail(error: unknown): void {
    const problem = error instanceof ProblemError ? error : undefined
    // A 401 ends the connection, which reports it.
    if (problem && !problem.isTemporary && problem.status !== 401 && !isLostCursor(problem)) {
      end(problem)
      return
    }
    isStale = true
    stopTimer()
    stopTimer = retries.after(error, loadAgain)
  }

  function set(state: State | null, learned: Loaded<State>['users'] = []): void {
    current = state
    wantUsers((state !== null && resource.users?.(state)) || [])
    for (const wire of learned) users.learn(wire)
    emit()
  }

  function wantUsers(ids: Iterable<string>): void {
    const wanted = new Set(ids)
    for (const id of wanted) if (!userIds.has(id)) users.want(id, userListener)
    for (const id of userIds) if (!wanted.has(id)) users.release(id, userListener)
    userIds = wanted
  }

  /** Calls the subscribers if the snapshot differs from the one before. */
  function emit(): void {
    if (isStale && !view) return
    const now = resource.view(current, users)
    const next = now && reused(view, now)
    if (next === undefined || next === view) return
    view = next
    for (const subscriber of subscribers) subscriber.next(next)
  }

  function end(error?: Error): void {
    invalidate()
    stopTimer()
    wantUsers([])
    for (const subscriber of subscribers) subscriber.end(error)
    subscribers.clear()
    onEnd()
  }

  const userListener: UserListener = { onUsers: emit, onError: end }

  return {
    conversationId: resource.conversationId,
    invalidate,
    load: () => void load(),
    end,
    subscribe<Active>(listener?: (...view: V) => void) {
      const subscriber = createSubscriber(listener)
      subscribers.add(subscriber)
      if (view) subscriber.next(view)
      if (isConnected()) void load()
      const subscription: SlidingSubscription<Active> = subscriber.handle(
        () => {
          subscriber.end()
          if (subscribers.delete(subscriber) && subscribers.size === 0) end()
        },
        window && {
          async loadMore(count = window.step) {
            if (!(count >= 1 && count <= window.maxPage))
              throw new RangeError(`loadMore loads 1 to ${window.maxPage} items.`)
            await subscription.connected
            missing = Math.max(missing, count)
            await inTurn(grow)
          },
          async loadNewer(count = window.step) {
            await subscription.connected
            await growing
            await inTurn(() => growNewer(count))
          },
        },
      )
      return subscription
    },
    apply(event) {
      if (!('createdAt' in event)) {
        if (current !== null && resource.applyTyping) set(resource.applyTyping(current, event))
        return
      }
      loading?.events.push(event)
      if (isStale) return
      const state = resource.apply(current, event)
      if (state === undefined) refetch()
      else if (state !== current) set(state)
    },
    refresh: () => queueMicrotask(() => subscribers.size > 0 && set(current)),
    conversation: (id) => !isStale && current && resource.conversation?.(current, id),
  }
}
