import { lstatSync, mkdirSync, type Stats, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Returns the folder for compiled code, created if missing, or undefined if no folder is safe. Node runs the code
 * in it, so anyone who can write to it, or replace it, can run code as this user. Node's own default is a folder
 * with a predictable name in the shared temporary folder.
 */
export function cacheFolder(environment: Record<string, string | undefined>): string | undefined {
  const user = process.getuid?.()
  // Windows has no file modes to check.
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
      // If others may write to the parent folder, the sticky bit prevents them from replacing ours.
      (isShut(outer, 0o022) || !isShut(outer, 0o1000)) &&
      [parent, folder]
        .map((path) => lstatSync(path))
        .every((found) => {
          return found.isDirectory() && isOwn(found) && isShut(found, 0o077)
        })
    return isSafe ? folder : undefined
  } catch {
    // There is no home folder, or the disk is read-only: only the start is slower.
    return undefined
  }
}
