import type { Connection, Engine, Value } from '../../src/store/engine.ts'

export interface RecordedQuery {
  sql: string
  parameters: readonly Value[]
}

/** The engine with a record of every statement it runs. */
export function recordedEngine(engine: Engine): { engine: Engine; queries: RecordedQuery[] } {
  const queries: RecordedQuery[] = []
  const recorded = (connection: Connection): Connection => ({
    query(sql, parameters = []) {
      queries.push({ sql, parameters })
      return connection.query(sql, parameters)
    },
  })
  return {
    queries,
    engine: {
      ...engine,
      ...recorded(engine),
      snapshot: (work) => engine.snapshot((connection) => work(recorded(connection))),
      transaction: (locks, work) =>
        engine.transaction(locks, (connection) => work(recorded(connection))),
    },
  }
}
