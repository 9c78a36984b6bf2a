import { operatorKills } from '../../test/faults/operator/rounds.ts'
import { rounds, type SoakOptions } from '../soak-scenario.ts'

export const name = 'operator'

/** Kills servers that make a backup, and commands that restore and export: something half must never pass for whole. */
export async function run(options: SoakOptions) {
  const total = { kills: 0, backups: 0, restores: 0, exports: 0 }
  await rounds(options, async (seed, round) => {
    options.log(`database ${round + 1}, seed ${seed}`)
    const whole = await operatorKills({ rounds: 3, seed, messages: 100_000 })
    total.kills += 9
    for (const what of ['backups', 'restores', 'exports'] as const) total[what] += whole[what]
  })
  return {
    kills: total.kills,
    'whole backups': total.backups,
    'whole restores': total.restores,
    'whole exports': total.exports,
  }
}
