import { ProblemError } from '@openparley/client'

/** Items of a page, the max of every list. */
export const pageSize = 100

/**
 * Yields all pages of a list. The next page is read before a page is yielded, so that the caller may delete what it
 * gets. If the item that a page starts after is gone, the one before it is used.
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
      if (!(error instanceof ProblemError && 'query/startingAfter' in error.errors)) throw error
    }
  // All of the page is gone: to begin again costs time, and nothing else.
  return list(undefined)
}
