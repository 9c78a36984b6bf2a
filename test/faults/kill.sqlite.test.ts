import { expect, test } from 'vitest'
import { killRounds } from './kill/rounds.ts'

test('a server killed under load, 20 times, has every answered write and no half batch', {
  timeout: 120_000,
}, async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`kill test: SEED=${seed} replays it`)
  expect(await killRounds({ rounds: 20, seed })).toBeGreaterThan(0)
})
