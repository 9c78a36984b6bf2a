import { writeFileSync } from 'node:fs'
import type { Extent } from '../parts.ts'
import { thisMachine } from '../results.ts'
import type { Result } from '../table.ts'
import { type Measured, measuredFile, readMeasured } from './units.ts'

const rounded = (_key: string, value: unknown) =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value

/** Measures the unit costs of an engine. Those that are kept are the input of the simulation. */
export async function measureCosts(
  engine: 'sqlite' | 'postgres',
  { isQuick, isKept, size = isQuick ? 100 : 1000 }: Extent,
): Promise<Result[]> {
  const costs: Partial<Measured> =
    engine === 'sqlite'
      ? { sqlite: await (await import('./measure-sqlite.ts')).measureSqlite(size) }
      : { postgres: await (await import('./measure-postgres.ts')).measurePostgresCosts(size) }
  console.error(JSON.stringify(costs, rounded, 2))
  if (isKept) {
    const [machine, date] = [thisMachine(), new Date().toISOString().slice(0, 10)]
    const all = { ...readMeasured(), machine, date, ...costs }
    writeFileSync(measuredFile, `${JSON.stringify(all, rounded, 2)}\n`)
  }
  const { units } = (costs.sqlite ?? costs.postgres) as Measured['postgres']
  const of = (what: string, unit: string, value: number): Result => ({
    ...{ what, against: '', target: { unit }, values: [value] },
  })
  const both = (what: string, key: keyof Measured['postgres']['units']['database']) => [
    of(`${what}, CPU time of the node`, 'µs', units[key]),
    ...(engine === 'postgres'
      ? [of(`${what}, CPU time of PostgreSQL`, 'µs', units.database[key])]
      : []),
  ]
  return [
    ...both('a message', 'send'),
    ...both('each participant of its conversation', 'participant'),
    ...both('a commit, which waiting messages share', 'commit'),
    of('a message, more if the node was idle, CPU time of the node', 'µs', units.idle),
    ...both('a page of ten messages', 'read'),
    ...both('an event that a node reads from the log', 'tail'),
    ...both('each reading of the log', 'wake'),
    of('a commit', 'ms', units.commitTime),
    of('disk, a message of 20 characters between two', 'bytes', units.bytes),
    of('disk, each further character', 'bytes', units.characterBytes),
    ...(costs.sqlite
      ? [
          of('an event written to one stream, CPU time', 'µs', costs.sqlite.streams.delivery),
          of('a heartbeat of a stream, CPU time', 'µs', costs.sqlite.streams.heartbeat),
          of('memory of a stream', 'KB', costs.sqlite.streams.memory),
        ]
      : []),
  ]
}
