import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { between } from '../scripts/markers.ts'
import { type Result, tableOf } from './table.ts'

const { values } = parseArgs({
  options: {
    /** A short run, in about a minute. */
    quick: { type: 'boolean', default: false },
    /** One of the parts. */
    only: { type: 'string' },
    /** Puts the table into docs/benchmarks.md. */
    write: { type: 'boolean', default: false },
  },
})
const depth = values.quick ? { rounds: 1, seconds: 0.5 } : { rounds: 5, seconds: 2 }
// Loaded when needed, as some parts need peers that are installed separately.
const parts: Record<string, () => Promise<Result[]>> = {
  floor: async () => (await import('./floor.ts')).measureFloor(depth),
  sends: async () => (await import('./sends.ts')).measureSends(depth),
  mocks: async () => (await import('./mocks.ts')).measureMocks(depth),
  streams: async () =>
    (await import('./streams.ts')).measureStreams(values.quick ? [200] : [1000, 5000], depth),
  start: async () => (await import('./start.ts')).measureStart(depth.rounds),
  scale: async () =>
    (await import('./scale.ts')).measureScale(values.quick ? 1000 : 10_000, depth.rounds),
  lists: async () =>
    (await import('./lists.ts')).measureLists(values.quick ? 30_000 : 300_000, depth),
  deletion: async () =>
    (await import('./deletion.ts')).measureDeletion(values.quick ? 20_000 : 1_000_000, 10),
  webhooks: async () => (await import('./webhooks.ts')).measureWebhooks(depth),
  inbox: async () => (await import('./inbox.ts')).measureInbox(depth.rounds),
  postgres: async () => (await import('./postgres.ts')).measurePostgres(depth),
}

// The benchmarks measure the published build.
execFileSync(process.execPath, ['--conditions=source', 'scripts/build.ts'])

const results: Result[] = []
for (const [name, measure] of Object.entries(parts))
  if (values.only === undefined || values.only === name) {
    console.error(`measuring ${name}`)
    results.push(...(await measure()))
  }
const [cpu] = cpus()
const machine = `${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 1024 ** 3)} GB`
const rounds = `${depth.rounds} rounds of ${depth.seconds} s`
const table = `${machine}, Node ${process.version}, ${rounds}\n\n${tableOf(results)}`
console.log(table)
if (values.write) {
  const file = new URL('../docs/benchmarks.md', import.meta.url)
  writeFileSync(file, between('benchmarks', readFileSync(file, 'utf8'), table))
}
process.exit()
