import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { unitsOf } from '../bench/scaling/fit.ts'
import { leastSquares } from '../bench/scaling/least-squares.ts'
import { postgresLoads } from '../bench/scaling/loads.ts'
import { tablesOf } from '../bench/scaling/pages.ts'
import { simulate } from '../bench/scaling/simulation.ts'
import { setupFor } from '../bench/scaling/sizing.ts'
import { cpuOf } from '../bench/scaling/tally.ts'
import { type Measured, readMeasured, type Units } from '../bench/scaling/units.ts'
import { between } from '../scripts/markers.ts'

const units: Units = {
  ...{ send: 100, participant: 10, commit: 1000, idle: 0, cooling: 5, background: 0 },
  ...{ read: 100, tail: 20, wake: 0, notice: 0, commitTime: 1 },
  database: {
    ...{ send: 100, participant: 20, commit: 100, idle: 0, cooling: 5, background: 0 },
    ...{ read: 50, tail: 5, wake: 0, notice: 0 },
  },
  ...{ bytes: 1000, characterBytes: 3 },
}

const rest = {
  ...{ background: { node: 0, database: 0 }, read: { node: 100, database: 50 } },
  ...{ bytes: { 20: 1000, 200: 1540, 400: 2140 }, commitTime: 1 },
}

const measured: Measured = {
  ...{ machine: 'a machine', date: '2026-01-01' },
  sqlite: {
    ...{ units, rest, samples: [] },
    streams: { delivery: 30, heartbeat: 20, memory: 30, baseMemory: 90 },
  },
  postgres: { units, rest, samples: [] },
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
        simulate({ ...measured, postgres: { units: postgres } }, { ...load, messages }).databaseCpu,
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
  expect(setupFor(measured, need).setup).toMatchObject({ engine: 'sqlite', nodes: 1 })
  const many = setupFor(measured, { ...need, streams: 50_000 }).setup
  expect(many).toMatchObject({ nodes: 5, cells: 1 })
  const { setup, outcome } = setupFor(measured, { ...need, messages: 30_000 })
  expect(setup.cells).toBeGreaterThan(1)
  // No node spends more than 30 % of its time on reading the log, and none is busier than planned.
  expect(setup.log).toBeLessThanOrEqual(0.3)
  expect(setup.log).toBeCloseTo(((30_000 / setup.cells) * units.tail) / 1e6, 1)
  expect(outcome.nodeBusy).toBeLessThanOrEqual(0.6)
  expect(outcome.databaseBusy).toBeLessThanOrEqual(0.6)
})

test('no unknown of the least squares is negative', () => {
  const equation = (one: number, other: number, value: number) => ({
    ...{ of: { one, other }, value, weight: 1 },
  })
  const exact = leastSquares(['one', 'other'], [equation(1, 2, 8), equation(3, 1, 9)])
  expect(exact.one).toBeCloseTo(2)
  expect(exact.other).toBeCloseTo(3)
  const bounded = leastSquares(['one', 'other'], [equation(1, 1, 4), equation(1, 2, 2)])
  expect(bounded.one).toBeCloseTo(3)
  expect(bounded.other).toBe(0)
})

test('loads that cost so much lead back to the costs', () => {
  const database = { ...units.database, participant: 40, commit: 600, idle: 500, wake: 150 }
  const costs: Units = {
    ...{ ...units, commit: 500, idle: 800, cooling: 8, background: 9000, wake: 600 },
    ...{ commitTime: 0.5, database: { ...database, cooling: 4, notice: 40 } },
  }
  const { streams } = measured.sqlite
  const model = { sqlite: { units: costs, streams }, postgres: { units: costs } }
  const samples = postgresLoads().map(({ load, isFitted }) => {
    const { nodes, writers = nodes, listeners = 0 } = load
    // The listener that measures hears of commits too.
    const told = listeners + 1
    const { usage, batch } = simulate(model, { ...load, listeners: told })
    return {
      ...{ load, isFitted, count: 1e4, batch, transaction: 1 },
      seconds: (usage.node.background * 1e4) / writers,
      announcements: usage.database.notice / (nodes + told),
      node: cpuOf(usage.node, { ...costs, ...streams }),
      reader: cpuOf(usage.reader, { ...costs, ...streams }),
      database: cpuOf(usage.database, costs.database),
    }
  })
  const background = { node: 9000, database: 0 }
  const found = unitsOf('postgres', { samples, rest: { ...rest, background } }, streams)
  const about = (name: keyof typeof database, share = 0.1) => {
    for (const [one, other] of [
      [found, costs],
      [found.database, costs.database],
    ] as const)
      expect(Math.abs(one[name] - other[name])).toBeLessThanOrEqual(share * other[name])
  }
  for (const name of ['send', 'participant', 'commit', 'wake'] as const) about(name)
  about('idle', 0.2)
  expect(found.tail).toBeCloseTo(costs.tail, -1)
  expect(found.database.tail).toBeCloseTo(costs.database.tail, -1)
  expect(found.database.notice).toBeCloseTo(costs.database.notice, -1)
})
