import { digits } from '../table.ts'
import { simulate } from './simulation.ts'
import {
  diskOfDay,
  logShare,
  needs,
  nodeStreams,
  planned,
  setupFor,
  sharing,
  simulated,
} from './sizing.ts'
import type { Measured, Point, Units } from './units.ts'

type MessageCost = Pick<Units, 'send' | 'participant' | 'commit'>

const count = (value: number) => Math.round(value).toLocaleString('en')
const percent = (share: number) => `${Math.round(share * 100)} %`
const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** The set-up for each need, as Markdown. */
export function setupTable(measured: Measured): string {
  const rows = needs.map((need) => {
    const setup = setupFor(measured, need)
    const { nodeBusy, databaseBusy, write, delivery } = simulated(measured, need, setup)
    const { engine, cells, nodes, cores, log } = setup
    const isShared = engine === 'postgres'
    return [
      count(need.streams),
      count(need.messages),
      `${need.participants}, ${need.online}`,
      isShared
        ? `${cells} × (PostgreSQL of ${cores} cores, ${nodes} nodes)`
        : 'one node with SQLite',
      percent(nodeBusy),
      isShared ? percent(databaseBusy) : '',
      isShared ? percent(log) : '',
      `${digits(write.p99)} ms`,
      `${digits(delivery.p99)} ms`,
      `${count(diskOfDay(measured, need, setup))} GB`,
    ]
  })
  const head = [
    ...['online', 'messages/s', 'participants, of them online', 'set-up'],
    ...['a node is busy', 'a database core is busy', 'of a node, reading the log'],
    ...['p99 of a message', 'p99 until all have it', 'disk a day'],
  ]
  return table(head, rows)
}

/** What one node, one core of a database and one log do at the planned share of a core, as Markdown. */
export function limitTable({ sqlite, postgres }: Measured): string {
  const sizes = [2, 10, 50, 300]
  const { streams } = sqlite
  const rate = (cost: number) => count((planned * 1e6) / cost)
  const messages = ({ send, participant, commit }: MessageCost, more = 0) =>
    sizes.map((size) => rate(send + size * participant + commit / sharing + more))
  const [one, many] = [sqlite.units, postgres.units]
  const reading = (nodes: number) => messages(many.database, nodes * many.database.tail)
  const alike = (value: string) => sizes.map(() => value)
  return table(
    ['', ...sizes.map((size) => `${size} participants`)],
    [
      ['messages, one node with SQLite', ...messages(one)],
      ['messages, one node on PostgreSQL', ...messages(many)],
      ['messages, a core of PostgreSQL, 2 nodes', ...reading(2)],
      ['messages, a core of PostgreSQL, 50 nodes', ...reading(50)],
      [
        `messages of one log, at ${percent(logShare)} of each node`,
        ...alike(count((logShare * 1e6) / many.tail)),
      ],
      ['events to streams, one node', ...alike(rate(streams.delivery))],
      ['pages of ten messages, one node with SQLite', ...alike(rate(one.read))],
      [
        `memory of a node with ${count(nodeStreams)} streams`,
        ...alike(`${count(streams.baseMemory + (nodeStreams * streams.memory) / 1024)} MB`),
      ],
      [
        'disk for a message of 100 characters, SQLite',
        ...alike(`${count(one.bytes + 80 * one.characterBytes)} bytes`),
      ],
      ['the same, PostgreSQL', ...alike(`${count(many.bytes + 80 * many.characterBytes)} bytes`)],
    ],
  )
}

/** What the simulation says of a measured point. */
export function predicted(measured: Measured, { of }: Point): number {
  const { units } = measured.sqlite
  if (of.value === 'bytes') return units.bytes + (of.characters - 20) * units.characterBytes
  const { nodeCpu, databaseCpu } = simulate(measured, of.load)
  return of.value === 'node' ? nodeCpu : databaseCpu
}

export interface Check {
  engine: string
  point: Point
  predicted: number
  /** Of the measured value. */
  deviation: number
}

/** Compares the simulation with the measured points. */
export const checksOf = (measured: Measured): Check[] =>
  (['sqlite', 'postgres'] as const).flatMap((engine) =>
    measured[engine].points.map((point) => {
      const value = predicted(measured, point)
      return { engine, point, predicted: value, deviation: value / point.measured - 1 }
    }),
  )

export function checkTable(measured: Measured): string {
  const names = { sqlite: 'SQLite', postgres: 'PostgreSQL' }
  const meters = { node: 'CPU time of the nodes', database: 'CPU time of the database' }
  const rows = checksOf(measured).map(({ engine, point, predicted, deviation }) => [
    names[engine as keyof typeof names],
    point.what,
    meters[point.of.value as keyof typeof meters] ?? '',
    `${digits(point.measured)} ${point.unit}`,
    `${digits(predicted)} ${point.unit}`,
    `${deviation < 0 ? '−' : '+'}${Math.abs(Math.round(deviation * 100))} %`,
    Math.abs(deviation) <= 0.15 ? 'within 15 %' : 'more than 15 % off',
  ])
  return table(['', 'what', '', 'measured', 'simulated', '', ''], rows)
}

/** The unit costs. */
export function unitTable({ sqlite, postgres }: Measured): string {
  const [one, many] = [sqlite.units, postgres.units]
  const { database } = many
  const row = (what: string, unit: string, ...values: (number | undefined)[]) => [
    what,
    ...values.map((value) => (value === undefined ? '' : `${digits(value)} ${unit}`)),
  ]
  return table(
    ['', 'SQLite, the node', 'PostgreSQL, the node', 'PostgreSQL, the database'],
    [
      row('a message', 'µs', one.send, many.send, database.send),
      row('each participant', 'µs', one.participant, many.participant, database.participant),
      row('a commit', 'µs', one.commit, many.commit, database.commit),
      row('a message, more if the node was idle', 'µs', one.idle, many.idle),
      row('a page of ten messages', 'µs', one.read, many.read, database.read),
      row('an event, read from the log by a node', 'µs', one.tail, many.tail, database.tail),
      row('each reading of the log', 'µs', one.wake, many.wake, database.wake),
      row(
        'an event written to a stream',
        'µs',
        sqlite.streams.delivery,
        sqlite.streams.delivery,
        undefined,
      ),
      row('a heartbeat', 'µs', sqlite.streams.heartbeat, sqlite.streams.heartbeat, undefined),
      row('memory of a stream', 'KB', sqlite.streams.memory, sqlite.streams.memory, undefined),
      row('wait for the disk in a commit', 'ms', one.commitTime, undefined, many.commitTime),
      row('disk, a message of 20 characters', 'bytes', one.bytes, undefined, many.bytes),
      row('disk, a further character', 'bytes', one.characterBytes, undefined, many.characterBytes),
    ],
  )
}

const notMeasured =
  'Not measured yet: `npm run bench -- --only costs --only costs-postgres --write`, then `npm run bench -- --only scaling --write`.'

/** All tables, by their markers in docs/scaling.md. */
export function tablesOf({ sqlite, postgres, machine = '', date = '' }: Partial<Measured>) {
  const tables: Record<string, (measured: Measured) => string> = {
    setups: setupTable,
    limits: limitTable,
    units: (measured) => `Measured on ${machine}, ${date}.\n\n${unitTable(measured)}`,
    checks: checkTable,
  }
  return Object.fromEntries(
    Object.entries(tables).map(([name, tableFrom]) => [
      name,
      sqlite && postgres ? tableFrom({ sqlite, postgres, machine, date }) : notMeasured,
    ]),
  )
}
