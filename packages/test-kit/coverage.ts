import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createObserver, type Fact } from '@openparley/conformance'
import { contract } from './contract.ts'

/** Where the workers of a run leave what they saw of the document; a run of all tests empties it first. */
export const coverageFolder = join(import.meta.dirname, '../../node_modules/.cache/parley/coverage')

export const observer = createObserver(contract)

const known = new Set<Fact>()

/** Keeps facts for the end of the run, each once. */
export function record(facts: Fact[]): void {
  const news = [...new Set(facts)].filter((fact) => !known.has(fact))
  if (news.length === 0) return
  for (const fact of news) known.add(fact)
  mkdirSync(coverageFolder, { recursive: true })
  appendFileSync(join(coverageFolder, `${process.pid}.txt`), `${news.join('\n')}\n`)
}
