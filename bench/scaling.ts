import { readFileSync, writeFileSync } from 'node:fs'
import { between } from '../scripts/markers.ts'
import { tablesOf } from './scaling/pages.ts'
import { readMeasured } from './scaling/units.ts'

// Prints the tables of docs/scaling.md from the measured unit costs. With --write, puts them into the page.
const page = new URL('../docs/scaling.md', import.meta.url)
const tables = tablesOf(readMeasured())
if (process.argv.includes('--write')) {
  let text = readFileSync(page, 'utf8')
  for (const [name, table] of Object.entries(tables)) text = between(name, text, table)
  writeFileSync(page, text)
} else for (const table of Object.values(tables)) console.log(`${table}\n`)
