const all = ['sqlite', 'postgres'] as const

type Engine = (typeof all)[number]

/**
 * The tests that run on each engine; all others run only on the default one. The rule: list a file if another engine
 * could make it fail although the calls of the model, which run on each engine, still pass. Such a file tests sorting,
 * paging, locking, grouping or searching in SQL, transactions, or reads during writes. Anything decided before the
 * first statement or after the last row is not here: validation, permissions, versions, size limits.
 */
const ofEngines = [
  '**/test/{model,store,faults}/**/*.test.ts',
  '**/test/operations/**/*-{filters,list,lists}.test.ts',
  '**/test/operations/{batch,messages-idempotency,messages-send,messages-together}.test.ts',
  '**/test/operations/{control-characters,conversations-delete,participants-access}.test.ts',
  '**/test/operations/{read-*,user-conversations,users-batch}.test.ts',
  '**/test/{convergence,workflows}.test.ts',
  '**/test/stream/{audience,catch-up,replay,replay-conversations,reset,restored,resume,storm,watching}.test.ts',
]

/** Files in these folders that need no database. */
const ofNoEngine = '**/test/store/{database-url,list-reads,files/*}.test.ts'

const tests = '{test,packages/*/test}/**/*.test.ts'

/**
 * Returns which test files run on which engine. A file `x.postgres.test.ts` is for that engine only. If an engine is
 * chosen, all files except those of the other engine run on it, and on no other engine.
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
