import { rounds, runTests, type SoakOptions } from '../soak-scenario.ts'

export const name = 'convergence'

/**
 * Sessions under random calls, cuts and changes of the leading tab agree with new sessions. The rounds alternate between
 * the engines.
 */
export async function run(options: SoakOptions) {
  const checks = 30
  const done = await rounds(options, async (seed, round) => {
    const ENGINE = round % 2 === 0 ? 'sqlite' : 'postgres'
    options.log(`${checks} checks on ${ENGINE}, seed ${seed}`)
    const env = { ENGINE, SEED: String(seed), CHECKS: String(checks) }
    await runTests('packages/client/test/convergence.test.ts', env)
  })
  return { checks: done * checks }
}
