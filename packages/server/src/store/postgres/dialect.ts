import type { Dialect, SearchDialect } from '../engine.ts'

/** The words are split and folded already, so no text search configuration is used. */
const terms = `array_to_tsvector(string_to_array(scope || replace(words, ' ', ' ' || scope), ' '))`

const search: SearchDialect = {
  column: '',
  create: [
    // Without `fastupdate`, no search has to read a list of pending entries.
    `CREATE INDEX message_index ON message_words USING gin ((${terms})) WITH (fastupdate = off)`,
  ],
  tables: [],
  from: 'message_words w',
  matches: `${terms} @@ $1::tsquery`,
  tidy: [],
  query: (scope, words) => words.map((word) => `'${scope}${word}':*`).join(' & '),
}

export const dialect: Dialect = {
  text: 'TEXT COLLATE "C"',
  identity: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  clustered: '',
  shared: true,
  updatesNamedIndexes: false,
  log: {
    column: 'xid xid8 NOT NULL DEFAULT pg_current_xact_id(),',
    xid: 'xid',
    key: '(xid, id)',
    cursor: '($1, $2)',
    isSettled: 'xid < pg_snapshot_xmin(pg_current_snapshot())',
    ascending: 'xid, id',
    descending: 'xid DESC, id DESC',
    ends: `from_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
      to_xid xid8 NOT NULL DEFAULT '${Number.MAX_SAFE_INTEGER}',`,
    from: '(from_xid, from_event)',
    to: '(to_xid, to_event)',
    endsHere: 'to_xid = pg_current_xact_id(), ',
  },
  search,
  // PostgreSQL measures its tables itself (autovacuum).
  statistics: [],
}

/** The identity of a database; see `Engine`. */
export const lineage = `SELECT
  s.system_identifier || '.' || (SELECT oid FROM pg_database WHERE datname = current_database())
    AS origin,
  c.timeline_id::text AS timeline
  FROM pg_control_system() AS s, pg_control_checkpoint() AS c`
