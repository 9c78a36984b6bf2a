import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'

const root = join(import.meta.dirname, '../..')

/** The module that defines the elements. */
export const inboxEntry = join(root, 'packages/inbox/src/index.ts')

export interface Bundle {
  /** The files by their paths on the server: `inbox.js`, and what it imports below `inbox/`. */
  files: Map<string, Uint8Array>
  /** The gzipped bytes that a page loads first. */
  firstLoad: number
  /** The gzipped bytes of each part that is loaded on use, beyond what is loaded first, by the name of its module. */
  parts: Map<string, number>
}

/**
 * Bundles the elements for browsers. The names of imported files contain a hash of their content, so that they can be
 * cached for ever.
 */
export async function bundledInbox(entry = inboxEntry): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [{ in: entry, out: 'inbox' }],
    outdir: root,
    absWorkingDir: root,
    chunkNames: 'inbox/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['source'],
    minify: true,
    legalComments: 'external',
    metafile: true,
    write: false,
    logLevel: 'error',
  })
  const files = new Map(
    outputFiles.map(({ path, contents }) => [path.slice(root.length + 1), contents] as const),
  )
  const bytes = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + gzipSync(files.get(path) ?? '').length, 0)
  const first = importedBy(metafile, 'inbox.js')
  const later = Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint && path.endsWith('.js') && !first.has(path) ? [[entryPoint, path] as const] : [],
  )
  const parts = later.map(([entryPoint, path]) => {
    const own = [...importedBy(metafile, path)].filter((one) => !first.has(one))
    return [nameOf(entryPoint), bytes(own)] as const
  })
  return { files, firstLoad: bytes(first), parts: new Map(parts) }
}

/** `src/words/de.ts` is `words/de`. */
const nameOf = (module: string) => join(basename(dirname(module)), basename(module, '.ts'))

/** The file and all that it imports statically. */
function importedBy({ outputs }: Metafile, path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found
  found.add(path)
  for (const one of outputs[path]?.imports ?? [])
    if (one.kind === 'import-statement') importedBy({ outputs } as Metafile, one.path, found)
  return found
}
