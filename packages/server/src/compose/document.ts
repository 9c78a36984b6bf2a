import { readFile } from 'node:fs/promises'
import { documentFile } from '../base/assets.ts'
import { lazily } from '../base/lazily.ts'
import type { Document } from '../http/operation.ts'

/** Reads the document. Servers of one process share it. */
export const loadDocument = lazily(
  async (): Promise<Document> => JSON.parse(await readFile(documentFile('openapi.json'), 'utf8')),
)
