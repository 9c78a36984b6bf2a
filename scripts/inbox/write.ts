import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Writes the files of the inbox below the folder, and removes those of an older build. A server that runs meanwhile never
 * sends half a file, nor one that imports a missing one.
 */
export async function writeSite(folder: string, files: Map<string, Uint8Array>): Promise<void> {
  const imported = join(folder, 'inbox')
  await mkdir(imported, { recursive: true })
  // The entry, which has the shortest name, comes last.
  const byLength = [...files].sort(([one], [other]) => other.length - one.length)
  for (const [name, contents] of byLength) {
    const file = join(folder, name)
    await mkdir(dirname(file), { recursive: true })
    const written = `${file}.${process.pid}`
    await writeFile(written, contents)
    await rename(written, file)
  }
  for (const name of await readdir(imported))
    if (!files.has(`inbox/${name}`)) await rm(join(imported, name))
}
