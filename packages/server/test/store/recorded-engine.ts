import type { Engine, ReadConnection, Value, WriteConnection } from '../../src/store/engine.ts'
import type { SharedWork } from '../../src/store/group-commit.ts'

export interface RecordedQuery {
  sql: string
  parameters: readonly Value[]
}

/** The engine with a record of every statement it runs. */
export function recordedEngine(engine: Engine): { engine: Engine; queries: RecordedQuery[] } {
  const queries: RecordedQuery[] = []
  const reads = (connection: ReadConnection): ReadConnection => ({
    rows(sql, parameters = []) {
      queries.push({ sql, parameters })
      return connection.rows(sql, parameters)
    },
  })
  const writes = (connection: WriteConnection): WriteConnection => ({
    ...reads(connection),
    run(sql, parameters = []) {
      queries.push({ sql, parameters })
      return connection.run(sql, parameters)
    },
  })
  // Writes run together only if their work is the same function.
  const recorded = new WeakMap<object, SharedWork<never, unknown>>()
  return {
    queries,
    engine: {
      ...engine,
      ...reads(engine),
      snapshot: (work) => engine.snapshot((connection) => work(reads(connection))),
      transaction: (locks, work) =>
        engine.transaction(locks, (connection) => work(writes(connection))),
      transactionTogether(locks, work, input) {
        const made: typeof work =
          (recorded.get(work) as typeof work | undefined) ??
          ((connection, inputs) => work(writes(connection), inputs))
        recorded.set(work, made)
        return engine.transactionTogether(locks, made, input)
      },
    },
  }
}
