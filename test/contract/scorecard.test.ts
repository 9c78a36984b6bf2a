import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scorecard, withScorecard } from '../../scripts/contract/scorecard.ts'

test('the figures in the README are those of the document and its tests', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  expect(withScorecard(readme, await scorecard())).toBe(readme)
})
