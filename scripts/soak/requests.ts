import { rounds, runTests, type SoakOptions } from '../soak-scenario.ts'

export const name = 'requests'

/** Every mutated request is refused if it is invalid, and never gets a 5xx. */
export async function run(options: SoakOptions) {
  const done = await rounds(options, async (seed) => {
    options.log(`every mutated request, seed ${seed}`)
    const env = { ENGINE: 'sqlite', SEED: String(seed), CASES: 'all' }
    await runTests('packages/conformance/test/mutated-requests.sqlite.test.ts', env)
  })
  return { rounds: done }
}
