import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContract, type OpenApiDocument } from '@openparley/contract'
import { splitSources } from './sources.ts'

export const root = join(import.meta.dirname, '../..')

export const document: OpenApiDocument = JSON.parse(
  readFileSync(join(root, 'generated/openapi.json'), 'utf8'),
)

/** The committed document; its violations name the lines of `spec/`. */
export const contract = createContract(document, splitSources(join(root, 'spec')))
