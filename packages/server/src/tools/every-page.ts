import { RefusedCall } from './answer.ts'

/** Items of a page, the most a list answers. */
export const pageSize = 100

/**
 * All pages of a list. Each is read before the one ahead of it is handed on, so that the caller may delete
 * what it is given. Where the item that a page is to start after is gone, the one before it takes its place.
 */
export async function* everyPage<Item extends { id: string }>(
  list: (startingAfter: string | undefined) => Promise<Item[]>,
): AsyncGenerator<Item[]> {
  let page = await list(undefined)
  while (page.length === pageSize) {
    const next = await pageAfter(page, list)
    yield page
    page = next
  }
  if (page.length > 0) yield page
}

async function pageAfter<Item extends { id: string }>(
  page: Item[],
  list: (startingAfter: string | undefined) => Promise<Item[]>,
): Promise<Item[]> {
  for (const { id } of page.toReversed())
    try {
      return await list(id)
    } catch (error) {
      if (!(error instanceof RefusedCall && error.places.includes('query/startingAfter')))
        throw error
    }
  // All of the page is gone: from the beginning, which costs time and harms nothing.
  return list(undefined)
}
