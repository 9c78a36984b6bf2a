import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tablesOf } from '../bench/scaling/pages.ts'
import { simulate } from '../bench/scaling/simulation.ts'
import { setupFor } from '../bench/scaling/sizing.ts'
import { type Measured, readMeasured, type Units } from '../bench/scaling/units.ts'
import { between } from '../scripts/markers.ts'

const units: Units = {
  ...{
    send: 100,
    participant: 10,
    commit: 1000,
    idle: 0,
    commitTime: 1,
    read: 100,
    tail: 20,
    wake: 0,
  },
  database: { send: 100, participant: 20, commit: 100, read: 50, tail: 5, wake: 0 },
  ...{ bytes: 1000, characterBytes: 3 },
}

const measured: Measured = {
  ...{ machine: 'a machine', date: '2026-01-01' },
  sqlite: {
    units,
    streams: { delivery: 30, heartbeat: 20, memory: 30, baseMemory: 90 },
    points: [],
  },
  postgres: { units, points: [] },
}

test('docs/scaling.md has the tables that the simulation computes from the measured costs', () => {
  const page = readFileSync(new URL('../docs/scaling.md', import.meta.url), 'utf8')
  let made = page
  for (const [name, table] of Object.entries(tablesOf(readMeasured())))
    made = between(name, made, table)
  expect(made).toBe(page)
})

test('messages that wait at the same time share a commit', () => {
  const load = { engine: 'sqlite', nodes: 1, participants: 2 } as const
  const { nodeCpu, batch } = simulate(measured, { ...load, callers: 8 })
  expect(nodeCpu).toBeCloseTo(120 + 1000 / batch, 0)
  // The first of them does not wait for the last.
  expect(batch).toBeGreaterThan(2)
  expect(batch).toBeLessThan(8)
  expect(simulate(measured, { ...load, messages: 10 }).nodeCpu).toBeCloseTo(120 + 1000, -2)
})

test('each node reads the log, and each stream gets its events', () => {
  const load = { engine: 'postgres', messages: 100, participants: 10 } as const
  const ofNodes = (nodes: number) => simulate(measured, { ...load, nodes, streams: 1 }).databaseCpu
  const more = ofNodes(4) - ofNodes(2)
  // The last messages of the simulation are not read by all nodes.
  expect(more / (2 * units.database.tail)).toBeGreaterThan(0.9)
  expect(more / (2 * units.database.tail)).toBeLessThan(1.1)
  const silent = simulate(measured, { ...load, nodes: 2, streams: 1 })
  const heard = simulate(measured, { ...load, nodes: 2, streams: 1, online: 10 })
  expect(heard.nodeCpu - silent.nodeCpu).toBeCloseTo(10 * 30, -1)
})

test('a node that seldom reads the log reads more events each time', () => {
  const load = { engine: 'postgres', nodes: 2, participants: 2, streams: 1 } as const
  const wake = (messages: number) => {
    const woken = { ...units, database: { ...units.database, wake: 100 } }
    const [free, paid] = [units, woken].map(
      (postgres) =>
        simulate({ ...measured, postgres: { units: postgres, points: [] } }, { ...load, messages })
          .databaseCpu,
    ) as [number, number]
    return paid - free
  }
  expect(wake(20)).toBeGreaterThan(170)
  expect(wake(2000)).toBeLessThan(150)
})

test('a busy node answers later, by the same amount in each run', () => {
  const load = { engine: 'sqlite', nodes: 1, participants: 2 } as const
  const [quiet, busy] = [100, 1500].map((messages) => simulate(measured, { ...load, messages }))
  expect(busy?.write.p99).toBeGreaterThan(quiet?.write.p99 ?? 0)
  expect(busy?.nodeBusy).toBeGreaterThan(quiet?.nodeBusy ?? 0)
  expect(simulate(measured, { ...load, messages: 1500 })).toEqual(busy)
})

test('a set-up grows by nodes, then by databases', () => {
  const need = { streams: 1000, messages: 10, participants: 10, online: 3 }
  expect(setupFor(measured, need)).toMatchObject({ engine: 'sqlite', nodes: 1 })
  expect(setupFor(measured, { ...need, streams: 50_000 })).toMatchObject({ nodes: 5, cells: 1 })
  const large = setupFor(measured, { ...need, messages: 30_000 })
  expect(large.cells).toBeGreaterThan(1)
  // No node spends more than 30 % of its time on reading the log.
  expect(large.log).toBeLessThanOrEqual(0.3)
  expect(large.log).toBeCloseTo(((30_000 / large.cells) * units.tail) / 1e6)
})
