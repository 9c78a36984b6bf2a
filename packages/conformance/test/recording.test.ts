import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { expect, test } from 'vitest'
import {
  readExample,
  staleExamples,
  writeExample,
} from '../../../scripts/contract/example-files.ts'
import { recordedExamples, responseExamples } from '../../../scripts/contract/recording.ts'

const folder = join(import.meta.dirname, '../../../spec/components/examples')

test('every response example is what a real server returns', async () => {
  const recorded = await recordedExamples()
  expect([...staleExamples(folder, recorded).values()].join('\n')).toBe('')
  const unrecorded = [...responseExamples()].filter(([name]) => !recorded.has(name))
  expect(unrecorded).toEqual([])
})

test('an outdated example is reported with a diff, until it is recorded again', () => {
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  const before = readExample(folder, 'UserSnapshotAlice') as Record<string, unknown>
  const recorded = new Map([['UserSnapshotAlice', { ...before, name: 'Alicia' }]])
  const [diff = ''] = staleExamples(copy, recorded).values()
  expect(diff).toMatch(/^recorded \(\+\), in the file \(-\):\n/)
  expect(diff).toMatch(/^\+ +name: 'Alicia'/m)
  expect(diff).toMatch(/^- +name: 'Alice'/m)
  writeExample(copy, 'UserSnapshotAlice', recorded.get('UserSnapshotAlice'))
  expect(staleExamples(copy, recorded).size).toBe(0)
})
