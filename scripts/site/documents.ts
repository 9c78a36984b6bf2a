import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The files of `generated/` that the site keeps of each version, at `openapi/<version>/`. */
export const documents = [
  'openapi.json',
  'openapi.yaml',
  'openapi.clients.json',
  'openapi.3.2.json',
  'schemas.json',
  'workflows.arazzo.yaml',
]

const git = (root: string, ...words: string[]) =>
  execFileSync('git', words, { cwd: root, maxBuffer: 64 * 1024 * 1024 })

/** The released versions, from the tags. Empty without a clone. */
const releasedVersions = (root: string): string[] =>
  existsSync(join(root, '.git'))
    ? git(root, 'tag', '--list', 'v*')
        .toString()
        .split('\n')
        .flatMap((tag) => /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1] ?? [])
    : []

/**
 * Writes the documents of every version into `openapi/<version>/` of the folder, and those of the version in the
 * checkout into `openapi/latest/`. A released version is read from its tag: its URLs never change their content.
 */
export async function writeDocuments(root: string, folder: string): Promise<void> {
  const { info } = JSON.parse(await readFile(join(root, 'generated/openapi.json'), 'utf8'))
  const released = releasedVersions(root)
  for (const version of new Set([...released, info.version])) {
    const isReleased = released.includes(version)
    const names = isReleased ? git(root, 'ls-tree', '--name-only', `v${version}:generated`) : ''
    for (const name of documents) {
      if (isReleased && !names.toString().split('\n').includes(name)) continue
      const bytes = isReleased
        ? git(root, 'show', `v${version}:generated/${name}`)
        : await readFile(join(root, 'generated', name))
      for (const place of version === info.version ? [version, 'latest'] : [version]) {
        await mkdir(join(folder, 'openapi', place), { recursive: true })
        await writeFile(join(folder, 'openapi', place, name), bytes)
      }
    }
  }
}
