import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '@openparley/test-kit/cluster'
import { storm } from '../../packages/server/test/stream/storm/storm.ts'
import type { SoakOptions } from '../soak-scenario.ts'

export const name = 'storm'

/**
 * Streams are cut at random while nodes are killed: first one node, then three on PostgreSQL, for half of the time
 * each.
 */
export async function run({ seed, milliseconds, log }: SoakOptions) {
  const options = { seed, streams: 200, kills: 1, seconds: milliseconds / 2000, log }
  const folder = mkdtempSync(join(tmpdir(), 'parley-storm-'))
  log('one node on SQLite')
  const one = await storm({ ...options, nodes: 1, databaseUrl: `sqlite:${folder}/parley.db` })
  rmSync(folder, { recursive: true })
  log('three nodes on PostgreSQL')
  const { url, stop } = await startCluster()
  try {
    const three = await storm({ ...options, nodes: 3, databaseUrl: url })
    return {
      kills: one.kills + three.kills,
      writes: one.writes + three.writes,
      'events delivered': one.delivered + three.delivered,
      connections: one.connections + three.connections,
      'resumed on another node': three.moves,
    }
  } finally {
    await stop()
  }
}
