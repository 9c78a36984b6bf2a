import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { measureCalls } from './calls.ts'
import { measureStart } from './start.ts'
import { measureStreams } from './streams.ts'
import { type Result, tableOf } from './table.ts'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
})
const depth = values.quick ? { rounds: 3, seconds: 1 } : { rounds: 5, seconds: 4 }
const parts: Record<string, () => Promise<Result[]>> = {
  start: () => measureStart(depth.rounds),
  calls: () => measureCalls(depth),
  streams: () => measureStreams(values.quick ? [200] : [1000, 5000], depth),
}

const results: Result[] = []
for (const [name, measure] of Object.entries(parts))
  if (values.only === undefined || values.only === name) {
    console.error(`measuring ${name}`)
    results.push(...(await measure()))
  }
const [cpu] = cpus()
console.log(`${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 1024 ** 3)} GB,`)
console.log(`Node ${process.version}, ${depth.rounds} rounds of ${depth.seconds} s\n`)
console.log(tableOf(results))
process.exit()
