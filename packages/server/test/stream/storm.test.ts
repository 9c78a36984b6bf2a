import { engine, lastingDatabase } from '@openparley/test-kit/database'
import { givenSeed } from '@openparley/test-kit/random'
import { expect, test } from 'vitest'
import { leastWrites, storm } from './storm/storm.ts'

const site = {
  sqlite: { nodes: 1, streams: 44, kills: 2 },
  // The other nodes are written to while one restarts, so that these would be many writes without longer pauses.
  postgres: { nodes: 3, streams: 14, kills: 3, pause: 80 },
}[engine]
const { nodes, streams, kills } = site

// For longer runs: `npm run soak -- --only storm`.
test(`${streams} streams, cut at random while ${nodes === 1 ? 'a node' : `${nodes} nodes`} under constant writes ${nodes === 1 ? 'is' : 'are'} killed again and again, miss nothing and see nothing twice`, {
  timeout: 300_000,
}, async () => {
  const seed = givenSeed()
  console.log(`storm: SEED=${seed} replays it`)
  const least = { events: streams * 50, moves: nodes === 1 ? 0 : streams }
  const figures = await storm({ seed, databaseUrl: await lastingDatabase(), ...site, ...least })
  console.log(figures)
  expect(figures.writes).toBeGreaterThanOrEqual((kills + 1) * leastWrites)
  expect(figures.delivered).toBeGreaterThanOrEqual(least.events)
  expect(figures.moves).toBeGreaterThanOrEqual(least.moves)
})
