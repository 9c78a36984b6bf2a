import { givenSeed } from '@openparley/test-kit/random'
import { expect, test } from 'vitest'
import { killRounds } from './kill/rounds.ts'

// For more rounds: `npm run soak -- --only kill`.
test('a server that is killed under load, 4 times, keeps every confirmed write and no partial batch', {
  timeout: 300_000,
}, async () => {
  const seed = givenSeed()
  console.log(`kill test: SEED=${seed} replays it`)
  expect(await killRounds({ rounds: 4, seed })).toBeGreaterThan(0)
})
