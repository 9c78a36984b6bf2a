import { readFileSync, writeFileSync } from 'node:fs'
import { between } from '../scripts/markers.ts'
import { refitted, writeMeasured } from './scaling/costs.ts'
import { tablesOf } from './scaling/pages.ts'
import { readMeasured } from './scaling/units.ts'

// Takes the unit costs from the measured loads, and prints the tables of docs/scaling.md. With --write, keeps the costs and puts the tables into the page.
const page = new URL('../docs/scaling.md', import.meta.url)
const isKept = process.argv.includes('--write')
const fitted = refitted(readMeasured())
if (isKept) writeMeasured(fitted)
// As it is stored: with four digits.
const tables = tablesOf(isKept ? readMeasured() : fitted)
if (isKept) {
  let text = readFileSync(page, 'utf8')
  for (const [name, table] of Object.entries(tables)) text = between(name, text, table)
  writeFileSync(page, text)
} else for (const table of Object.values(tables)) console.log(`${table}\n`)
