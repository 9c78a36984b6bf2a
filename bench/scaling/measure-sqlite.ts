import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { type Parley, startParley } from '../parley.ts'
import { cpuOf, memoryOf } from '../processes.ts'
import { heartbeat, onlineLoads, sqliteLoads } from './loads.ts'
import { aloneIds, createConversations, heardBy, loaded, onlineIds, reads, sends } from './probe.ts'
import { restOf, samplesOf } from './rounds.ts'
import type { Rest, Sample, StreamUnits } from './units.ts'

/** Bytes of the database, without its log of writes. */
function sizeOf({ databaseUrl }: Parley): number {
  const database = new DatabaseSync(databaseUrl.replace('sqlite:', ''), { readOnly: true })
  const value = (name: string) =>
    Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0])
  const size = value('page_count') * value('page_size')
  database.close()
  return size
}

/** Milliseconds of a transaction without statements, from transactions of few and of many calls. */
function commitTime(samples: Sample[]): number {
  const [many, few] = [64, 2].map((callers) =>
    samples.find(({ load }) => load.callers === callers && load.participants === 2),
  ) as [Sample, Sample]
  const each = (many.transaction - few.transaction) / Math.max(1, many.batch - few.batch)
  return Math.max(0.05, few.transaction - few.batch * each)
}

/** Measures the costs of messages and streams on SQLite. The loads have from `size` to twelve times as many calls. */
export async function measureSqlite(
  size: number,
  rounds: number,
): Promise<{ samples: Sample[]; rest: Rest; streams: Omit<StreamUnits, 'delivery'> }> {
  const environment = { METRICS: 'on', STREAM_HEARTBEAT: `${heartbeat}` }
  const parley = await startParley({ environment })
  await createConversations(parley)
  const cpu = () => cpuOf(parley.pid)
  const bench = {
    ...{ nodes: [parley], meters: { nodes: [cpu], database: () => 0 } },
    ...{ announcements: () => 0, size },
  }
  // Loads what only the first streams need, so that it does not count for each stream.
  await heardBy(parley, aloneIds, async () => {})
  const base = memoryOf(parley.pid)
  const memory = await heardBy(parley, onlineIds, async () => memoryOf(parley.pid) - base)
  await loaded(sends(parley, 'two'), 64, 10 * size)
  await loaded(reads(parley), 32, 4 * size)

  const samples = await samplesOf(bench, sqliteLoads(), rounds)
  const rest = await restOf(bench)
  /** Bytes of a message of so many characters. */
  const bytesOf = async (characters: number) => {
    const before = sizeOf(parley)
    const { count } = await loaded(sends(parley, 'two', characters), 64, 10 * size)
    await setTimeout(1000)
    return (sizeOf(parley) - before) / count
  }
  const bytes = { 20: await bytesOf(20), 200: await bytesOf(200), 400: await bytesOf(400) }
  /** CPU time of a second of heartbeats. */
  const beat = await heardBy(parley, onlineIds, async () => {
    // The new streams cause events themselves.
    await setTimeout(5000)
    const before = cpu()
    await setTimeout(6000 * heartbeat)
    return ((cpu() - before) / 6 / heartbeat) * 1e6
  })
  const online = await samplesOf(bench, onlineLoads(), rounds)
  await parley.stop()
  return {
    samples: [...samples, ...online],
    rest: { ...rest, bytes, commitTime: commitTime(samples) },
    streams: {
      heartbeat: (beat - rest.background.node) * (heartbeat / onlineIds.length),
      memory: memory / onlineIds.length / 1024,
      baseMemory: base / 1024 ** 2,
    },
  }
}
