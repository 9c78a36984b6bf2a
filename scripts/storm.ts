import { parseArgs } from 'node:util'
import { embeddedSite } from '../test/stream/storm/site.ts'
import { storm } from '../test/stream/storm/storm.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    streams: { type: 'string', default: '200' },
    seed: { type: 'string' },
  },
})
const kills = Number(values.kills)
const streams = Number(values.streams)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const log = (line: string) => console.log(line)

log(`node scripts/storm.ts --kills ${kills} --streams ${streams} --seed ${seed}`)
const start = performance.now()
const { writes, events, connections, delivered } = await storm(embeddedSite, {
  seed,
  streams,
  kills,
  log,
})
log(
  `${Math.round((performance.now() - start) / 1000)} s, ${kills} kills, ${writes} writes, ${events} events: ` +
    `${delivered} delivered over ${connections} connections, none missing, none twice, all in order.`,
)
