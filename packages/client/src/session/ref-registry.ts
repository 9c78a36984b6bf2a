/**
 * Returns the ref for an id: the same object as long as anything refers to it. Throws if an id is empty or not a
 * string.
 */
export function refRegistry<Ref extends object>(
  make: (...ids: string[]) => Ref,
): (...ids: string[]) => Ref {
  const refs = new Map<string, WeakRef<Ref>>()
  const collected = new FinalizationRegistry<string>((key) => {
    if (!refs.get(key)?.deref()) refs.delete(key)
  })

  return (...ids) => {
    for (const id of ids)
      if (typeof id !== 'string' || id === '')
        throw new TypeError(
          `${JSON.stringify(id)} is not a valid id: it must be a string that is not empty.`,
        )
    const key = JSON.stringify(ids)
    const known = refs.get(key)?.deref()
    if (known) return known
    const ref = make(...ids)
    refs.set(key, new WeakRef(ref))
    collected.register(ref, key)
    return ref
  }
}
