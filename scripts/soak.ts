import { globSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { SoakScenario } from './soak-scenario.ts'

/**
 * Runs the long tests: the scenarios of the folder `soak`, one after the other, each for its share of the time. Every
 * file there exports `name` and `run`.
 *
 *     npm run soak -- --minutes 30 --seed 391 --only storm --only kill
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string', multiple: true },
  },
})

const folder = join(import.meta.dirname, 'soak')
const files = globSync('*.ts', { cwd: folder }).sort()
const all: SoakScenario[] = await Promise.all(files.map((file) => import(join(folder, file))))
const names = all.map(({ name }) => name)
const unknown = values.only?.find((name) => !names.includes(name))
if (unknown !== undefined)
  throw new Error(`There is no scenario "${unknown}". There are: ${names.join(', ')}.`)
const minutes = Number(values.minutes)
if (!(minutes > 0)) throw new Error(`--minutes must be a number above 0, not "${values.minutes}".`)

const chosen = all.filter(({ name }) => values.only?.includes(name) ?? true)
const seed = Number(values.seed)
const milliseconds = (minutes * 60_000) / chosen.length

for (const { name, run } of chosen) {
  console.log(`npm run soak -- --minutes ${minutes / chosen.length} --seed ${seed} --only ${name}`)
  const begun = performance.now()
  const seconds = () => `${Math.round((performance.now() - begun) / 1000)} s`
  try {
    const figures = await run({
      seed,
      milliseconds,
      log: (line) => console.log(`  ${seconds()}: ${line}`),
    })
    const told = Object.entries(figures).map(([what, figure]) => `${figure} ${what}`)
    console.log(`${name}: passed in ${seconds()}: ${told.join(', ')}.`)
  } catch (error) {
    process.exitCode = 1
    console.error(`${name}: FAILED after ${seconds()}`)
    console.error(error)
  }
}
