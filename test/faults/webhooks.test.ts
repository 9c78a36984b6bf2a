import { engine, lastingDatabase } from '@openparley/test-kit/database'
import { givenSeed } from '@openparley/test-kit/random'
import { expect, test } from 'vitest'
import { killDeliveries } from './webhooks/kills.ts'

const nodes = engine === 'sqlite' ? 1 : 3

// For more kills: `npm run soak -- --only webhooks`.
test(`webhooks of ${nodes === 1 ? 'a node that is' : 'three nodes that are'} killed get every event in order, with one id`, {
  timeout: 300_000,
}, async () => {
  const seed = givenSeed()
  console.log(`webhooks: SEED=${seed} replays it`)
  // Each node once.
  const kills = Number(process.env.KILLS ?? nodes)
  const { faults, ...figures } = await killDeliveries({
    databaseUrl: await lastingDatabase(),
    ...{ nodes, kills, seed, pauses: [100, 300], failures: 10 },
  })
  console.log(figures)
  expect(faults).toEqual([])
  expect(figures.messages).toBeGreaterThan(kills)
  expect(figures.takeovers).toBeGreaterThan(0)
})
