import { rounds, runTests, type SoakOptions } from '../soak-scenario.ts'

export const name = 'sequences'

/** Random sequences of calls leave the server and the model in agreement, on each engine in turn. */
export async function run(options: SoakOptions) {
  const sequences = 300
  const done = await rounds(options, async (seed, round) => {
    const ENGINE = round % 2 === 0 ? 'sqlite' : 'postgres'
    options.log(`${sequences} sequences on ${ENGINE}, seed ${seed}`)
    const env = { ENGINE, SEED: String(seed), SEQUENCES: String(sequences) }
    await runTests('packages/server/test/model/random-calls.test.ts', env)
  })
  return { sequences: done * sequences }
}
