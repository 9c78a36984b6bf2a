import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readExample } from '../../scripts/contract/example-files.ts'
import { recordedExamples, responseExamples } from '../../scripts/contract/recording.ts'

const folder = join(import.meta.dirname, '../../spec/components/examples')

test('every example of a response is what a real server answers to the call it stands for', async () => {
  const recorded = await recordedExamples()
  for (const [name, value] of recorded)
    expect([name, readExample(folder, name)]).toEqual([name, value])
  const unrecorded = [...responseExamples()].filter(([name]) => !recorded.has(name))
  expect(unrecorded).toEqual([])
})
