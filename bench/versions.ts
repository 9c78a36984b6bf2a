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

/** Measures both versions in each round, in changing order, after a round that does not count. */
async function compared<One>(
  what: string,
  both: One[],
  depth: Depth,
  measure: (one: One) => Promise<Speed>,
): Promise<Result[]> {
  console.error(`measuring ${what}`)
  const rows: Speed[][] = []
  for (let round = -1; round < depth.rounds; round += 1) {
    const row: Speed[] = []
    for (const index of round % 2 === 0 ? [0, 1] : [1, 0])
      row[index] = await measure(both[index] as One)
    if (round >= 0) rows.push(row)
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
    const compare = await compared(`sends ${what}`, both, depth, async (parley) => {
      const cpu = cpuOf(parley.pid)
      const load = { connections, seconds: depth.seconds }
      const { rate } = await measured(sendsTo(parley, parley, conversations), load)
      return { rate, perCpu: (rate * depth.seconds) / (cpuOf(parley.pid) - cpu) }
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
    const compare = await compared(what, both, depth, (one) =>
      delivered(one, streams, writers, depth.seconds),
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
