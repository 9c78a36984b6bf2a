import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { transform } from 'esbuild'
import { type OutputChunk, type Plugin, rolldown } from 'rolldown'
import { repeatedImports } from './imports.ts'
import { minifiedTemplates } from './templates.ts'

const root = join(import.meta.dirname, '../..')

export interface Bundle {
  /** The files by their paths on the server: `inbox.js`, and what it imports below `inbox/`, if its name is `inbox`. */
  files: Map<string, Uint8Array>
  /** The gzipped bytes that a page loads first. */
  firstLoad: number
  /**
   * The gzipped bytes of each part that is loaded on use, without those that are loaded first, by the name of its
   * module.
   */
  parts: Map<string, number>
}

export interface BundleOptions {
  plugins?: Plugin[]
  /** Whether code that several parts need is in one file, which is smaller than in many files. Default: false. */
  hasShared?: boolean
  /** Whether all modules are in one file, also those that are loaded on use. Default: false. */
  isWhole?: boolean
  /** Whether a part that could not be loaded is tried again. Default: true. */
  repeatsImports?: boolean
  /**
   * The names of modules that are loaded on use, but that each page uses: the first files and these are requested
   * together.
   */
  early?: string[]
}

/**
 * Bundles a module with elements for browsers: `<name>.js`, which only imports the file with all that is loaded first, and a
 * file for each part that is loaded on use. The names of imported files contain a hash of their content, so that they can be
 * cached for ever.
 */
export async function bundled(
  name: string,
  entry: string,
  {
    plugins = [],
    hasShared = false,
    isWhole = false,
    repeatsImports = true,
    early = [],
  }: BundleOptions = {},
): Promise<Bundle> {
  const first = new Set<string>()
  const bundle = await rolldown({
    input: { [name]: entry },
    platform: 'browser',
    resolve: { conditionNames: ['source', 'browser', 'import', 'default'] },
    plugins: [
      ...plugins,
      minifiedTemplates,
      minifiedStyles,
      repeatsImports && repeatedImports,
      collectFirst(first),
    ],
    onLog: (_level, { message }) => {
      throw new Error(message)
    },
  })
  const { output } = await bundle.generate({
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: `${name}/[name]-[hash].js`,
    comments: false,
    codeSplitting: !isWhole && {
      groups: [
        { name: 'core', priority: 1, test: (id) => first.has(id) },
        ...(hasShared ? [{ name: 'shared', minShareCount: 2 }] : []),
      ],
    },
  })
  const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk')
  const codes = new Map(chunks.map(({ fileName, code }) => [fileName, code]))
  const bytes = (paths: string[]) =>
    paths.reduce((sum, path) => sum + gzipSync(codes.get(path) ?? '').length, 0)
  const loadedFirst = importedBy(chunks, `${name}.js`)
  const parts = chunks.flatMap(({ fileName, facadeModuleId }) => {
    if (!facadeModuleId || loadedFirst.includes(fileName)) return []
    const own = importedBy(chunks, fileName).filter((one) => !loadedFirst.includes(one))
    return [[nameOf(facadeModuleId), bytes(own)] as const]
  })
  for (const { fileName, facadeModuleId } of chunks)
    if (facadeModuleId && early.includes(nameOf(facadeModuleId)))
      codes.set(`${name}.js`, `import"./${fileName}";${codes.get(`${name}.js`)}`)
  const encoder = new TextEncoder()
  const files = new Map(
    [...codes].map(([path, code]) => [path, encoder.encode(code) as Uint8Array]),
  )
  files.set(`${name}.js.LICENSE.txt`, await readFile(join(root, 'node_modules/lit/LICENSE')))
  return { files, firstLoad: bytes(loadedFirst), parts: new Map(parts) }
}

/** `src/words/de.ts` is `words/de`. */
const nameOf = (module: string) => join(basename(dirname(module)), basename(module, '.ts'))

/** Collects the modules that the entry imports statically. */
const collectFirst = (found: Set<string>): Plugin => ({
  name: 'collect-first',
  buildEnd() {
    const collect = (id: string) => {
      if (found.has(id)) return
      found.add(id)
      for (const one of this.getModuleInfo(id)?.importedIds ?? []) collect(one)
    }
    for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) collect(id)
  },
})

/** Minifiers leave styles in templates as they are. Styles with inserted values are left as they are too. */
const minifiedStyles: Plugin = {
  name: 'minified-styles',
  transform: {
    filter: { id: /packages\/\w+\/src\/.*\.ts$/, code: 'css`' },
    async handler(code) {
      const parts = code.split(/\bcss`([^`$]*)`/)
      const minified = parts.map(async (part, index) => {
        if (index % 2 === 0) return part
        const { code } = await transform(part, { loader: 'css', minify: true })
        return `css\`${code.trim().replaceAll('\\', '\\\\')}\``
      })
      return (await Promise.all(minified)).join('')
    },
  },
}

/** The file and all that it imports statically. */
function importedBy(chunks: OutputChunk[], path: string, found: string[] = []): string[] {
  if (found.includes(path)) return found
  found.push(path)
  for (const one of chunks.find(({ fileName }) => fileName === path)?.imports ?? [])
    importedBy(chunks, one, found)
  return found
}
