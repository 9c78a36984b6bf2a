import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Writes the files of a bundle below the folder, and removes the files of an older build. A running server never sends
 * incomplete files, or files that import a missing file.
 */
export async function writeSite(
  folder: string,
  name: string,
  files: Map<string, Uint8Array>,
): Promise<void> {
  const imported = join(folder, name)
  await mkdir(imported, { recursive: true })
  // The entry file has the shortest name, and comes last.
  const byLength = [...files].sort(([one], [other]) => other.length - one.length)
  for (const [path, contents] of byLength) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    const written = `${file}.${process.pid}`
    await writeFile(written, contents)
    await rename(written, file)
  }
  for (const file of await readdir(imported))
    if (!files.has(`${name}/${file}`)) await rm(join(imported, file))
}
