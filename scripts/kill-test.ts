import { parseArgs } from 'node:util'
import { killRounds } from '../test/faults/kill/rounds.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string' } },
})
const rounds = Number(values.rounds)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const log = (line: string) => console.log(line)

log(`node scripts/kill-test.ts --rounds ${rounds} --seed ${seed}`)
const answered = await killRounds({ rounds, seed, log })
log(`${rounds} kills, ${answered} writes answered, every one of them there.`)
