import { rounds, runTests, type SoakOptions } from '../soak-scenario.ts'

export const name = 'browsers'

/** Two real browsers of two users agree after many random calls, cuts, lost responses, frozen tabs and kills of the server. */
export async function run(options: SoakOptions) {
  const steps = 400
  const done = await rounds(options, async (seed, round) => {
    const ENGINE = round % 2 === 0 ? 'sqlite' : 'postgres'
    options.log(`${steps} steps on ${ENGINE}, seed ${seed}`)
    const env = { ENGINE, SEED: String(seed), STEPS: String(steps) }
    await runTests('packages/client/test/two-browsers.test.ts', env)
  })
  return { steps: done * steps }
}
