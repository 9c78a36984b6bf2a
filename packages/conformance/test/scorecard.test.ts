import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scorecard } from '../../../scripts/contract/scorecard.ts'
import { between } from '../../../scripts/markers.ts'

test('the figures in the README are those of the document and its tests', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8')
  expect(between('scorecard', readme, await scorecard())).toBe(readme)
})
