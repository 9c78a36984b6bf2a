import { rounds, runTests, type SoakOptions } from '../soak-scenario.ts'

export const name = 'browsers'

/**
 * A page scrolls through a long conversation in flat memory. Two real browsers of two users agree after many random calls, cuts,
 * lost responses, frozen tabs and kills of the server.
 */
export async function run(options: SoakOptions) {
  const [messages, steps] = [10_000, 400]
  options.log(`a conversation of ${messages} messages`)
  await runTests('packages/inbox/test/scrolling.browser.test.ts', { MESSAGES: String(messages) })
  const done = await rounds(options, async (seed, round) => {
    const ENGINE = round % 2 === 0 ? 'sqlite' : 'postgres'
    options.log(`${steps} steps on ${ENGINE}, seed ${seed}`)
    const env = { ENGINE, SEED: String(seed), STEPS: String(steps) }
    await runTests('packages/client/test/two-browsers.test.ts', env)
  })
  return { messages, steps: done * steps }
}
