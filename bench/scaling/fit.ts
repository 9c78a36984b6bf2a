import { deviation, leastSquares } from './least-squares.ts'
import { isSame } from './loads.ts'
import { type Model, simulate } from './simulation.ts'
import { cpuOf, type Usage } from './tally.ts'
import type {
  DatabaseUnits,
  Engine,
  Load,
  Measured,
  Rest,
  Sample,
  StreamUnits,
  Units,
} from './units.ts'

type Meter = 'node' | 'database'

/** The values of `cooling` that are tried, in milliseconds. */
const coolings = [1, 2, 4, 8, 16, 32]

const nothing: DatabaseUnits = {
  ...{ send: 0, participant: 0, commit: 0, idle: 0, read: 0, tail: 0, wake: 0, notice: 0 },
  ...{ background: 0, cooling: 1 },
}

/** The unit costs with which the simulation begins. The fit soon replaces them. */
function guessed(engine: Load['engine'], { background, read, bytes, commitTime }: Rest): Units {
  const guess = { ...nothing, send: 250, participant: 20, commit: 500, wake: 200, tail: 10 }
  const of = (meter: Meter): DatabaseUnits => ({
    ...(meter === 'database' && engine === 'sqlite' ? nothing : guess),
    ...{ background: background[meter], read: read[meter] },
  })
  return {
    ...of('node'),
    ...{ commitTime, bytes: bytes[20], characterBytes: (bytes[400] - bytes[20]) / 380 },
    database: of('database'),
  }
}

/** How often a message does each thing: as measured, if it was, or as simulated. */
function usageOf(sample: Sample, model: Model): Record<'node' | 'reader' | 'database', Usage> {
  const { load, batch, count, seconds, announcements } = sample
  const { usage } = simulate(model, load, 1)
  const { nodes, writers = nodes, listeners = 0, streams } = load
  const isShared = load.engine === 'postgres'
  const commit = 1 / batch
  const background = seconds / count
  // The bench itself gets the announcements too.
  const notice = announcements * (nodes + 1 + listeners)
  // A node that gets announcements while it reads does not read once for each of them.
  const share = (announcements * (nodes + listeners)) / usage.database.notice
  const wake = ({ wake }: Usage) => (isShared && streams ? wake * share : wake)
  const others = nodes - writers
  return {
    node: { ...usage.node, commit, background: background * writers },
    reader: { ...usage.reader, wake: wake(usage.reader), background: background * others },
    database: { ...usage.database, commit, background, notice, wake: wake(usage.database) },
  }
}

/** How often the messages of each sample do each thing. */
type Done = Map<Sample, ReturnType<typeof usageOf>>

const usedIn = (done: Done, sample: Sample) => done.get(sample) as ReturnType<typeof usageOf>

const isQuiet = ({ load }: Sample) => !load.streams

/** The sample of the same load without anybody who reads the log. */
const quietOf = (samples: Sample[], { load }: Sample) => {
  const { streams: _s, readers: _r, heartbeat: _h, ...quiet } = load
  return samples.find((one) => isSame(one.load, quiet))
}

/**
 * Computes the cost of reading the log: from a node that only reads, or from the difference between two loads that are
 * otherwise equal.
 */
function readingOf(done: Done, meter: Meter, known: Partial<Usage>) {
  const samples = [...done.keys()]
  const equations = samples.flatMap((sample) => {
    if (!sample.load.streams) return []
    if (meter === 'node' && sample.load.engine === 'postgres') {
      const { reader } = usedIn(done, sample)
      const value = sample.reader - cpuOf({ ...reader, tail: 0, wake: 0 }, known)
      return [{ of: reader, value, weight: 1 / sample.reader }]
    }
    const quiet = quietOf(samples, sample)
    if (!quiet) return []
    const [more, less] = [sample, quiet].map((one) => usedIn(done, one)[meter]) as [Usage, Usage]
    // A node that reads is less often idle, for example.
    const others = cpuOf({ ...more, tail: 0, wake: 0 }, known) - cpuOf(less, known)
    const value = sample[meter] - quiet[meter] - others
    // A difference is as uncertain as the values that it is computed from.
    return [{ of: more, value, weight: 1 / sample[meter] }]
  })
  return leastSquares(['tail', 'wake'], equations)
}

/** What a message costs, with the deviation that remains. */
function messageOf(done: Done, meter: Meter, known: Partial<Usage>) {
  const names = ['send', 'participant', 'commit', 'idle', 'notice'] as const
  const used = names.filter((name) => name !== 'notice' || meter === 'database')
  const equations = [...done.keys()].filter(isQuiet).map((sample) => {
    const usage = usedIn(done, sample)[meter]
    const value = sample[meter] - usage.background * (known.background ?? 0)
    return { of: usage, value, weight: 1 / sample[meter] }
  })
  const values = leastSquares([...used], equations)
  return { values, deviation: deviation(values, equations) }
}

/** The unit costs that explain the fitted samples of an engine best. */
export function unitsOf(
  engine: Load['engine'],
  { samples, rest }: Pick<Engine, 'samples' | 'rest'>,
  streams: StreamUnits,
): Units {
  const fitted = samples.filter(({ isFitted, load }) => isFitted && load.online === undefined)
  const meters: Meter[] = engine === 'sqlite' ? ['node'] : ['node', 'database']
  const modelOf = (units: Units): Model => ({ sqlite: { units, streams }, postgres: { units } })
  /** The work that was done depends on the costs, as a busy node has no rest. */
  const improved = (from: Units, times: number) => {
    let units = from
    const deviations: Partial<Record<Meter, number>> = {}
    for (let time = 0; time < times; time += 1) {
      const model = modelOf(units)
      const done: Done = new Map(fitted.map((sample) => [sample, usageOf(sample, model)]))
      const next = { ...units, database: { ...units.database } }
      for (const meter of meters) {
        const own = meter === 'node' ? next : next.database
        const known = { ...own, ...(meter === 'node' && streams) }
        const { values, deviation } = messageOf(done, meter, known)
        Object.assign(own, values, readingOf(done, meter, { ...known, ...values }))
        deviations[meter] = deviation
      }
      units = next
    }
    return { units, deviations }
  }
  const start = guessed(engine, rest)
  const tries = coolings.map((cooling) => ({
    cooling,
    ...improved({ ...start, cooling, database: { ...start.database, cooling } }, 4),
  }))
  const best = (meter: Meter) =>
    tries.reduce((least, one) =>
      (one.deviations[meter] ?? 0) < (least.deviations[meter] ?? 0) ? one : least,
    )
  const [node, database] = [best('node'), best('database')]
  return improved({ ...node.units, database: database.units.database }, 4).units
}

/** What an event written to a stream costs: the part of a load with streams that nothing else explains. */
export function deliveryOf(
  { samples }: Pick<Engine, 'samples'>,
  units: Units,
  streams: Omit<StreamUnits, 'delivery'>,
): number {
  const known = { ...streams, delivery: 0 }
  const model = { sqlite: { units, streams: known }, postgres: { units } }
  const online = samples.filter(({ load, isFitted }) => isFitted && load.online !== undefined)
  const equations = online.map((sample) => {
    const usage = usageOf(sample, model).node
    const value = sample.node - cpuOf(usage, { ...units, ...known })
    return { of: { delivery: usage.delivery }, value, weight: 1 / sample.node }
  })
  return leastSquares(['delivery'], equations).delivery
}

/** The measured samples, with the unit costs that explain them. */
export function fittedTo({
  machine,
  date,
  sqlite,
  postgres,
}: {
  machine: string
  date: string
  sqlite: Omit<Measured['sqlite'], 'units'>
  postgres: Omit<Engine, 'units'>
}): Measured {
  const units = unitsOf('sqlite', sqlite, sqlite.streams)
  const streams = { ...sqlite.streams, delivery: deliveryOf(sqlite, units, sqlite.streams) }
  return {
    ...{ machine, date },
    sqlite: { ...sqlite, units, streams },
    postgres: { ...postgres, units: unitsOf('postgres', postgres, streams) },
  }
}
