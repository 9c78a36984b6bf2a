import type { Lease } from '../engine.ts'

/** Leases for a database that one process has alone: each is free unless the process itself holds it. */
export function localLeases(): (name: string) => Promise<Lease | undefined> {
  const held = new Set<string>()
  return async (name) => {
    if (held.has(name)) return undefined
    held.add(name)
    return {
      lost: new AbortController().signal,
      async release() {
        held.delete(name)
      },
    }
  }
}
