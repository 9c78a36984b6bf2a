import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { call, startParley } from './parley.ts'
import { memoryOf } from './processes.ts'
import type { Result } from './table.ts'

const root = join(import.meta.dirname, '..')

/** Starts a server as a test suite does, and prints the milliseconds of the import and of the start. */
const startInProcess = `
const before = performance.now()
const { startServer } = await import('./packages/server/dist/compose/start.js')
const imported = performance.now()
await using server = await startServer()
console.log(JSON.stringify([imported - before, performance.now() - imported]))
`

/**
 * Measures the time until the first response of the built server, as a process and inside one, and its memory when
 * idle.
 */
export async function measureStart(rounds: number): Promise<Result[]> {
  // The first start fills the compile cache for later ones.
  await (await startParley()).stop('SIGTERM')
  const imports: number[] = []
  const calls: number[] = []
  const starts: number[] = []
  const idle: number[] = []
  const used: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const words = ['--input-type=module', '-e', startInProcess]
    const printed = execFileSync(process.execPath, words, { cwd: root, encoding: 'utf8' })
    const [imported, called] = JSON.parse(printed)
    imports.push(imported)
    calls.push(called)
    const parley = await startParley()
    starts.push(parley.startTime / 1000)
    idle.push(memoryOf(parley.pid) / 1024 ** 2)
    await call(parley, 'PUT', '/users/alice', { name: 'Alice' })
    used.push(memoryOf(parley.pid) / 1024 ** 2)
    await parley.stop()
  }
  const ms = (most: number) => ({ most, unit: 'ms' })
  const mb = (most: number) => ({ most, unit: 'MB' })
  return [
    { what: 'import of the server', against: '', target: ms(150), values: imports },
    { what: 'startServer(), once imported', against: '', target: ms(150), values: calls },
    {
      what: 'start to first answer',
      against: '',
      target: { most: 0.25, unit: 's' },
      values: starts,
    },
    { what: 'idle memory', against: '', target: mb(85), values: idle },
    { what: 'memory after a first write', against: '', target: mb(110), values: used },
  ]
}
