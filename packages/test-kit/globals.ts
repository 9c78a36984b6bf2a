/** Globals that libraries such as Lit add when they are loaded in Node. Their modules stay loaded too. */
const ofLibraries = /^(__.+|customElements|reactiveElementVersions|lit[A-Z]\w+)$/

/** The values of all globals. Node defines some when they are read first, so the others are not read. */
const globals = () =>
  new Map(
    Object.entries(Object.getOwnPropertyDescriptors(globalThis)).map(
      ([name, { value }]) => [name, value] as const,
    ),
  )

/** Returns a function that returns the names of the globals that were added, removed or changed since. */
export function globalsSince(): () => string[] {
  const before = globals()
  return () => {
    const after = globals()
    const names = new Set([...before.keys(), ...after.keys()])
    return [...names].filter((name) => {
      if (ofLibraries.test(name)) return false
      if (!before.has(name) || !after.has(name)) return true
      const old = before.get(name)
      return old !== undefined && !Object.is(old, after.get(name))
    })
  }
}
