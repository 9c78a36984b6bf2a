import type { Cursor } from '../../store/tables/events.ts'
import type { Rest } from '../../store/tables/webhook-rests.ts'

/** The events that are sent for one entry of the log. */
export interface Item<Event extends { id: string }> {
  /** The position of the entry in the log. */
  at: Cursor
  /** A position before the item and after all earlier events of its key. */
  before: Cursor
  /** Items of one key are delivered one after the other. */
  key: string
  events: readonly Event[]
  /** Its size in memory. */
  size: number
}

/** A delivery to make now. */
export interface Task<Event> {
  key: string
  event: Event
  /** The number of failed attempts. */
  attempts: number
}

interface Queued<Event extends { id: string }> extends Item<Event> {
  /** Undefined if the item is covered by the rest of the lane. */
  open: Open | undefined
}

/** An item that is not delivered yet. The cursor stays before this item. */
interface Open {
  before: Cursor
  isDone: boolean
}

interface Lane<Event extends { id: string }> {
  key: string
  queue: Queued<Event>[]
  /** The next event of the first item. */
  index: number
  isBusy: boolean
  isQueued: boolean
  isReading: boolean
  /** Whether the queue contains all events of the key that come after the rest in the log. */
  isWhole: boolean
  rest: Rest | undefined
  /** Whether to try again before the rest is due. */
  isHurried: boolean
}

/** Max items of a key that wait in memory. Later items are read again from the log. */
const defaultMaxQueued = 100

/**
 * The order of the deliveries to one endpoint. Each key has its own lane. The items in a lane wait for one another. If
 * one fails, only its lane waits: later items stay in the log, and the lane's rest says where to continue.
 *
 * After a restart, nothing is missing if the cursor and the rests are kept.
 */
export class Lanes<Event extends { id: string }> {
  readonly #maxQueued: number
  #readTo: Cursor
  readonly #lanes = new Map<string, Lane<Event>>()
  /** Lanes that can continue, in the order of their turns. */
  readonly #ready: Lane<Event>[] = []
  readonly #rests = new Map<string, Lane<Event>>()
  /** Items of the log in its order, from the first that is not delivered. */
  readonly #open: Open[] = []
  #size = 0
  #changed = new Set<string>()

  constructor(cursor: Cursor, rests: Rest[] = [], maxQueued = defaultMaxQueued) {
    this.#readTo = cursor
    this.#maxQueued = maxQueued
    for (const rest of rests) this.#setRest(this.#lane(rest.key), rest)
    this.#changed.clear()
  }

  /** Everything up to here was added. */
  get readTo(): Cursor {
    return this.#readTo
  }

  /** Size of the items in memory. */
  get size(): number {
    return this.#size
  }

  /** Number of keys that wait. */
  get waiting(): number {
    return this.#rests.size
  }

  /** Everything up to here, except the rests, is delivered or given up. */
  get cursor(): Cursor {
    while (this.#open[0]?.isDone) this.#open.shift()
    return this.#open[0]?.before ?? this.#readTo
  }

  /** Adds the next items of the log. There are no other items up to `readTo`. */
  add(items: Item<Event>[], readTo: Cursor): void {
    for (const item of items) {
      if (item.events.length === 0) continue
      const lane = this.#lane(item.key)
      const isFull = lane.queue.length >= this.#maxQueued
      if (lane.rest) {
        if (lane.isWhole && !isFull) this.#push(lane, { ...item, open: undefined })
        else lane.isWhole = false
      } else if (isFull)
        this.#setRest(lane, {
          key: item.key,
          after: item.before,
          eventId: null,
          attempts: 0,
          nextAt: 0,
        })
      else {
        const open = { before: item.before, isDone: false }
        this.#open.push(open)
        this.#push(lane, { ...item, open })
      }
    }
    this.#readTo = readTo
  }

  /** Returns the next delivery; then either `succeed` or `fail` must be called for its key. */
  take(): Task<Event> | undefined {
    const lane = this.#ready.shift()
    const event = lane?.queue[0]?.events[lane.index]
    if (!lane || !event) return undefined
    lane.isQueued = false
    lane.isBusy = true
    const { rest } = lane
    return { key: lane.key, event, attempts: rest?.eventId === event.id ? rest.attempts : 0 }
  }

  /** The delivery was made, or is given up. */
  succeed(key: string): void {
    const lane = this.#lane(key)
    const [item] = lane.queue
    lane.isBusy = false
    lane.isHurried = false
    if (!item) return
    lane.index += 1
    if (lane.index < item.events.length) {
      this.#schedule(lane)
      return
    }
    this.#shift(lane)
    if (!item.open)
      this.#setRest(lane, { key, after: item.at, eventId: null, attempts: 0, nextAt: 0 })
    this.#settle(lane)
  }

  /**
   * The delivery failed, and is to be repeated at `nextAt`. Its events in memory are dropped; they are read again.
   * An attempt that began (at `startedAt`) before it was due does not count. Returns when the next one is due.
   */
  fail(key: string, startedAt: number, nextAt: number): number {
    const lane = this.#lane(key)
    const [item] = lane.queue
    lane.isBusy = false
    lane.isHurried = false
    const event = item?.events[lane.index]
    if (!item || !event) return nextAt
    const { rest } = lane
    const isExtra = rest?.eventId === event.id && startedAt < rest.nextAt
    if (!isExtra)
      this.#setRest(lane, {
        key,
        after: item.open || !rest ? item.before : rest.after,
        eventId: event.id,
        attempts: (rest?.eventId === event.id ? rest.attempts : 0) + 1,
        nextAt,
      })
    else {
      // The next `hurry` then chooses another lane.
      this.#rests.delete(key)
      this.#rests.set(key, lane)
    }
    while (lane.queue.length > 0) this.#shift(lane)
    lane.isWhole = false
    return isExtra ? rest.nextAt : nextAt
  }

  /** Whether an attempt of the task at the time `now` would be an extra one, as its lane is hurried. */
  isExtra({ key, event }: Task<Event>, now: number): boolean {
    const rest = this.#lanes.get(key)?.rest
    return rest?.eventId === event.id && now < rest.nextAt
  }

  /** Lets lanes that wait for their next attempt try once immediately: all of these lanes, or at most this number. */
  hurry(count = this.#rests.size): void {
    let left = count
    for (const lane of this.#rests.values()) {
      if (left === 0) return
      lane.isHurried = true
      left -= 1
    }
  }

  /** Returns a rest whose items must be read from the log, up to `readTo`; then `refill` must be called. */
  due(now: number): Rest | undefined {
    for (const lane of this.#rests.values()) {
      const { rest, queue, isBusy, isReading, isHurried } = lane
      if (!rest || queue.length > 0 || isBusy || isReading) continue
      if (rest.nextAt > now && !isHurried) continue
      lane.isReading = true
      lane.isWhole = true
      return rest
    }
    return undefined
  }

  /**
   * Adds the items after the rest. `isAll` says whether the items were complete up to `readTo` when they were read.
   */
  refill(key: string, items: Item<Event>[], isAll: boolean): void {
    const lane = this.#lane(key)
    lane.isReading = false
    const { rest } = lane
    if (!rest) return
    // The queued items were added while these were read, so they are newer.
    const added = lane.queue
    lane.queue = []
    for (const { size } of added) this.#size -= size
    for (const item of items)
      if (item.events.length > 0) this.#push(lane, { ...item, open: undefined })
    if (isAll) for (const item of added) this.#push(lane, item)
    else lane.isWhole = false
    const first = lane.queue[0]?.events.findIndex(({ id }) => id === rest.eventId) ?? -1
    lane.index = Math.max(first, 0)
    // The failed event may be gone, or filtered out by now.
    const after = lane.queue.length === 0 ? (items.at(-1)?.at ?? rest.after) : rest.after
    if (first < 0) this.#setRest(lane, { key, after, eventId: null, attempts: 0, nextAt: 0 })
    this.#settle(lane)
  }

  /** Call this if the items could not be read: the rest is due again. */
  failRead(key: string): void {
    const lane = this.#lane(key)
    lane.isReading = false
    lane.isWhole = false
    while (lane.queue.length > 0) this.#shift(lane)
  }

  /**
   * Turns everything in memory into rests, so that nothing is delivered twice after a stop. Call nothing else
   * afterwards.
   */
  park(): void {
    for (const lane of this.#lanes.values()) {
      const { key, queue, index, rest } = lane
      const [item] = queue
      if (!item) continue
      const event = index > 0 ? item.events[index] : undefined
      // The rest of a full lane begins after the items in memory.
      const covering = item.open ? undefined : rest
      const start = {
        attempts: 0,
        nextAt: 0,
        ...covering,
        key,
        after: covering?.after ?? item.before,
      }
      this.#setRest(lane, { ...start, eventId: event?.id ?? covering?.eventId ?? null })
      while (queue.length > 0) this.#shift(lane)
    }
  }

  /** Adds changes that could not be saved to the next changes. */
  keepChanges({ rests, ended }: { rests: Rest[]; ended: string[] }): void {
    for (const key of [...rests.map(({ key }) => key), ...ended]) this.#changed.add(key)
  }

  /** Returns the rests that changed since the last call, and the keys whose rest ended. */
  takeChanges(): { rests: Rest[]; ended: string[] } {
    const keys = [...this.#changed]
    this.#changed = new Set()
    return {
      rests: keys.flatMap((key) => this.#restToKeep(key) ?? []),
      ended: keys.filter((key) => !this.#rests.has(key)),
    }
  }

  /**
   * In a full lane, the rest begins after the items in memory. The saved rest must also cover these items, for a
   * restart.
   */
  #restToKeep(key: string): Rest | undefined {
    const lane = this.#lanes.get(key)
    const [first] = lane?.queue ?? []
    if (!lane?.rest || !first?.open) return lane?.rest
    return { key, after: first.before, eventId: null, attempts: 0, nextAt: 0 }
  }

  #lane(key: string): Lane<Event> {
    const known = this.#lanes.get(key)
    if (known) return known
    const lane: Lane<Event> = {
      key,
      queue: [],
      index: 0,
      isBusy: false,
      isQueued: false,
      isReading: false,
      isWhole: false,
      rest: undefined,
      isHurried: false,
    }
    this.#lanes.set(key, lane)
    return lane
  }

  #push(lane: Lane<Event>, item: Queued<Event>): void {
    lane.queue.push(item)
    this.#size += item.size
    this.#schedule(lane)
  }

  #shift(lane: Lane<Event>): void {
    const item = lane.queue.shift()
    if (item?.open) item.open.isDone = true
    if (item?.open && lane.rest) this.#changed.add(lane.key)
    lane.index = 0
    this.#size -= item?.size ?? 0
  }

  #schedule(lane: Lane<Event>): void {
    if (lane.isBusy || lane.isQueued || lane.isReading || lane.queue.length === 0) return
    lane.isQueued = true
    this.#ready.push(lane)
  }

  #setRest(lane: Lane<Event>, rest: Rest | undefined): void {
    lane.rest = rest
    this.#changed.add(lane.key)
    if (rest) this.#rests.set(lane.key, lane)
    else this.#rests.delete(lane.key)
  }

  /** Continues with the lane. If the rest is delivered, it ends; an empty lane is removed. */
  #settle(lane: Lane<Event>): void {
    if (lane.queue.length > 0) {
      this.#schedule(lane)
      return
    }
    if (lane.rest && lane.isWhole && lane.rest.eventId === null) this.#setRest(lane, undefined)
    if (!lane.rest && !lane.isBusy) this.#lanes.delete(lane.key)
  }
}
