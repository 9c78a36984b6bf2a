import type { components } from '@openparley/spec/types'
import { ProblemError } from '../problem.ts'
import type { LoggedEvent } from './apply.ts'
import type { KnownUsers, Loaded, Resource } from './resource.ts'
import { frozen } from './snapshots.ts'

type UserWire = components['schemas']['UserSnapshot']

/** The first items of a list, as far as they are loaded. */
export interface Window<Item> {
  items: Item[]
  /** Whether the list has items after those. */
  hasMore: boolean
  /** Whether the list has items before those. */
  hasNewer?: boolean
  /** The newest event that the items include. 0 if each item has its own. */
  lastEventId: number
}

/** A page of a list of the server. */
export interface Page<Wire> {
  data: Wire[]
  hasMore: boolean
  hasNewer?: boolean
  lastEventId?: number
}

export interface WindowOptions<Item, Wire, Snapshot> {
  conversationId?: string
  /** How many items it has first. */
  size: number
  /** How many items `loadMore` adds by default. Default `size`. */
  step?: number
  /** The max of `loadMore`, and of a request. */
  maxPage: number
  /** How many items are kept. Default all. */
  maxItems?: number
  /** Gets a page. Null if there is no such list. */
  list: (page: {
    limit: number
    startingAfter?: string
    around?: string
  }) => Promise<Page<Wire> | null>
  item: (wire: Wire) => Item
  /** The users in an item of the server. */
  usersIn: (wire: Wire) => UserWire[]
  idOf: (item: Item) => string
  userIdsOf: (item: Item) => (string | null | undefined)[]
  apply: (window: Window<Item> | null, event: LoggedEvent) => Window<Item> | null | undefined
  /** The items to show. Default those of the window. */
  shown?: (window: Window<Item>) => Item[]
  /** Undefined while a user in it is not known. */
  snapshot: (item: Item, users: KnownUsers) => Snapshot | undefined
}

/** The resource of a window of a list. */
export function windowResource<Item extends object, Wire, Snapshot>(
  options: WindowOptions<Item, Wire, Snapshot>,
): Resource<Window<Item>, [snapshot: Snapshot[] | null, loadedAll: boolean]> {
  const { size, step = size, maxPage, maxItems = Number.POSITIVE_INFINITY, idOf } = options
  const { shown = (window: Window<Item>) => window.items } = options
  const idsOf = (item: Item) => options.userIdsOf(item).filter((id) => id != null)
  const memo = remembered(options.snapshot, idsOf)

  const trimmed = (window: Window<Item>) => trimmedTo(maxItems, window)

  const read = (count: number, after?: Item) => readItems(options, count, after)

  return {
    ...(options.conversationId !== undefined && { conversationId: options.conversationId }),
    get: (count) => read(Math.min(count, maxItems)),
    apply(window, event) {
      const next = options.apply(window, event)
      return next && trimmed(next)
    },
    users: (window) => shown(window).flatMap(idsOf),
    view(window, users) {
      if (!window) return [null, true]
      const snapshots: Snapshot[] = []
      for (const item of shown(window)) {
        const snapshot = memo(item, users)
        if (snapshot === undefined) return undefined
        snapshots.push(snapshot)
      }
      return [Object.freeze(snapshots) as Snapshot[], !window.hasMore]
    },
    window: {
      size,
      step,
      maxPage,
      more: (window, count) => read(count, window.items.at(-1)),
      join(window, page) {
        const known = new Set(window.items.map(idOf))
        const items = [...window.items, ...page.items.filter((item) => !known.has(idOf(item)))]
        return trimmed({ ...window, items, hasMore: page.hasMore })
      },
      length: ({ items }) => items.length,
      hasMore: ({ items, hasMore }) => hasMore && items.length < maxItems,
    },
  }
}

/** The window without the items at its end that are too many. */
export const trimmedTo = <Item>(maxItems: number, window: Window<Item>): Window<Item> =>
  window.items.length > maxItems
    ? { ...window, items: window.items.slice(0, maxItems), hasMore: true }
    : window

/** Gets `count` items in as many pages as needed, or one page of those around an item. */
export async function readItems<Item, Wire, Snapshot>(
  { maxPage, list, item, usersIn, idOf }: WindowOptions<Item, Wire, Snapshot>,
  count: number,
  after?: Item,
  around?: string,
): Promise<Loaded<Window<Item>>> {
  const items: Item[] = []
  const users: UserWire[] = []
  let last = after
  let lastEventId: number | undefined
  let hasNewer: boolean | undefined
  for (;;) {
    const limit = Math.min(count - items.length, maxPage)
    const page = await list({
      limit,
      ...(last && { startingAfter: idOf(last) }),
      ...(around !== undefined && { around }),
    })
    if (!page) return { state: null }
    // Events after the first page are applied to all of them.
    lastEventId ??= page.lastEventId ?? 0
    hasNewer ??= page.hasNewer ?? false
    for (const wire of page.data) {
      items.push(item(wire))
      users.push(...usersIn(wire))
    }
    last = items.at(-1)
    const { hasMore } = page
    if (!hasMore || items.length >= count || around !== undefined)
      return { state: { items, hasMore, hasNewer, lastEventId }, users }
  }
}

/** Makes the snapshot of an item only once, as long as the item and its users do not change. */
function remembered<Item extends object, Snapshot>(
  make: (item: Item, users: KnownUsers) => Snapshot | undefined,
  idsOf: (item: Item) => string[],
) {
  const made = new WeakMap<Item, { wires: unknown[]; snapshot: Snapshot }>()
  return (item: Item, users: KnownUsers): Snapshot | undefined => {
    const wires = idsOf(item).map((id) => users.get(id))
    const known = made.get(item)
    if (known?.wires.every((wire, index) => wire === wires[index])) return known.snapshot
    const snapshot = make(item, users)
    if (snapshot !== undefined) made.set(item, { wires, snapshot: frozen(snapshot) })
    return snapshot
  }
}

/** Whether the item to start after is not in the list any more. */
export const isLostCursor = (error: unknown): boolean => isInvalid(error, 'query/startingAfter')

/** Whether the error says that a value of the request is not valid. */
export const isInvalid = (error: unknown, pointer: string): boolean =>
  error instanceof ProblemError && pointer in error.errors
