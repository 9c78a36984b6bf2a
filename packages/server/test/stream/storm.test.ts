import { engine, lastingDatabase } from '@openparley/test-kit/database'
import { expect, test } from 'vitest'
import { leastWrites, storm } from './storm/storm.ts'

const site = {
  sqlite: { nodes: 1, streams: 200, kills: 4, seconds: 0 },
  postgres: { nodes: 3, streams: 100, kills: 9, seconds: 60 },
}[engine]
const { nodes, streams, kills } = site

// Longer ones: `node scripts/storm.ts --nodes 3 --seconds 600`.
test(`${streams} streams, cut at random while ${nodes === 1 ? 'a node' : `${nodes} nodes`} under constant writes ${nodes === 1 ? 'is' : 'are'} killed again and again, miss nothing and see nothing twice`, {
  timeout: 240_000,
}, async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`storm: SEED=${seed} replays it`)
  const figures = await storm({ seed, databaseUrl: await lastingDatabase(), ...site })
  console.log(figures)
  expect(figures.writes).toBeGreaterThan((kills + 1) * leastWrites)
  expect(figures.delivered).toBeGreaterThan(10_000)
  if (nodes > 1) expect(figures.moves).toBeGreaterThan(streams)
})
