import type { Lease } from '../engine.ts'

/** Leases for a database used by one process: a lease is free unless the process itself holds it. */
export function localLeases(): (name: string) => Promise<Lease | undefined> {
  const held = new Map<string, Lease>()
  return async (name) => {
    if (held.has(name)) return undefined
    const lease: Lease = {
      lost: new AbortController().signal,
      async release() {
        if (held.get(name) === lease) held.delete(name)
      },
    }
    held.set(name, lease)
    return lease
  }
}
