const all = ['sqlite', 'postgres'] as const

type Engine = (typeof all)[number]

/** What is about the engine, and so runs on each; everything else runs on the default one. */
const ofEngines = [
  '**/test/{store,model,operations,faults}/**/*.test.ts',
  '**/test/stream/{audience,catch-up,presence,replay,reset,restored,resume,storm,watching}.test.ts',
]

const tests = '{test,packages/*/test}/**/*.test.ts'

/**
 * Which test files run on which engine. A file `x.postgres.test.ts` is for that engine only. With an engine
 * chosen, all files that are not for another run on it, and on no other.
 */
export function engineTests(chosen: string | undefined) {
  const engines = all.filter((engine) => chosen === undefined || chosen === engine)
  if (engines.length === 0)
    throw new Error(`ENGINE must be one of ${all.join(', ')}, not "${chosen}".`)
  const only = (engine: Engine) => `**/*.${engine}.test.ts`
  const others = (engine: Engine) => all.filter((one) => one !== engine).map(only)
  return engines.map((engine) => ({
    engine,
    include: engine === 'sqlite' || engine === chosen ? [tests] : [...ofEngines, only(engine)],
    exclude: others(engine),
  }))
}
