import { type Depth, measured } from './load.ts'
import { startParley } from './parley.ts'
import type { Extent } from './parts.ts'
import { cpuOf } from './processes.ts'
import { cases, createConversations, sendsTo } from './sends.ts'
import { crowds, delivered, parleyFanOut } from './streams.ts'
import type { Result } from './table.ts'

interface Speed {
  /** A second. */
  rate: number
  /** Per second of the server's CPU time. */
  perCpu: number
}

/** The number of parts into which a round is split. The machine becomes faster and slower within seconds. */
const turns = 4

/** Measures both versions in turn, in changing order and for short times, after a round that does not count. */
async function compared<One>(
  what: string,
  both: One[],
  { rounds, seconds }: Depth,
  measure: (one: One, seconds: number) => Promise<Speed>,
): Promise<Result[]> {
  console.error(`measuring ${what}`)
  for (const one of both) await measure(one, seconds)
  const rows: Speed[][] = []
  for (let turn = 0; turn < rounds * turns; turn += 1) {
    const row: Speed[] = []
    for (const index of turn % 2 === 0 ? [0, 1] : [1, 0])
      row[index] = await measure(both[index] as One, seconds / turns)
    rows.push(row)
  }
  return (['rate', 'perCpu'] as const).map((key) => ({
    what: `${what}, ${key === 'rate' ? 'a second' : 'a CPU second'}`,
    against: 'the other version',
    target: { least: 0.95 },
    values: rows.map(([own, other]) => (own?.[key] ?? 0) / (other?.[key] ?? 1)),
  }))
}

async function compareSends(checkout: string, depth: Depth): Promise<Result[]> {
  const both = [await startParley(), await startParley({ checkout })]
  const [first] = cases as [(typeof cases)[number]]
  for (const parley of both) {
    await createConversations(parley)
    // V8 compiles for tens of thousands of messages. Until then, the figures differ from the later ones by up to 20 %.
    await measured(sendsTo(parley, parley, first.conversations), {
      connections: first.connections,
      seconds: depth.seconds * 6,
    })
  }
  const results: Result[] = []
  for (const { what, connections, conversations } of cases) {
    const compare = await compared(`sends ${what}`, both, depth, async (parley, seconds) => {
      const cpu = cpuOf(parley.pid)
      const target = sendsTo(parley, parley, conversations)
      const { rate, count } = await measured(target, { connections, seconds })
      return { rate, perCpu: count / (cpuOf(parley.pid) - cpu) }
    })
    results.push(...compare)
  }
  for (const parley of both) await parley.stop()
  return results
}

async function compareFanOut(checkout: string, streams: number, depth: Depth): Promise<Result[]> {
  const both = [await parleyFanOut(streams), await parleyFanOut(streams, { checkout })]
  const results: Result[] = []
  for (const writers of crowds) {
    const what = `fan-out to ${streams} streams, ${writers} writing`
    const compare = await compared(what, both, depth, (one, seconds) =>
      delivered(one, streams, writers, seconds),
    )
    results.push(...compare)
  }
  for (const { server, readers } of both) {
    readers.close()
    await server.stop()
  }
  return results
}

/** Compares sends and the fan-out of streams with another version, in a checkout that is built. */
export const compareVersions = async (checkout: string, extent: Extent): Promise<Result[]> => [
  ...(await compareSends(checkout, extent)),
  ...(await compareFanOut(checkout, extent.isQuick ? 200 : 1000, extent)),
]
