import { rounds, runTests, type SoakOptions } from '../soak-scenario.ts'

export const name = 'sequences'

/**
 * Random sequences of calls leave the server and the model in agreement, and snapshots with later events equal later
 * snapshots, on each engine in turn.
 */
export async function run(options: SoakOptions) {
  const sequences = 300
  const replayed = 60
  const done = await rounds(options, async (seed, round) => {
    const ENGINE = round % 2 === 0 ? 'sqlite' : 'postgres'
    options.log(`${sequences} sequences and ${replayed} replayed ones on ${ENGINE}, seed ${seed}`)
    const env = { ENGINE, SEED: String(seed), SEQUENCES: String(sequences) }
    await runTests('packages/server/test/model/random-calls.test.ts', env)
    const few = { ...env, SEQUENCES: String(replayed) }
    await runTests('packages/server/test/stream/replay.test.ts', few)
    await runTests('packages/server/test/stream/replay-conversations.test.ts', few)
  })
  return { sequences: done * (sequences + 2 * replayed) }
}
