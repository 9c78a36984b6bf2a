const all = ['sqlite', 'postgres'] as const

type Engine = (typeof all)[number]

/**
 * What runs on each engine; everything else runs on the default one. The rule: a file is here if another engine
 * could make it fail while the calls of the model, which run on each, still pass. That is what sorts, pages, locks,
 * groups or searches by SQL, what a transaction keeps whole, and what is read while others write. What is decided
 * before the first statement, or after the last row, is not: validation, permissions, versions, limits of size.
 */
const ofEngines = [
  '**/test/{model,store,faults}/**/*.test.ts',
  '**/test/operations/*-{filters,list,lists}.test.ts',
  '**/test/operations/{batch,messages-idempotency,messages-send,messages-together}.test.ts',
  '**/test/operations/{control-characters,conversations-delete,participants-access}.test.ts',
  '**/test/operations/{read-*,user-conversations,users-batch}.test.ts',
  '**/test/stream/{audience,catch-up,replay,reset,restored,resume,storm,watching}.test.ts',
]

/** Of these folders, what needs no database. */
const ofNoEngine = '**/test/store/{database-url,list-reads}.test.ts'

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
  return engines.map((engine) =>
    engine === 'sqlite' || engine === chosen
      ? { engine, include: [tests], exclude: others(engine) }
      : { engine, include: [...ofEngines, only(engine)], exclude: [...others(engine), ofNoEngine] },
  )
}
