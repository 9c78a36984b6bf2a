import { digits } from '../table.ts'
import { nameOf } from './loads.ts'
import { simulate } from './simulation.ts'
import {
  databaseLimit,
  diskOfDay,
  logLimit,
  logShare,
  needs,
  nodeStreams,
  planned,
  setupFor,
  sharing,
} from './sizing.ts'
import { cpuOf } from './tally.ts'
import type { Load, Measured, Units } from './units.ts'

type MessageCost = Pick<Units, 'send' | 'participant' | 'commit'>

const engineNames = { sqlite: 'SQLite', postgres: 'PostgreSQL' }

const count = (value: number) => Math.round(value).toLocaleString('en')
const percent = (share: number) => `${Math.round(share * 100)} %`
const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** The set-up for each need, as Markdown. */
export function setupTable(measured: Measured): string {
  const rows = needs.map((need) => {
    const { setup, outcome } = setupFor(measured, need)
    const { nodeBusy, databaseBusy, write, delivery } = outcome
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

/** The load that one node, one core of a database and one log carry at the planned share of a core, as Markdown. */
export function limitTable({ sqlite, postgres }: Measured): string {
  const sizes = [2, 10, 50, 300]
  const { streams } = sqlite
  const rate = (cost: number) => count((planned * 1e6) / cost)
  const messages = ({ send, participant, commit }: MessageCost) =>
    sizes.map((size) => rate(send + size * participant + commit / sharing))
  const [one, many] = [sqlite.units, postgres.units]
  const stored = (nodes: number) => sizes.map((size) => count(databaseLimit(many, size, nodes)))
  const alike = (value: string) => sizes.map(() => value)
  return table(
    ['', ...sizes.map((size) => `${size} participants`)],
    [
      ['messages, one node with SQLite', ...messages(one)],
      ['messages, one node on PostgreSQL', ...messages(many)],
      ['messages, a core of PostgreSQL, 2 nodes', ...stored(2)],
      ['messages, a core of PostgreSQL, 50 nodes', ...stored(50)],
      ...[2, 50].map((nodes) => [
        `messages of one log, at ${percent(logShare)} of each of ${nodes} nodes`,
        ...alike(count(logLimit(many, nodes))),
      ]),
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

export interface Check {
  engine: Load['engine']
  what: string
  meter: string
  unit: string
  measured: number
  predicted: number
  /** Of the measured value. */
  deviation: number
}

/** Compares the simulation with the measured loads that the unit costs were not taken from. */
export function checksOf(measured: Measured): Check[] {
  const compared = (check: Omit<Check, 'deviation'>) => ({
    ...{ ...check, deviation: check.predicted / check.measured - 1 },
  })
  return (['sqlite', 'postgres'] as const).flatMap((engine) => {
    const { samples, rest, units } = measured[engine]
    const costs = { ...units, ...measured.sqlite.streams }
    const loads = samples.filter(({ isFitted }) => !isFitted)
    const checks = loads.flatMap(({ load, node, reader, database }) => {
      const { usage } = simulate(measured, load)
      const { nodes, writers = nodes, streams } = load
      const of = (meter: string, measured: number, predicted: number) =>
        compared({ ...{ engine, what: nameOf(load), meter, unit: 'µs' }, measured, predicted })
      return [
        of(nodes > 1 ? 'the nodes that take it' : 'the node', node, cpuOf(usage.node, costs)),
        ...(engine === 'postgres'
          ? [of('the database', database, cpuOf(usage.database, units.database))]
          : []),
        ...(streams && writers < nodes
          ? [of('the node that reads', reader, cpuOf(usage.reader, costs))]
          : []),
      ]
    })
    const what = 'a message of 200 characters'
    const predicted = units.bytes + 180 * units.characterBytes
    const size = { engine, what, meter: 'disk', unit: 'bytes', measured: rest.bytes[200] }
    return [...checks, compared({ ...size, predicted })]
  })
}

const signed = (value: number) => `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value)} %`

/** How far off the simulation may be. */
const bound = 0.15

export function checkTable(measured: Measured): string {
  const checks = checksOf(measured)
  const within = checks.filter(({ deviation }) => Math.abs(deviation) <= bound).length
  const rows = checks.map(({ engine, what, meter, unit, measured, predicted, deviation }) => [
    ...[engineNames[engine], what, meter, `${digits(measured)} ${unit}`],
    `${digits(predicted)} ${unit}`,
    signed(Math.round(deviation * 100)),
    Math.abs(deviation) <= bound ? '' : `more than ${percent(bound)} off`,
  ])
  const head = ['', 'what', 'CPU time or disk of', 'measured', 'simulated', '', '']
  return `${within} of ${checks.length} are within ${percent(bound)}.\n\n${table(head, rows)}`
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
      row('a message, more after a long rest', 'µs', one.idle, many.idle, database.idle),
      row('a rest after which that is 63 %', 'ms', one.cooling, many.cooling, database.cooling),
      row('a second without work', 'µs', one.background, many.background, database.background),
      row('a page of ten messages', 'µs', one.read, many.read, database.read),
      row('an event, read from the log by a node', 'µs', one.tail, many.tail, database.tail),
      row('each reading of the log', 'µs', one.wake, many.wake, database.wake),
      row('each node that is told of a commit', 'µs', undefined, undefined, database.notice),
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
