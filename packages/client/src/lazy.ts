/** Something that is loaded on use. */
export interface Lazy<T> {
  /** Undefined until it is loaded. */
  readonly loaded: T | undefined
  /** Loads it only once. The next call loads again what could not be loaded. */
  load(): Promise<T>
}

export function lazy<T>(make: () => Promise<T>): Lazy<T> {
  let loading: Promise<T> | undefined
  let loaded: T | undefined

  function once(): Promise<T> {
    loading ??= make().finally(() => {
      loading = undefined
    })
    return loading
  }

  return {
    get loaded() {
      return loaded
    },
    async load() {
      loaded ??= await once()
      return loaded
    },
  }
}
