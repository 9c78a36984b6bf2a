import { expect, test } from 'vitest'
import { embeddedSite } from './storm/site.ts'
import { leastWrites, storm } from './storm/storm.ts'

test('200 streams, cut at random while a server under constant writes is killed 4 times, miss nothing and see nothing twice', {
  timeout: 180_000,
}, async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`storm: SEED=${seed} replays it`)
  const figures = await storm(embeddedSite, { seed, streams: 200, kills: 4 })
  console.log(figures)
  expect(figures.writes).toBeGreaterThan(5 * leastWrites)
  expect(figures.delivered).toBeGreaterThan(10_000)
})
