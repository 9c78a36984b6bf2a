import { ProblemError } from '@openparley/client'

/** Items per page: the max of the API. */
export const pageSize = 100

/**
 * Yields all pages of a list. Each page is read before the previous one is yielded, so that the caller may delete its items.
 * If the item to start after was deleted, the one before it is used.
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
  // All items of the page were deleted: start from the beginning.
  return list(undefined)
}
