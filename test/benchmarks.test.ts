import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pageOf, readResults } from '../bench/results.ts'
import { between } from '../scripts/markers.ts'

test('docs/benchmarks.md has the figures of bench/results.json', () => {
  const page = readFileSync(new URL('../docs/benchmarks.md', import.meta.url), 'utf8')
  expect(between('benchmarks', page, pageOf(readResults()))).toBe(page)
})
