import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { type Extent, parts, titles } from './parts.ts'
import { type Results, thisMachine, writeResults } from './results.ts'
import { figureOf, tableOf } from './table.ts'

type Name = keyof typeof parts

const { values } = parseArgs({
  options: {
    /** A short run, in about two minutes. */
    quick: { type: 'boolean', default: false },
    /** One of the parts, or `scaling`; may be repeated. */
    only: { type: 'string', multiple: true, default: [] },
    /** Keeps the figures in bench/results.json, and puts them into docs/benchmarks.md. */
    write: { type: 'boolean', default: false },
    /**
     * How many inserts in `chat` (100000 in its public figures), messages in `deletion`, or twelfths of the calls of
     * the largest load in `costs`.
     */
    size: { type: 'string' },
    /**
     * If set, compares sends and the fan-out of streams with another version instead. The value is the path of a built
     * checkout.
     */
    against: { type: 'string' },
  },
})
// It computes, and measures nothing.
if (values.only.includes('scaling')) {
  await import('./scaling.ts')
  process.exit()
}
const unknown = values.only.find((name) => !(name in parts))
if (unknown !== undefined)
  throw new Error(`There is no part ${unknown}. There are ${Object.keys(parts).join(', ')}.`)

const isQuick = values.quick
const extent: Extent = {
  isQuick,
  isKept: values.write,
  rounds: isQuick ? 1 : 5,
  seconds: isQuick ? 0.5 : 2,
  size: values.size === undefined ? undefined : Number(values.size),
}

// The benchmarks measure the published build.
execFileSync(process.execPath, ['--conditions=source', 'scripts/build.ts'])

if (values.against !== undefined) {
  const { compareVersions } = await import('./versions.ts')
  const figures = (await compareVersions(values.against, extent)).map(figureOf)
  console.log(`\nAgainst ${values.against}, ${thisMachine()}\n\n${tableOf(figures)}`)
  process.exit()
}

const [machine, date] = [thisMachine(), new Date().toISOString().slice(0, 10)]
const rounds = `${extent.rounds} rounds of ${extent.seconds} s`
const names = Object.keys(titles) as Name[]
for (const name of names.filter((one) => values.only.length === 0 || values.only.includes(one))) {
  console.error(`measuring ${name}`)
  const figures = (await parts[name](extent)).map(figureOf)
  console.log(`\n${titles[name]} (${name}), ${machine}\n\n${tableOf(figures)}`)
  const measured: Results = { [name]: { machine, date, rounds, figures } }
  // Writes after each part, so that a later part that fails loses nothing.
  if (values.write && figures.length > 0) writeResults(measured)
}
process.exit()
