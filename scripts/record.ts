import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { root } from './contract/document.ts'
import { exampleFile, readExample, writeExample } from './contract/example-files.ts'
import { recordedExamples, responseExamples } from './contract/recording.ts'

const folder = join(root, 'spec/components/examples')
const recorded = await recordedExamples()
const stale: string[] = []
for (const [name, value] of recorded) {
  if (isDeepStrictEqual(readExample(folder, name), value)) continue
  stale.push(name)
  if (!process.argv.includes('--check')) writeExample(folder, name, value)
}
const silent = [...responseExamples().keys()].filter((name) => !recorded.has(name))
for (const name of silent) console.error(`No call of the scenario is answered with ${name}.`)
if (process.argv.includes('--check')) {
  for (const name of stale)
    console.error(
      `${exampleFile('spec/components/examples', name)} is not what the server answers.`,
    )
  if (stale.length > 0) console.error('Run `npm run record`, then `npm run generate`.')
  if (stale.length + silent.length > 0) process.exitCode = 1
} else if (stale.length > 0) {
  console.log(`Recorded ${stale.join(', ')}. Run \`npm run generate\`.`)
}
