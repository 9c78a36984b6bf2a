import type { SearchDialect } from '../engine.ts'

const terms = (row: 'old' | 'new') =>
  `${row}.scope || replace(${row}.words, ' ', ' ' || ${row}.scope)`

const add = `INSERT INTO message_index (rowid, terms) VALUES (new.id, ${terms('new')});`
const remove = `INSERT INTO message_index (message_index, rowid, terms)
  VALUES ('delete', old.id, ${terms('old')});`

/** An FTS5 table without contents (sqlite.org/fts5), which triggers keep up to date. */
export const search: SearchDialect = {
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
