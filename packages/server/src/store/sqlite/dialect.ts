import type { Dialect, SearchDialect } from '../engine.ts'

const terms = (row: 'old' | 'new') =>
  `${row}.scope || replace(${row}.words, ' ', ' ' || ${row}.scope)`

const add = `INSERT INTO message_index (rowid, terms) VALUES (new.id, ${terms('new')});`
const remove = `INSERT INTO message_index (message_index, rowid, terms)
  VALUES ('delete', old.id, ${terms('old')});`

/** An FTS5 table without contents (sqlite.org/fts5), which triggers keep up to date. */
const search: SearchDialect = {
  column: 'id INTEGER PRIMARY KEY,',
  create: [
    // The words are split and folded already; this tokenizer only separates them.
    `CREATE VIRTUAL TABLE message_index
     USING fts5 (terms, content = '', detail = none, columnsize = 0, tokenize = 'ascii')`,
    // Deleted words must not stay in the file.
    `INSERT INTO message_index (message_index, rank) VALUES ('secure-delete', 1)`,
    // A search reads all parts of the index, so there should be few.
    `INSERT INTO message_index (message_index, rank) VALUES ('automerge', 2)`,
    `INSERT INTO message_index (message_index, rank) VALUES ('usermerge', 2)`,
    `CREATE TRIGGER message_words_insert AFTER INSERT ON message_words BEGIN ${add} END`,
    `CREATE TRIGGER message_words_delete AFTER DELETE ON message_words BEGIN ${remove} END`,
    `CREATE TRIGGER message_words_update AFTER UPDATE ON message_words BEGIN ${remove} ${add} END`,
  ],
  tables: ['message_index', 'message_index_config', 'message_index_data', 'message_index_idx'],
  from: 'message_index i CROSS JOIN message_words w ON w.id = i.rowid',
  matches: 'i.message_index MATCH $1',
  tidy: [`INSERT INTO message_index (message_index, rank) VALUES ('merge', 64)`],
  query: (scope, words) => words.map((word) => `"${scope}${word}" *`).join(' AND '),
}

/**
 * Without statistics, SQLite assumes ten rows for an app (sqlite.org/optoverview), and prefers to read a table by the
 * app alone instead of by an index with more columns. These statistics are the same for all databases, so that plans do
 * not depend on the contents. They say: many rows for an app, few for the next columns, one for all columns
 * (sqlite.org/fileformat2, 2.6.3).
 */
const statistics = [
  // Creates the table of statistics, and reads only a small table.
  'ANALYZE settings',
  'DELETE FROM sqlite_stat1',
  `INSERT INTO sqlite_stat1 (tbl, idx, stat)
   SELECT t.name,
     CASE WHEN i.origin = 'pk' AND t.wr = 1 THEN t.name ELSE i.name END,
     (SELECT CASE i.partial WHEN 1 THEN '10000 ' ELSE '1000000 ' END || group_concat(
        CASE WHEN seqno = last THEN 1 WHEN name <> 'app_id' THEN 100 WHEN i.partial THEN 1000 ELSE 100000 END, ' ')
      FROM (SELECT seqno, name, MAX(seqno) OVER () AS last FROM pragma_index_info(i.name) ORDER BY seqno)
     ) || ' noskipscan'
   FROM pragma_table_list t, pragma_index_list(t.name) i
   WHERE t.type = 'table' AND t.schema = 'main'`,
  'ANALYZE sqlite_schema',
]

export const dialect: Dialect = {
  text: 'TEXT',
  // The newest event is never trimmed, so no id is used twice.
  identity: 'INTEGER PRIMARY KEY',
  clustered: 'WITHOUT ROWID',
  shared: false,
  updatesNamedIndexes: true,
  log: {
    column: '',
    xid: '0',
    key: 'id',
    cursor: '$2',
    isSettled: 'TRUE',
    ascending: 'id',
    descending: 'id DESC',
    ends: '',
    from: 'from_event',
    to: 'to_event',
    endsHere: '',
  },
  search,
  statistics,
}
