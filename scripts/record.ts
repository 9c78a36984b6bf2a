import { join, relative } from 'node:path'
import { root } from './contract/document.ts'
import { exampleFile, staleExamples, writeExample } from './contract/example-files.ts'
import { recordedExamples, responseExamples } from './contract/recording.ts'

const folder = join(root, 'spec/components/examples')
const isCheck = process.argv.includes('--check')
const recorded = await recordedExamples()
const stale = staleExamples(folder, recorded)
for (const [name, diff] of stale) {
  console.log(`${relative(root, exampleFile(folder, name))}, ${diff}\n`)
  if (!isCheck) writeExample(folder, name, recorded.get(name))
}
const silent = [...responseExamples().keys()].filter((name) => !recorded.has(name))
for (const name of silent) console.error(`No call of the scenario returns ${name}.`)
console.log(
  `${recorded.size - stale.size} of ${recorded.size} examples are equal to the responses of a server.`,
)
if (stale.size > 0)
  console.log(
    isCheck
      ? 'Run `npm run record`, then `npm run generate`.'
      : 'Recorded the others. Run `npm run generate`.',
  )
if (silent.length > 0 || (isCheck && stale.size > 0)) process.exitCode = 1
