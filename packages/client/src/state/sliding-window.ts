import type { Resource } from './resource.ts'
import {
  isInvalid,
  readItems,
  trimmedTo,
  type Window,
  type WindowOptions,
  windowResource,
} from './window.ts'

/** Maximum number of items that it keeps. */
const maxItems = 200

/**
 * The resource of a window that begins at an item, or at the newest if that is null, and that can grow at both ends:
 * the other end is dropped. Its view also tells whether the window has the newest item.
 */
export function slidingResource<Item extends object, Wire, Snapshot>(
  options: WindowOptions<Item, Wire, Snapshot>,
  around: string | null,
): Resource<Window<Item>, [snapshot: Snapshot[] | null, loadedAll: boolean, newest: boolean]> {
  const { idOf, maxPage } = options
  const { shown = (window: Window<Item>) => window.items } = options
  const resource = windowResource({
    ...options,
    // What is not sent yet is after the newest.
    shown: (window) => (window.hasNewer ? window.items : shown(window)),
  })
  /** The id of an item near those that the reader sees. Null if the window has the newest. */
  let anchor = around
  let isFirst = true

  function moved(window: Window<Item>, near: Item | undefined): Window<Item> {
    anchor = window.hasNewer && near ? idOf(near) : null
    return window
  }

  return {
    ...resource,
    async get(count) {
      try {
        if (anchor !== null)
          return await readItems(options, Math.min(count, maxPage), undefined, anchor)
      } catch (error) {
        // The item was deleted since.
        if (isFirst || !isInvalid(error, 'query/around')) throw error
        anchor = null
      } finally {
        isFirst = false
      }
      return readItems(options, Math.min(count, maxItems))
    },
    apply(window, event) {
      const next = resource.apply(window, event)
      return next && trimmedTo(maxItems, next)
    },
    view(window, users) {
      const view = resource.view(window, users)
      return view && [view[0], view[1] ?? true, !window?.hasNewer]
    },
    window: {
      ...(resource.window as NonNullable<typeof resource.window>),
      hasMore: ({ hasMore }) => hasMore,
      join(window, page) {
        const items = [...window.items, ...page.items]
        const hasNewer = (window.hasNewer ?? false) || items.length > maxItems
        const joined = { ...window, items: items.slice(-maxItems), hasMore: page.hasMore, hasNewer }
        return moved(joined, window.items.at(-1))
      },
      newer: ({ items: [newest] }, count) =>
        readItems(options, Math.min(2 * count, maxPage), undefined, newest && idOf(newest)),
      joinNewer(window, { items, hasNewer = false }) {
        const known = new Set(window.items.map(idOf))
        const end = items.findIndex((item) => known.has(idOf(item)))
        const newer = end < 0 ? items : items.slice(0, end)
        const joined = { ...window, items: [...newer, ...window.items], hasNewer }
        return moved(trimmedTo(maxItems, joined), window.items[0])
      },
    },
  }
}
