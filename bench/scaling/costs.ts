import { writeFileSync } from 'node:fs'
import type { Extent } from '../parts.ts'
import { thisMachine } from '../results.ts'
import type { Result } from '../table.ts'
import { fittedTo, unitsOf } from './fit.ts'
import {
  type Costs,
  type Engine,
  type Measured,
  measuredFile,
  readMeasured,
  type StreamUnits,
  type Units,
} from './units.ts'

const rounded = (_key: string, value: unknown) =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value

export const writeMeasured = (measured: Partial<Measured>) =>
  writeFileSync(measuredFile, `${JSON.stringify(measured, rounded, 2)}\n`)

/** The unit costs of the measured loads, on both engines. */
export function refitted(measured: Partial<Measured>): Partial<Measured> {
  const { machine = '', date = '', sqlite, postgres } = measured
  return sqlite && postgres ? fittedTo({ machine, date, sqlite, postgres }) : measured
}

type Raw = Pick<Engine, 'samples' | 'rest'> & { streams?: Omit<StreamUnits, 'delivery'> }

/**
 * Measures loads of an engine and takes its unit costs from them. The loads that are kept are the input of the
 * simulation.
 */
export async function measureCosts(
  engine: 'sqlite' | 'postgres',
  { isQuick, isKept, rounds, size = isQuick ? 50 : 500 }: Extent,
): Promise<Result[]> {
  const before = readMeasured()
  const raw: Raw =
    engine === 'sqlite'
      ? await (await import('./measure-sqlite.ts')).measureSqlite(size, rounds)
      : await (await import('./measure-postgres.ts')).measurePostgresCosts(size, rounds)
  if (isKept) {
    const [machine, date] = [thisMachine(), new Date().toISOString().slice(0, 10)]
    // Writes before the fit, so that a fit that fails loses nothing.
    writeMeasured({ ...before, machine, date, [engine]: raw })
    writeMeasured(refitted(readMeasured()))
  }
  const streams = {
    ...{ delivery: 0, heartbeat: 0, memory: 0, baseMemory: 0 },
    ...before.sqlite?.streams,
    ...raw.streams,
  }
  return resultsOf(unitsOf(engine, raw, streams), engine === 'sqlite' ? streams : undefined)
}

/** The unit costs as results: for SQLite with the costs of streams, for PostgreSQL with the costs of the database. */
export function resultsOf(units: Units, streams?: StreamUnits): Result[] {
  const of = (what: string, unit: string, value: number): Result => ({
    ...{ what, against: '', target: { unit }, values: [value] },
  })
  const both = (what: string, key: keyof Costs) => [
    of(`${what}, CPU time of the node`, 'µs', units[key]),
    ...(streams ? [] : [of(`${what}, CPU time of PostgreSQL`, 'µs', units.database[key])]),
  ]
  return [
    ...both('a message', 'send'),
    ...both('each participant of its conversation', 'participant'),
    ...both('a commit, which waiting messages share', 'commit'),
    ...both('a message, more after a long rest', 'idle'),
    ...both('a page of ten messages', 'read'),
    ...both('an event that a node reads from the log', 'tail'),
    ...both('each reading of the log', 'wake'),
    ...both('a second without work', 'background'),
    of('a commit', 'ms', units.commitTime),
    of('disk, a message of 20 characters between two', 'bytes', units.bytes),
    of('disk, each further character', 'bytes', units.characterBytes),
    ...(streams
      ? [
          of('a heartbeat of a stream, CPU time', 'µs', streams.heartbeat),
          of('memory of a stream', 'KB', streams.memory),
        ]
      : []),
  ]
}
