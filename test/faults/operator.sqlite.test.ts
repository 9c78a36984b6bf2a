import { givenSeed } from '@openparley/test-kit/random'
import { expect, test } from 'vitest'
import { operatorKills } from './operator/rounds.ts'

// For more rounds: `npm run soak -- --only operator`.
test('a kill during a backup, a restore or an export leaves all or nothing of it', {
  timeout: 120_000,
}, async () => {
  const seed = givenSeed()
  console.log(`operator kills: SEED=${seed} replays it`)
  const whole = await operatorKills({ rounds: 1, seed, messages: 5000 })
  expect(Object.keys(whole)).toEqual(['backups', 'restores', 'exports'])
})
