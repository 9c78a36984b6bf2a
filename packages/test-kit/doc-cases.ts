import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './program.ts'

/** The text of a code span in a cell of a table. */
function codeIn(cell: string): string {
  const [, , code = ''] = /^(`+)(.*)\1$/.exec(cell.trim()) ?? []
  const isPadded = /^ .*\S.* $/.test(code)
  return (isPadded ? code.slice(1, -1) : code).replaceAll('\\|', '|').replaceAll('⏎', '\n')
}

/** The rows of a table of cases in a document, each with its two or three columns. */
export function casesIn(document: string, name = 'cases'): [string, string, string][] {
  const marks = new RegExp(`[<]!-- /?${name} -->`)
  const [, table = ''] = readFileSync(join(root, document), 'utf8').split(marks)
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => row.slice(1, -1).split(/(?<!\\)\|/))
    .map(([one = '', other = '', third = '']) => [codeIn(one), codeIn(other), codeIn(third)])
}
