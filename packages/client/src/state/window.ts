import { isLostCursor } from '../problem.ts'
import { type Identified, idOf } from './ids.ts'
import type { Kind } from './kind.ts'
import type { KnownUsers, Loaded, Resource } from './resource.ts'
import type { LoggedEvent } from './subject.ts'
import type { Window } from './window-events.ts'

/** A page of a list of the server. */
export interface Page<Wire> {
  data: Wire[]
  hasMore: boolean
  hasNewer?: boolean
  lastEventId?: number
  cursor?: string
}

/** Where a page begins. Default: the first item of the list. */
interface Place {
  startingAfter?: string
  around?: string
}

export interface WindowOptions<Item, Wire, Snapshot> {
  kind: Kind<Wire, Item, Snapshot>
  conversationId?: string
  /** How many items it has first. */
  size: number
  /** How many items `loadMore` adds by default. Default: `size`. */
  step?: number
  /** The max of `loadMore`, and of a request. */
  maxPage: number
  /** How many items are kept. Default all. */
  maxItems?: number
  /**
   * Makes a sliding window: it begins around the item with this id, or at the newest item if the id is null, and can
   * grow at both ends. When it has too many items, items at the other end are dropped.
   */
  around?: string | null | undefined
  /** Gets a page. Null if there is no such list. */
  list: (page: Place & { limit: number }) => Promise<Page<Wire> | null>
  apply: (window: Window<Item> | null, event: LoggedEvent) => Window<Item> | null | undefined
  /** The items to show if the window has the newest item. Default: the items of the window. */
  shown?: (window: Window<Item>) => Item[]
}

/** The resource of a window of a list. */
export function windowResource<Item extends Identified, Wire, Snapshot>(
  options: WindowOptions<Item, Wire, Snapshot>,
): Resource<Window<Item>, Snapshot[] | null> {
  const {
    kind,
    conversationId,
    size,
    step = size,
    maxPage,
    maxItems = Number.POSITIVE_INFINITY,
    around,
    list,
    shown = ({ items }) => items,
  } = options
  const slides = around !== undefined
  /** The id of an item near the part that the reader sees. Null if the window has the newest. */
  let anchor = around ?? null
  let isFirst = true
  const snapshotOf = remembered(kind)

  const allShown = (window: Window<Item>) => (window.hasNewer ? window.items : shown(window))

  /** Requests `count` items in as many pages as needed, or one page of the items around an item. */
  async function read(count: number, from: Place = {}): Promise<Loaded<Window<Item>>> {
    const wires: Wire[] = []
    let place = from
    let first: Page<Wire> | undefined
    for (;;) {
      const page = await list({ limit: Math.min(count - wires.length, maxPage), ...place })
      if (!page) return { state: null }
      // Events after the first page are applied to all pages.
      first ??= page
      wires.push(...page.data)
      const { hasMore } = page
      const items = wires.map(kind.stateOf)
      if (!hasMore || wires.length >= count || from.around) {
        const { hasNewer = false, lastEventId = 0 } = first
        return {
          state: { items, hasMore, hasNewer, lastEventId },
          users: wires.flatMap(kind.usersIn),
          cursor: first.cursor,
        }
      }
      place = after(items)
    }
  }

  const after = (items: Item[]): Place => {
    const last = items.at(-1)
    return last ? { startingAfter: idOf(last) } : {}
  }

  /** The window without its surplus items at one end. */
  const trimmed = (window: Window<Item>): Window<Item> =>
    window.items.length > maxItems
      ? { ...window, items: window.items.slice(0, maxItems), hasMore: true }
      : window

  /** The window after it has grown, cut around an item. */
  function moved(window: Window<Item>, near: Item | undefined): Window<Item> {
    anchor = window.hasNewer && near ? idOf(near) : null
    return window
  }

  return {
    conversationId,
    async get(before, more) {
      const count = Math.min(Math.max(before?.items.length ?? 0, size) + more, maxItems)
      try {
        if (anchor !== null) return await read(Math.min(count, maxPage), { around: anchor })
      } catch (error) {
        // The item was deleted since.
        if (isFirst || !isLostCursor(error)) throw error
        anchor = null
      } finally {
        isFirst = false
      }
      return read(count)
    },
    apply(window, event) {
      const next = options.apply(window, event)
      return next && trimmed(next)
    },
    userIds: (window) => allShown(window).flatMap(kind.userIds),
    snapshot(window, users) {
      const snapshots = allShown(window).map((item) => snapshotOf(item, users))
      return snapshots.includes(undefined) ? undefined : (snapshots as Snapshot[])
    },
    window: {
      step,
      maxPage,
      hasMore: ({ items, hasMore }) => hasMore && (slides || items.length < maxItems),
      loaded: (window) => ({
        loadedAll: !window?.hasMore,
        ...(slides && { loadedNewest: !window?.hasNewer }),
      }),
      older: {
        get: ({ items }, limit) => read(limit, after(items)),
        join(window, { items, hasMore }) {
          const all = [...window.items, ...items.filter((item) => !isIn(window, item))]
          const joined = { ...window, items: all, hasMore }
          if (!slides) return trimmed(joined)
          const hasNewer = window.hasNewer || all.length > maxItems
          return moved({ ...joined, items: all.slice(-maxItems), hasNewer }, window.items.at(-1))
        },
      },
      ...(slides && {
        newer: {
          get: ({ items: [newest] }, limit) =>
            read(Math.min(2 * limit, maxPage), newest && { around: idOf(newest) }),
          join(window, { items, hasNewer = false }) {
            const end = items.findIndex((item) => isIn(window, item))
            const all = [...items.slice(0, end < 0 ? undefined : end), ...window.items]
            return moved(trimmed({ ...window, items: all, hasNewer }), window.items[0])
          },
        },
      }),
    },
  }
}

const isIn = <Item extends Identified>({ items }: Window<Item>, item: Item): boolean =>
  items.some((one) => idOf(one) === idOf(item))

/** Creates the snapshot of an item only once, as long as the item and its users do not change. */
function remembered<Item extends object, Snapshot>(kind: Kind<never, Item, Snapshot>) {
  const made = new WeakMap<Item, { profiles: unknown[]; snapshot: Snapshot }>()
  return (item: Item, users: KnownUsers): Snapshot | undefined => {
    const profiles = kind.userIds(item).map((id) => id != null && users.get(id))
    const known = made.get(item)
    if (known?.profiles.every((one, index) => one === profiles[index])) return known.snapshot
    const snapshot = kind.snapshot(item, users)
    if (snapshot !== undefined) made.set(item, { profiles, snapshot })
    return snapshot
  }
}
