/**
 * Options of an LRUCache for a number of entries. With its own option `max` it allocates space for all of them at once, 200 KB and
 * more for 10,000.
 */
export const maxEntries = (count: number) => ({ maxSize: count, sizeCalculation: () => 1 })
