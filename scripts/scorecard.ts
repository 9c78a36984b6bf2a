import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './contract/document.ts'
import { scorecard } from './contract/scorecard.ts'
import { between } from './markers.ts'

const file = join(root, 'README.md')
const text = readFileSync(file, 'utf8')
const table = await scorecard()
console.log(table)
writeFileSync(file, between('scorecard', text, table))
