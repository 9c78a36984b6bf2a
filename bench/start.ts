import { startParley } from './parley.ts'
import { memoryOf } from './processes.ts'
import type { Result } from './table.ts'

/** How long a start takes to its first answer, and the memory of a server that has nothing to do. */
export async function measureStart(rounds: number): Promise<Result[]> {
  const times: number[] = []
  const memories: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const parley = await startParley()
    times.push(parley.startTime / 1000)
    memories.push(memoryOf(parley.pid) / 1024 ** 2)
    await parley.stop()
  }
  return [
    { what: 'start to first answer', against: '', target: { most: 0.5, unit: 's' }, values: times },
    { what: 'idle memory', against: '', target: { most: 110, unit: 'MB' }, values: memories },
  ]
}
