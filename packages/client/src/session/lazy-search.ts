import type { Search } from './search-types.ts'

/** A search whose code is loaded with the first query, so that a page without searches does not load it. */
export function lazySearch<Result>(load: () => Promise<Search<Result>>): Search<Result> {
  let search: Promise<Search<Result>> | undefined
  async function loaded() {
    search ??= load()
    try {
      return await search
    } catch (error) {
      // The next call loads it again.
      search = undefined
      throw error
    }
  }
  return Object.freeze<Search<Result>>({
    setQuery: async (query, filters) => (await loaded()).setQuery(query, filters),
    loadMore: async (limit) => (await loaded()).loadMore(limit),
  })
}
