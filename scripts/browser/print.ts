import { join } from 'node:path'
import type { Bundle } from './bundle.ts'
import { writeSite } from './write.ts'

/** Writes the bundle to where the server finds it, and prints what a page loads first and on use. */
export async function writeAndPrint(name: string, { files, firstLoad, parts }: Bundle) {
  await writeSite(join(import.meta.dirname, '../../packages/server/site'), name, files)
  const size = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`.padStart(9)
  console.log(`${size(firstLoad)} gzipped: first load, with the client and Lit`)
  for (const [name, bytes] of parts) console.log(`${size(bytes)} gzipped, on use: ${name}`)
}
