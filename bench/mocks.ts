import { type Call, calls, createData, targetOf } from './calls.ts'
import { type Depth, type Load, measureInTurn } from './load.ts'
import { type Parley, startParley } from './parley.ts'
import { type ServerProcess, startProcess } from './processes.ts'
import type { Result } from './table.ts'

const prism = (port: number) =>
  startProcess({
    name: 'prism',
    command: [
      process.execPath,
      'node_modules/.bin/prism',
      ...['mock', '--port', String(port), '--verboseLevel', 'silent', 'generated/openapi.json'],
    ],
    url: `http://127.0.0.1:${port}`,
    ready: '/health',
  })

const scalar = () =>
  startProcess({
    name: 'scalar',
    command: [process.execPath, 'bench/peers/scalar.js'],
    ready: '/health',
  })

/** Compares the calls with mocks of the same document. */
export async function measureMocks({ rounds, seconds }: Depth): Promise<Result[]> {
  const depth = { rounds: Math.min(rounds, 3), seconds }
  const parley = await startParley()
  await createData(parley)
  const results: Result[] = []
  for (const start of [() => prism(4911), scalar]) {
    const mock = await start()
    results.push(await againstMock(parley, mock, depth))
    await mock.stop()
  }
  await parley.stop()
  return results
}

/** The calls. Lists have as many items as those of the mock, so that both send responses of the same size. */
const asLongAs = (mock: ServerProcess, parley: Parley): Promise<Call[]> =>
  Promise.all(
    calls.map(async (one) => {
      if (one.method !== 'GET') return one
      const { url, headers = {} } = targetOf(parley, one, mock)
      const { data } = await (await fetch(url, { headers })).json()
      return data ? { ...one, path: `${one.path}?limit=${data.length}` } : one
    }),
  )

/** The lowest ratio of all calls, for each round. */
async function againstMock(
  parley: Parley,
  mock: ServerProcess,
  { rounds, seconds }: Depth,
): Promise<Result> {
  const load: Load = { connections: 32, seconds }
  const ratios: number[][] = []
  for (const one of await asLongAs(mock, parley)) {
    const rows = await measureInTurn(
      [parley, mock].map((server) => targetOf(parley, one, server)),
      load,
      rounds,
    )
    ratios.push(rows.map(([own, other]) => (own?.rate ?? 0) / (other?.rate ?? 1)))
  }
  const values = Array.from({ length: rounds }, (_, round) =>
    Math.min(...ratios.map((ratio) => ratio[round] ?? 0)),
  )
  return {
    what: 'the same calls, the slowest of them',
    against: mock.name === 'prism' ? 'Prism' : '@scalar/mock-server',
    target: { least: mock.name === 'prism' ? 5 : 2 },
    values,
  }
}
