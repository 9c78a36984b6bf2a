import type { Search } from './search-types.ts'

/** A search whose code is loaded with the first query, so that a page without searches does not load it. */
export function lazySearch<Result>(load: () => Promise<Search<Result>>): Search<Result> {
  let search: Promise<Search<Result>> | undefined
  const loaded = () => {
    search ??= load()
    return search
  }
  return Object.freeze<Search<Result>>({
    setQuery: async (query, filters) => (await loaded()).setQuery(query, filters),
    loadMore: async (limit) => (await loaded()).loadMore(limit),
  })
}
