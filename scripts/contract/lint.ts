import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './document.ts'

/** What the rules read, and where they are. */
const inputs = [
  'package-lock.json',
  'redocly.yaml',
  'scripts/redocly/**/*.ts',
  'scripts/generate/spec.ts',
  'spec/**/*.*',
  'generated/*.{json,yaml}',
]

/** Has the digest of what was linted last without a finding. */
const receipt = join(root, 'node_modules/.cache/parley/linted.txt')

async function digestOfInputs(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of globSync(inputs, { cwd: root }).sort()) {
    const text = await readFile(join(root, name))
    hash.update(`${name} ${text.length}\n`).update(text)
  }
  return hash.digest('hex')
}

/**
 * The number of errors and warnings of the strictest rules. The checks run once for the same documents: in `npm test`,
 * the figures of the README use the result of the check.
 */
export async function lintFindings(): Promise<number> {
  const digest = await digestOfInputs()
  if ((await readFile(receipt, 'utf8').catch(() => '')) === digest) return 0
  const redocly = join(root, 'node_modules/.bin/redocly')
  const lint = promisify(execFile)(redocly, ['lint', '--format=json'], {
    cwd: root,
    maxBuffer: 2 ** 26,
  })
  const { stdout = '', stderr = '' } = await lint.catch(
    (error: { stdout?: string; stderr?: string }) => error,
  )
  const totals = [...stdout.matchAll(/"totals":\s*(\{.*?\})/gs)].map(
    ([, text = '']) => JSON.parse(text) as { errors: number; warnings: number },
  )
  if (totals.length === 0) throw new Error(`The documents cannot be linted:\n${stdout}${stderr}`)
  const findings = totals.reduce((sum, { errors, warnings }) => sum + errors + warnings, 0)
  if (findings === 0) {
    await mkdir(dirname(receipt), { recursive: true })
    await writeFile(receipt, digest)
  }
  return findings
}
