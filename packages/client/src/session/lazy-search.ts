import { lazy } from '../lazy.ts'
import type { Search } from './search-types.ts'

/** A search whose code is loaded with the first query. A page without searches does not load it. */
export function lazySearch<Result>(load: () => Promise<Search<Result>>): Search<Result> {
  const search = lazy(load)
  return Object.freeze<Search<Result>>({
    setQuery: async (...query) => (await search.load()).setQuery(...query),
    loadMore: async (limit) => (await search.load()).loadMore(limit),
  })
}
