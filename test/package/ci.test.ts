import { cpSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@openparley/test-kit/free-port'
import { outputOf } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'

const guide = readFileSync(join(root, 'docs/ci.md'), 'utf8')
const blocks = [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text = '']) => ({
  language,
  text,
}))
const [github, gitlab, shell, contract] = blocks

/** Runs the lines in the example `backend`, with a free port. */
async function runLines(lines: string): Promise<string> {
  // In a folder inside of the installation, so that the packages are found.
  const cwd = mkdtempSync(join(inject('installed'), 'ci-'))
  cpSync(join(root, 'examples/backend'), cwd, { recursive: true })
  const text = lines
    .replaceAll('4010', String(await freePort()))
    .replaceAll('node_modules/.bin/', '../node_modules/.bin/')
    // npx would start the program on the PATH, after half a second of its own work.
    .replaceAll('npx ', '')
  return outputOf(text, { cwd })
}

describe('docs/ci.md', () => {
  test('the steps for GitHub use the action with inputs and outputs that exist', () => {
    const { inputs, outputs } = parse(readFileSync(join(root, 'action.yml'), 'utf8'))
    const [use, run] = parse(github?.text ?? '')
    for (const name of Object.keys(use.with)) expect(Object.keys(inputs)).toContain(name)
    for (const value of Object.values<string>(run.env)) {
      const [, output] = /steps\.parley\.outputs\.([\w-]+) /.exec(value) ?? []
      expect(Object.keys(outputs)).toContain(output)
    }
  })

  test('the job for GitLab runs', async () => {
    const job = parse(gitlab?.text ?? '').test
    const variables = Object.entries(job.variables).map(
      ([name, value]) => `export ${name}=${value}`,
    )
    const [install, ...before] = job.before_script
    // The packages are installed already.
    expect(install).toBe('npm install')
    const lines = [...variables, ...before, "trap 'kill $!' EXIT", ...job.script]
    expect(await runLines(lines.join('\n'))).toContain('Sebastian wrote')
  })

  test('the lines for a shell run, and then the check of the server', async () => {
    const printed = await runLines(`${shell?.text}\n${contract?.text.trim()} --tags Users`)
    expect(printed).toContain('Sebastian wrote')
    expect(printed).toContain('Users')
  })
})
