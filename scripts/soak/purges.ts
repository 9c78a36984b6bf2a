import { rounds, runTests, type SoakOptions } from '../soak-scenario.ts'

export const name = 'purges'

/** Other calls continue while the rows of a large conversation are deleted, on each engine in turn. */
export async function run(options: SoakOptions) {
  const messages = 50_000
  const done = await rounds(options, async (_, round) => {
    const ENGINE = round % 2 === 0 ? 'sqlite' : 'postgres'
    options.log(`${messages} messages on ${ENGINE}`)
    await runTests('packages/server/test/store/purge.test.ts', {
      ENGINE,
      MESSAGES: String(messages),
    })
  })
  return { messages: done * messages }
}
