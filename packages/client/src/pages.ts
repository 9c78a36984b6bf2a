import { isLostCursor } from './problem.ts'
import { type Identified, idOf } from './state/ids.ts'

export interface PageQuery {
  /** Maximum number of items on the page. */
  limit: number
  /** The id of the last item of the page before. Undefined for the first page. */
  startingAfter?: string
}

/**
 * Yields the pages of a list until its end. `list` gets one page. The next page is read before the current one is
 * yielded, so you can delete the items of the current page. If the item to start after was deleted, the item before it
 * is used.
 *
 * @param limit Items per page. Default 100, the max of most lists.
 * @throws ProblemError what `list` throws.
 *
 * @example
 * const list = async (query) => unwrap(await client.GET('/users', { params: { query } })).data
 * for await (const page of pages(list)) for (const user of page) console.log(user.name)
 */
export async function* pages<Item extends Identified>(
  list: (query: PageQuery) => Promise<Item[]>,
  { limit = 100 } = {},
): AsyncGenerator<Item[]> {
  let page = await list({ limit })
  while (page.length === limit) {
    const next = await pageAfter(page, limit, list)
    yield page
    page = next
  }
  if (page.length > 0) yield page
}

async function pageAfter<Item extends Identified>(
  page: Item[],
  limit: number,
  list: (query: PageQuery) => Promise<Item[]>,
): Promise<Item[]> {
  for (const item of page.toReversed())
    try {
      return await list({ limit, startingAfter: idOf(item) })
    } catch (error) {
      if (!isLostCursor(error)) throw error
    }
  // All items of the page were deleted: start from the beginning.
  return list({ limit })
}
