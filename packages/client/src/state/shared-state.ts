import type { Clock } from '../clock.ts'
import { createRetries } from '../connection/backoff.ts'
import { isLostCursor, ProblemError } from '../problem.ts'
import type { ConversationState } from './conversation-state.ts'
import { createSubscriber, type SlidingSubscription, type Subscriber } from './live-subscription.ts'
import type { End, Listener, Loaded, Resource, View } from './resource.ts'
import { equal, frozen, reused } from './snapshots.ts'
import type { LoggedEvent } from './subject.ts'
import type { UserListener, Users } from './users.ts'

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
export interface SharedState<Snapshot> {
  /** The conversation whose events it needs; undefined for all events. */
  readonly conversationId: string | undefined
  subscribe<Active>(listener?: Listener<Snapshot>): SlidingSubscription<Active>
  /** While a request of the state runs, events are kept and applied to its response. */
  apply(event: LoggedEvent): void
  /** Call this when events were lost. A response that has not arrived yet may be too old as well. */
  invalidate(): void
  /**
   * Requests a new state if it is needed. Call this while the stream is connected, or before there is a stream. In the
   * second case, it returns the position of the log at which the state was read, if it is known. The stream must begin
   * there.
   */
  load(): Promise<string | undefined>
  /** Call this when something that the snapshot shows has changed, other than the state. */
  refresh(): void
  /** The conversation as it is now, if the state has it. */
  conversation(id: string): ConversationState | false | null | undefined
  /** Ends all subscriptions. */
  end(error?: Error): void
}

export function sharedState<State, Snapshot>(
  resource: Resource<State, Snapshot>,
  { clock, random, users, isConnected, onEnd }: SharedStateOptions,
): SharedState<Snapshot> {
  const { window } = resource
  const retries = createRetries({ clock, random })
  const subscribers = new Set<Subscriber<Snapshot, unknown>>()
  let current: State | null = null
  let view: View<Snapshot> | undefined
  let isStale = true
  /** The users that the state wants. */
  let userIds = new Set<string>()
  /** The events that arrived since the current request of the state or of a page. */
  let missed: LoggedEvent[] | undefined
  /** The last call that loads more at one of the ends. */
  let last = Promise.resolve()
  /** Continues the call that waits for the state. */
  let wake = () => {}
  /** How many items `loadMore` still has to load. */
  let missing = 0
  let loadedAt = 0
  let stopTimer = () => {}
  /** The position of the event log at which the state was read. */
  let cursor: string | undefined

  function invalidate(): void {
    isStale = true
    missed = undefined
  }

  async function load(): Promise<string | undefined> {
    if (isStale && !missed) {
      stopTimer()
      loadedAt = clock.now()
      const more = missing
      await request(resource.get(current, more), (state) => {
        missing -= more
        isStale = false
        wake()
        return state
      })
    }
    return isStale ? undefined : cursor
  }

  /** Loads pages until nothing is missing. If events are lost, the missing items are loaded with the state. */
  async function grow({ older, hasMore, maxPage }: NonNullable<typeof window>): Promise<void> {
    while (missing > 0 && subscribers.size > 0 && current && hasMore(current)) {
      const limit = Math.min(missing, maxPage)
      await loadPage(older, limit)
      if (!isStale) missing -= limit
      await whenFresh()
    }
    if (!isStale) missing = 0
  }

  async function loadPage(end: End<State>, limit: number): Promise<void> {
    if (isStale || !current) return
    await request(end.get(current, limit), (page) =>
      page && current ? end.join(current, page) : current,
    )
  }

  async function whenFresh(): Promise<void> {
    while (isStale && subscribers.size > 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }

  /** Calls run one after the other, each when the state is not stale. */
  const inTurn = (load: () => Promise<void>) => (last = last.then(whenFresh).then(load))

  /** Waits for the response, applies the events that came since the request, and sets the state that `next` returns. */
  async function request(
    response: Promise<Loaded<State>>,
    next: (loaded: State | null) => State | null,
  ): Promise<void> {
    const events: LoggedEvent[] = []
    missed = events
    try {
      const loaded = await response
      if (events !== missed) return
      missed = undefined
      cursor = loaded.cursor
      retries.reset()
      let folded: State | null | undefined = loaded.state
      for (const event of events) if (folded !== undefined) folded = resource.apply(folded, event)
      if (folded !== undefined) set(next(folded), loaded.users)
      else refetch()
    } catch (error) {
      if (events !== missed) return
      missed = undefined
      fail(error)
    }
  }

  function refetch(): void {
    invalidate()
    stopTimer = clock.after(Math.max(0, loadedAt + refetchInterval - clock.now()), loadAgain)
  }

  const loadAgain = () => void (isConnected() && load())

  function fail(error: unknown): void {
    // A 401 ends the connection, which reports it.
    const isFinal = error instanceof ProblemError && !error.isTemporary && error.status !== 401
    isStale = true
    if (isFinal && !(view && isLostCursor(error))) end(error)
    else stopTimer = retries.after(error, loadAgain)
  }

  function set(state: State | null, learned: Loaded<State>['users'] = []): void {
    current = state
    wantUsers((state && resource.userIds?.(state)) || [])
    for (const wire of learned) if (wire) users.learn(wire)
    emit()
  }

  function wantUsers(ids: (string | null | undefined)[]): void {
    const wanted = new Set(ids.filter((id) => id != null))
    for (const id of wanted) if (!userIds.has(id)) users.want(id, userListener)
    for (const id of userIds) if (!wanted.has(id)) users.release(id, userListener)
    userIds = wanted
  }

  /** Calls the subscribers if the snapshot differs from the one before. */
  function emit(): void {
    if (isStale && !view) return
    const snapshot = current && resource.snapshot(current, users)
    if (snapshot === undefined) return
    const latestSnapshot = reused(view?.latestSnapshot, frozen(snapshot as Snapshot))
    const next = { latestSnapshot, ...window?.loaded(current) }
    if (equal(view, next)) return
    view = next
    for (const subscriber of subscribers) subscriber.next(next)
  }

  function end(error?: Error): void {
    invalidate()
    stopTimer()
    wantUsers([])
    for (const subscriber of subscribers) subscriber.end(error)
    subscribers.clear()
    wake()
    onEnd()
  }

  const userListener: UserListener = { onUsers: emit, onError: end }

  return {
    conversationId: resource.conversationId,
    invalidate,
    load,
    end,
    subscribe<Active>(listener?: Listener<Snapshot>) {
      const { maxPage = 0, step = 0, newer } = window ?? {}
      const subscriber = createSubscriber<Snapshot, Active>(listener, {
        unsubscribe() {
          subscriber.end()
          if (subscribers.delete(subscriber) && subscribers.size === 0) end()
        },
        ...(window && {
          async loadMore(count = step) {
            if (!(count >= 1 && count <= maxPage))
              throw new RangeError(`loadMore loads 1 to ${maxPage} items.`)
            await subscriber.subscription.connected
            missing = Math.max(missing, count)
            await inTurn(() => grow(window))
          },
        }),
        ...(newer && {
          async loadNewer(count = step) {
            await subscriber.subscription.connected
            await inTurn(() => loadPage(newer, count))
          },
        }),
      })
      subscribers.add(subscriber)
      if (view) subscriber.next(view)
      if (isConnected()) void load()
      return subscriber.subscription
    },
    apply(event) {
      missed?.push(event)
      if (isStale) return
      const state = resource.apply(current, event)
      if (state === undefined) refetch()
      else if (state !== current) set(state)
    },
    refresh: () => queueMicrotask(() => subscribers.size > 0 && set(current)),
    conversation: (id) => !isStale && current && resource.conversation?.(current, id),
  }
}
