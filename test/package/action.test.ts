import {
  chmodSync,
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
import { freePort } from '@openparley/test-kit/free-port'
import { linkPackages, tarballDependencies } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import { runSteps, type Step, stepsOf } from '@openparley/test-kit/workflow'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parse } from 'yaml'

const temp = mkdtempSync(join(tmpdir(), 'parley-runner-'))
const action = join(root, 'action.yml')
const started: number[] = []

/** Replaces npm: writes down what npm would install; it is installed already. Another test covers the installation. */
const npm = `#!/usr/bin/env bash
if [ "$1" = install ]; then echo "npm $*" >> '${join(temp, 'npm.txt')}'
else PATH="\${PATH#*:}" exec npm "$@"
fi
`
const path = [join(temp, 'bin'), join(inject('installed'), 'node_modules/.bin')]
const env = { PATH: [...path, inject('outside').PATH].join(':') }

beforeAll(() => {
  mkdirSync(join(temp, 'bin'))
  writeFileSync(join(temp, 'bin/npm'), npm)
  chmodSync(join(temp, 'bin/npm'), 0o755)
  linkPackages(join(temp, 'parley'))
})

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
  linkPackages(workspace)

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
  // Prism is found in the folder above. The checkout has the same version as the action.
  mkdirSync(join(temp, 'node_modules'))
  symlinkSync(join(root, 'node_modules/@stoplight'), join(temp, 'node_modules/@stoplight'))
  const { log, outputs } = await runSteps(steps, {
    workspace,
    temp,
    env,
    actionOf: (uses) => (uses.startsWith('openparley/') ? action : undefined),
    inputsOf: (step: Step) => ({
      package: inject('tarballs'),
      prism: 'the-prism',
      port: free.get(String(step.with?.port)) ?? '',
    }),
  })
  started.push(...[...free.values()].map(Number))
  const install = `npm install --no-audit --no-fund ${inject('tarballs')}`
  expect(readFileSync(join(temp, 'npm.txt'), 'utf8').trim().split('\n')).toEqual([
    'npm install',
    `${install} the-prism`,
    install,
  ])
  expect(outputs.mock).toMatchObject({ 'base-url': `http://127.0.0.1:${free.get('4010')}` })
  expect(outputs.parley).toMatchObject({ 'app-id': 'shop', 'secret-key': 'sk_shop_not_a_secret' })
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
  const run = runSteps(steps, {
    workspace: temp,
    temp,
    env,
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
