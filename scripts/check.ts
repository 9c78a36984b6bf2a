import { spawn } from 'node:child_process'
import { once } from 'node:events'

// All checks at the same time, as most of them use one core. The output of each is printed when it ends.

const checks = [
  'npm run --silent lint',
  // Several threads would each check the types of the libraries again, and the other checks need the cores.
  'npm run --silent types -- --singleThreaded',
  'npm run --silent lint:spec',
  // Not with npm, which would also build the docs.
  'node --conditions=source scripts/generate.ts --check',
  'npm run --silent gate',
]

async function run(command: string): Promise<void> {
  const program = spawn(`${command} 2>&1`, { shell: true })
  let printed = ''
  program.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text
  })
  const [code] = await once(program, 'close')
  if (code === 0) return
  process.exitCode = 1
  console.error(`${command} ended with ${code}:\n${printed}`)
}

const begun = performance.now()
await Promise.all(checks.map(run))
const seconds = Math.round((performance.now() - begun) / 1000)
if (!process.exitCode)
  console.log(`Format, lint, types, the document and generated/ are in order (${seconds} s).`)
