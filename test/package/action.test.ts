import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linkFolder } from '@openparley/test-kit/folder'
import { freePort } from '@openparley/test-kit/free-port'
import { tarballDependencies } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { runSteps, type Step, stepsOf } from '@openparley/test-kit/workflow'
import { afterAll, expect, inject, test } from 'vitest'
import { parse } from 'yaml'

const temp = mkdtempSync(join(tmpdir(), 'parley-runner-'))
const action = join(root, 'action.yml')
const started: number[] = []

afterAll(() => {
  for (const port of started)
    process.kill(Number(readFileSync(join(temp, `parley/parley-${port}.pid`), 'utf8')))
  rmSync(temp, { recursive: true, force: true })
})

test('the steps of the example workflow and of its action pass unchanged', async () => {
  const workspace = join(temp, 'workspace')
  cpSync(join(root, 'examples/backend'), workspace, { recursive: true })
  const file = join(workspace, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  Object.assign(manifest.dependencies, tarballDependencies())
  writeFileSync(file, JSON.stringify(manifest))

  const steps = stepsOf(join(root, 'examples/workflow.yml'))
  const used = new Set(steps.flatMap(({ uses }) => uses ?? []))
  expect([...used].map((uses) => uses.split('@')[0])).toEqual([
    'actions/checkout',
    'actions/setup-node',
    'openparley/openparley',
  ])
  const free = new Map([
    ['4010', String(await freePort())],
    ['4011', String(await freePort())],
  ])
  // npm finds the packages that it would install: another test covers the installation.
  cpSync(join(inject('installed'), 'node_modules'), join(workspace, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  cpSync(inject('installed'), join(temp, 'parley'), { recursive: true, verbatimSymlinks: true })
  // Prism is found in the folder above. The checkout has the same version as the action.
  mkdirSync(join(temp, 'node_modules'))
  symlinkSync(join(root, 'node_modules/@stoplight'), join(temp, 'node_modules/@stoplight'))
  const { log, outputs } = await runSteps(steps, {
    workspace,
    temp,
    actionOf: (uses) => (uses.startsWith('openparley/') ? action : undefined),
    inputsOf: (step: Step) => ({
      package: inject('tarballs'),
      prism: '',
      port: free.get(String(step.with?.port)) ?? '',
    }),
  })
  expect(outputs.mock).toMatchObject({ 'base-url': `http://127.0.0.1:${free.get('4010')}` })
  expect(outputs.parley).toMatchObject({ 'app-id': 'shop', 'secret-key': 'sk_shop_not_a_secret' })
  started.push(...[...free.values()].map(Number))
  const written = log.filter((text) => text.includes('Sebastian wrote'))
  expect(written, 'once to the mock, once to the server').toHaveLength(2)
  expect(log.at(-1)).toContain('"text":"Hello Alice!"')
  const malformed = await fetch(`${outputs.mock?.['base-url']}/v1/demo/users/alice`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    body: '{"name":',
  })
  expect(malformed.status, 'with malformed JSON, to which some versions never respond').toBe(400)
}, 300_000)

test('the action installs the Prism of the checkout for the mock', () => {
  const { inputs } = parse(readFileSync(action, 'utf8'))
  const wanted = ['prism-cli', 'prism-http-server'].map((name) => {
    const file = join(root, 'node_modules/@stoplight', name, 'package.json')
    return `@stoplight/${name}@${JSON.parse(readFileSync(file, 'utf8')).version}`
  })
  expect(inputs.prism.default).toBe(wanted.join(' '))
})

test('an action whose server cannot start fails, and prints why', async () => {
  const steps: Step[] = [{ uses: 'openparley/openparley@v0.1.0', with: { 'app-id': '..' } }]
  const port = String(await freePort())
  // The packages are installed already: the test above covers the first steps.
  linkFolder(inject('installed'), join(temp, `parley-${port}`))
  const run = runSteps(steps, {
    workspace: temp,
    temp,
    actionOf: () => action,
    inputsOf: () => ({ package: inject('tarballs'), port }),
  })
  await expect(run).rejects.toThrow(/cannot be the id of an app.*::error::Parley does not answer/s)
})

test('an action with an unknown mode fails and lists the modes', async () => {
  const steps: Step[] = [{ uses: 'openparley/openparley@v0.1.0', with: { mode: 'magic' } }]
  const run = runSteps(steps, { workspace: temp, temp, actionOf: () => action })
  await expect(run).rejects.toThrow(/::error::The mode must be server or mock, not magic\./)
})
