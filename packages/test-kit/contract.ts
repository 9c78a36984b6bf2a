import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContract } from '@openparley/contract'
import { splitSources } from '../../scripts/contract/sources.ts'

const root = join(import.meta.dirname, '../..')

/** The document against which every exchange of every test is validated. */
export const contract = createContract(
  JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8')),
  splitSources(join(root, 'spec')),
)
