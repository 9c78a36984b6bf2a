import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build } from 'esbuild'
import { type Bundle, bundled } from '../browser/bundle.ts'

const entry = join(import.meta.dirname, '../../packages/client/src/index.ts')

const options: BuildOptions = {
  bundle: true,
  conditions: ['source'],
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  // Modules are strict without saying so.
  tsconfigRaw: { compilerOptions: { strict: false } },
  logLevel: 'error',
}

/** The client as one minified module for browsers. */
export async function bundledClient(): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...options, entryPoints: [entry], write: false })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** The gzipped bytes of all exports in one file, with all that is loaded on use, as Vite builds it. */
export async function wholeBytes(): Promise<number> {
  const { files } = await bundled('client', entry, { isWhole: true, repeatsImports: false })
  return gzipSync(files.get('client.js') ?? '').length
}

/** The gzipped bytes that a page with a session loads first, and the bytes of each part that is loaded on use. */
export async function sessionBytes(): Promise<Pick<Bundle, 'firstLoad' | 'parts'>> {
  return bundled('session', join(import.meta.dirname, 'session-entry.ts'), {
    repeatsImports: false,
  })
}
