import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createObserver, type Fact } from '@openparley/conformance'
import { contract } from './contract.ts'

/**
 * The folder to which the workers of a run write which parts of the document they covered. A run of all tests empties
 * it first.
 */
export const coverageFolder = join(import.meta.dirname, '../../node_modules/.cache/parley/coverage')

export const observer = createObserver(contract)

const known = new Set<Fact>()

/** Collects facts until the end of the run, each once. */
export function record(facts: Fact[]): void {
  const news = [...new Set(facts)].filter((fact) => !known.has(fact))
  if (news.length === 0) return
  for (const fact of news) known.add(fact)
  mkdirSync(coverageFolder, { recursive: true })
  appendFileSync(join(coverageFolder, `${process.pid}.txt`), `${news.join('\n')}\n`)
}
