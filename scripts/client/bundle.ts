import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build } from 'esbuild'

const entry = join(import.meta.dirname, '../../packages/client/src/index.ts')

const options: BuildOptions = {
  bundle: true,
  conditions: ['source'],
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  logLevel: 'error',
}

/** The client as one minified module for browsers. */
export async function bundledClient(): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...options, entryPoints: [entry], write: false })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** The gzipped bytes of the module that a page with a session loads first: what it imports later is not part of it. */
export async function sessionBytes(): Promise<number> {
  const contents = `export { getTalkSession } from ${JSON.stringify(entry)}`
  const later = ['./search.ts', './upload.ts']
  const { outputFiles } = await build({
    ...options,
    stdin: { contents, resolveDir: import.meta.dirname },
    external: later,
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '').length
}
