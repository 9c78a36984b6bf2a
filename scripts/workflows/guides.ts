import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import type { ArazzoDocument } from './arazzo.ts'

const folder = join(import.meta.dirname, '../../spec/workflows')

/** The names of the guides, in the order in which they are read. */
export const guideNames = [
  'first-conversation',
  'pages-and-filters',
  'batch-of-users',
  'read-state',
  'file-in-a-message',
  'webhook-endpoint',
  'personal-data',
  'versions',
  'errors',
] as const

export type GuideName = (typeof guideNames)[number]

export interface Guide {
  name: GuideName
  document: ArazzoDocument
}

/** The file that one of the guides uploads. */
export const uploadedFile = join(folder, 'receipt.txt')

/** Reads the guides of `spec/workflows`. */
export async function readGuides(): Promise<Guide[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.arazzo.yaml'))
  const known: readonly string[] = guideNames
  const unlisted = files.filter((file) => !known.includes(basename(file, '.arazzo.yaml')))
  if (unlisted.length > 0) throw new Error(`Not listed in guides.ts: ${unlisted.join(', ')}`)
  return Promise.all(
    guideNames.map(async (name) => ({
      name,
      document: parse(await readFile(join(folder, `${name}.arazzo.yaml`), 'utf8')),
    })),
  )
}
