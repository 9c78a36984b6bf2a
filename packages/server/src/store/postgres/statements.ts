import type pg from 'pg'
import type { Value } from '../engine.ts'
import { maxStatementDuration, type Route } from './connections.ts'

/** How statements are sent on the connections of a route. */
export interface Statements {
  query(text: string, parameters: readonly Value[]): pg.QueryConfig
  /** Returns the statements that begin a transaction. */
  begin(text: string): string
}

/** The name of each statement. */
const names = new Map<string, string>()

/** A query that each connection prepares once, at its first use. */
const prepared: Statements['query'] = (text, parameters) => {
  const name = names.get(text) ?? `parley_${names.size}`
  names.set(text, name)
  return { name, text, values: [...parameters] }
}

const limited: Statements['begin'] = (text) =>
  `${text}; SET LOCAL statement_timeout = ${maxStatementDuration}; ` +
  `SET LOCAL idle_in_transaction_session_timeout = ${maxStatementDuration}`

export const statementsOf: Record<Route, Statements> = {
  sessions: { query: prepared, begin: (text) => text },
  transactions: {
    query: (text, parameters) => ({ text, values: [...parameters] }),
    begin: limited,
  },
  'preparing transactions': { query: prepared, begin: limited },
}
