import { lstatSync, mkdirSync, type Stats, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Returns the folder for compiled code, made if missing; undefined if there is none that is safe. Node runs
 * what it finds there: whoever can write to it, or put another folder in its place, runs code as this user.
 * Node's own default is a folder with a known name in the shared temporary folder.
 */
export function cacheFolder(environment: Record<string, string | undefined>): string | undefined {
  const user = process.getuid?.()
  // No file modes to check, as on Windows.
  if (user === undefined) return undefined
  const isOwn = ({ uid }: Stats) => uid === user
  const isShut = ({ mode }: Stats, bits: number) => (mode & bits) === 0
  const base = environment.XDG_CACHE_HOME || join(homedir(), '.cache')
  const parent = join(base, 'parley')
  const folder = join(parent, 'compiled')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const outer = statSync(base)
    const isSafe =
      (isOwn(outer) || outer.uid === 0) &&
      // In a folder that others may write to, the sticky bit keeps them from replacing ours.
      (isShut(outer, 0o022) || !isShut(outer, 0o1000)) &&
      [parent, folder]
        .map((path) => lstatSync(path))
        .every((found) => {
          return found.isDirectory() && isOwn(found) && isShut(found, 0o077)
        })
    return isSafe ? folder : undefined
  } catch {
    // A user without a home, or a read-only disk: starts are slower, and nothing else.
    return undefined
  }
}
