import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from '@openparley/test-kit/cluster'
import { storm } from '../packages/server/test/stream/storm/storm.ts'

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '1' },
    kills: { type: 'string' },
    seconds: { type: 'string' },
    streams: { type: 'string', default: '200' },
    seed: { type: 'string' },
  },
})
const nodes = Number(values.nodes)
const streams = Number(values.streams)
const seconds = Number(values.seconds ?? 0)
const kills = Number(values.kills ?? (seconds > 0 ? 0 : 50))
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const log = (line: string) => console.log(line)

/** One node keeps its data in a file, several share a PostgreSQL server of their own. */
async function database() {
  if (nodes > 1) {
    const { url, stop } = await startCluster()
    return { url, end: stop }
  }
  const folder = mkdtempSync(join(tmpdir(), 'parley-storm-'))
  const end = async () => rmSync(folder, { recursive: true })
  return { url: `sqlite:${folder}/parley.db`, end }
}

const asked = { nodes, kills, seconds, streams, seed }
log(
  `node --conditions=source scripts/storm.ts ${Object.entries(asked)
    .map(([name, value]) => `--${name} ${value}`)
    .join(' ')}`,
)
const { url, end } = await database()
const start = performance.now()
try {
  const figures = await storm({ ...asked, databaseUrl: url, log })
  const { writes, events, connections, moves, delivered } = figures
  log(
    `${Math.round((performance.now() - start) / 1000)} s, ${figures.kills} kills, ${writes} writes, ${events} events: ` +
      `${delivered} delivered over ${connections} connections, ${moves} of them moved to another node, ` +
      'none missing, none twice, all in order.',
  )
} finally {
  await end()
}
