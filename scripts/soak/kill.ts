import { killRounds } from '../../test/faults/kill/rounds.ts'
import { rounds, type SoakOptions } from '../soak-scenario.ts'

export const name = 'kill'

/** Kills a server under load and audits its database: it must have every confirmed write and no partial batch. */
export async function run(options: SoakOptions) {
  const killsADatabase = 2
  let answered = 0
  const databases = await rounds(options, async (seed, round) => {
    options.log(`database ${round + 1}, seed ${seed}`)
    answered += await killRounds({ rounds: killsADatabase, seed })
  })
  return { kills: databases * killsADatabase, 'writes answered': answered }
}
