import { join } from 'node:path'
import { build } from 'esbuild'

const entry = join(import.meta.dirname, '../../packages/client/src/index.ts')

/** The client as one minified module for browsers. */
export async function bundledClient(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    conditions: ['source'],
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}
