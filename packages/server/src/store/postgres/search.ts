import type { SearchDialect } from '../engine.ts'

/** The words are split and folded already, so no text search configuration is used. */
const terms = `array_to_tsvector(string_to_array(scope || replace(words, ' ', ' ' || scope), ' '))`

export const search: SearchDialect = {
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
