import type { Engine, ReadConnection, Value, WriteConnection } from '../../src/store/engine.ts'

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
  return {
    queries,
    engine: {
      ...engine,
      ...reads(engine),
      snapshot: (work) => engine.snapshot((connection) => work(reads(connection))),
      transaction: (locks, work) =>
        engine.transaction(locks, (connection) => work(writes(connection))),
    },
  }
}
