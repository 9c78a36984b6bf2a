import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Coverage, coverageOf, type Gap } from '@openparley/conformance'
import type { TestProject, Vitest } from 'vitest/node'
import { exceptions } from '../../scripts/contract/exceptions.ts'
import { contract } from './contract.ts'
import { coverageFolder } from './coverage.ts'

const name = ({ kind, what }: Gap) => `${kind}: ${what}`

/** Counts which parts of the document a run has covered. A run of all tests fails if a part was not covered. */
export default function setup({ vitest }: TestProject) {
  rmSync(coverageFolder, { recursive: true, force: true })
  mkdirSync(coverageFolder, { recursive: true })
  return async () => {
    const facts = readdirSync(coverageFolder).flatMap((file) =>
      readFileSync(join(coverageFolder, file), 'utf8').trimEnd().split('\n'),
    )
    const coverage = coverageOf(contract.document, new Set(facts))
    const open = coverage.gaps.map(name).sort()
    writeFileSync(`${coverageFolder}-gaps.txt`, open.map((gap) => `${gap}\n`).join(''))
    if (await isWhole(vitest)) failOnGaps(coverage, open)
  }
}

/** Whether every test has run. */
async function isWhole(vitest: Vitest): Promise<boolean> {
  const { config, state } = vitest
  if (config.watch || config.testNamePattern || config.shard || config.project.length > 0)
    return false
  const ran = new Set(state.getPaths())
  const all = await vitest.globTestSpecifications()
  return all.every(({ moduleId }) => ran.has(moduleId))
}

function failOnGaps({ counts, gaps }: Coverage, open: string[]): void {
  for (const [kind, { met, of }] of counts)
    console.log(`  ${met}/${of}  ${kind.replace(/ never.*| nullable.*| optional.*/, '')}`)
  const excepted = new Set(exceptions.map(name))
  const news = gaps.map(name).filter((gap) => !excepted.has(gap))
  const stale = [...excepted].filter((gap) => !open.includes(gap))
  const told = [
    ...news.map((gap) => `- ${gap}`),
    ...stale.map((gap) => `- covered now, remove it from the exceptions: ${gap}`),
  ]
  if (told.length > 0)
    throw new Error(`No test covers these parts of the document:\n${told.join('\n')}`)
}
