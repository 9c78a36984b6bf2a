import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { contract } from '@openparley/test-kit/contract'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { openApp } from '@openparley/test-kit/player'
import { startProgram } from '@openparley/test-kit/program'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { nanoid } from 'nanoid'
import { expect, onTestFinished, test } from 'vitest'
import type { Parts } from '../../server/src/compose/start.ts'
import { handlers } from '../../server/src/operations/index.ts'
import type { Handlers } from '../../server/src/operations/operation.ts'
import { curlOf } from '../src/curl.ts'
import {
  htmlReport,
  jsonReport,
  junitReport,
  type RunResult,
  runContract,
  textReport,
  type WebhookOptions,
} from '../src/index.ts'

/** Runs it in this process, which is faster than the command. */
const runOn = (
  { baseUrl, appId, secretKey }: TestServer,
  tags?: string[],
  webhooks?: WebhookOptions,
): Promise<RunResult> =>
  runContract(
    contract,
    { baseUrl, appId, secretKey },
    { scratch: `contract-${nanoid(8)}`, tags, webhooks },
  )

/** Runs the command as a user would. */
async function contractRun(
  { baseUrl }: Pick<TestServer, 'baseUrl'>,
  more = '',
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { id, secretKey } = openApp
  const program = startProgram(
    `node --conditions=source scripts/contract.ts --url ${baseUrl} --app ${id} --key ${secretKey} ${more}`,
    { onEnd: onTestFinished },
  )
  const code = await program.exit
  return { code, stdout: program.stdout, stderr: program.stderr }
}

const bash = (command: string, env: Record<string, string> = {}) =>
  promisify(execFile)('bash', ['-c', command], { env: { ...process.env, ...env } })

const server = (parts: Parts = {}) =>
  testServer(
    { apps: [openApp], webhookAllow: ['127.0.0.0/8'] },
    { webhookDelays: [0, 20, 20], ...parts },
  )

/** A name that is a number, and markup that a report must escape. */
const getUser: Handlers['getUser'] = async (input, context) => {
  const user = await handlers.getUser(input, context)
  return { ...user, name: 42, '<script>': ']]>' } as unknown as typeof user
}
const listUsers = async () => {
  throw new Error('a defect')
}
const brokenServer = () => server({ handlers: { ...handlers, getUser, listUsers } })

let broken: Promise<RunResult> | undefined

/** A run on the broken server, the same one for every test. There are few calls, because only two operations differ. */
function brokenRun(): Promise<RunResult> {
  broken ??= brokenServer().then((running) => runOn(running, ['Users']))
  return broken
}

test('a run on a correct server ends with a table and the exit code 0', async () => {
  const { code, stdout, stderr } = await contractRun(await server(), '--webhooks')
  expect(stderr, 'how far it is').toMatch(/^Call 1: getHealth, ok$/m)
  expect(stdout).toMatch(/^ +200 206 304 400 401 403 404 413 415 416 429 503$/m)
  expect(stdout).toMatch(/^putUsers +✓ +✓ +✓ +✓ +✓ +· +·$/m)
  expect(stdout).toMatch(/^streamEvents +✓ +✓ +✓ +· +·$/m)
  expect(stdout).toMatch(/^\d+ calls and \d+ deliveries, 0 not as documented$/m)
  expect(stdout).toContain('No run provokes 429 and 503: ')
  for (const { id } of contract.webhooks)
    expect(stdout).toMatch(
      // Another webhook would have to be disabled.
      new RegExp(`^${id} +${id === 'receiveWebhookDisabled' ? '· +0' : '✓ +\\d+'}$`, 'm'),
    )
  expect(code).toBe(0)
})

test.each([
  ['all', /^setUser +✓ +✓ +✓ +· /m],
  ['off', /^setUser +· +✓ +✓ +✓ /m],
] as const)(
  'the report explains which statuses depend on the settings of the app (clientSideUserSync %s)',
  async (clientSideUserSync, marks) => {
    const { id, secretKey } = openApp
    const apps = [{ id, secretKey, settings: { clientSideUserSync } }]
    const report = textReport(contract, await runOn(await testServer({ apps })))
    expect(report).toMatch(marks)
    expect(report).toMatch(
      /^The app's settings decide what these return: setUser 200 or 403, createUserIfNotExists 200 or 403\.$/m,
    )
  },
)

test('the report explains which responses depend on whether a delivery has ended', async () => {
  const listWebhookAttempts = async () => ({ data: [] })
  const running = await server({ handlers: { ...handlers, listWebhookAttempts } })
  const report = textReport(contract, await runOn(running, ['Webhooks']))
  expect(report).toMatch(
    /^What these return depends on whether a delivery to the webhook has ended: resendWebhookAttempt 200 or 404\.$/m,
  )
})

test('a delivery that cannot be verified is reported, and so is an address that the server may not call', async () => {
  const webhooks = {
    verify() {
      throw new Error('another secret')
    },
  }
  const result = await runOn(await server(), ['Health'], webhooks)
  const report = textReport(contract, result)
  expect(report).toMatch(/^receiveWebhookTest +✗ +1$/m)
  const rows = [
    ...htmlReport(contract, result).matchAll(/<td><code>(receive\w+)<.*<td>(\d+)<\/td>/g),
  ]
  expect(rows.map(([, name]) => name)).toEqual(contract.webhooks.map(({ id }) => id))
  expect(rows.filter(([, , count]) => count !== '0').map(([, name]) => name)).toContain(
    'receiveWebhookTest',
  )
  expect(report).toMatch(/at signature\n.*a signature that can be verified.*\n.*"another secret"/)
  const closed = textReport(
    contract,
    await runOn(await testServer({ apps: [openApp] }), ['Health'], webhooks),
  )
  expect(closed).toMatch(
    /expected 200 for a webhook at http:\/\/127\.0\.0\.1:\d+\/.*\n.*Must begin with https/,
  )
})

test('a key that is not valid is reported in one line, without further calls', async () => {
  const apps = [{ id: openApp.id, secretKey: 'sk_test_other_0001' }]
  const running = await testServer({ apps })
  const { code, stdout, stderr } = await contractRun(running)
  expect(stdout).toBe('')
  expect(stderr).toContain(`${running.baseUrl} returns 401 for this key of the app shop`)
  expect(stderr).not.toContain('Call 1')
  expect(code).toBe(1)
})

test('an unexpected status names the call', async () => {
  const prepare: Parts['prepare'] = (fastify) =>
    fastify.addHook('onRequest', async (request, reply) => {
      if (request.url.includes('/realtime/')) return reply.code(404).send({})
    })
  const report = textReport(contract, await runOn(await server({ prepare }), ['Realtime']))
  const user = String.raw`/v1/shop/realtime/users/\S+`
  for (const call of [
    String.raw`200 for GET ${user}  \(spec/`,
    String.raw`400 for GET ${user}\?unknown=1  `,
    `401 for GET ${user}, without a token  `,
    `413 for PUT ${user}, with 1048578 characters  `,
    `415 for PUT ${user}, as text/plain  `,
  ])
    expect(report).toMatch(new RegExp(`expected ${call}`))
  expect(report).toMatch(/^streamEvents differs from the document$/m)
})

test('runs leave no conversation and no personal data behind, and use the same two users', async () => {
  const running = await server()
  for (let run = 0; run < 2; run += 1) {
    const result = await runOn(running)
    expect(textReport(contract, result)).toMatch(
      /^The users contract-12081 and contract-8029 stay, without personal data, for the next run: /m,
    )
    expect(result.calls.filter(({ violations }) => violations.length > 0)).toEqual([])
  }
  expect((await running.call('GET', '/conversations')).body).toEqual({ data: [] })
  const { data } = (await running.call('GET', '/users')).body as { data: Record<string, unknown>[] }
  expect(data.map(({ id }) => id).toSorted()).toEqual(['contract-12081', 'contract-8029'])
  for (const user of data) {
    const { name, email, phone, photoUrl, pushTokens } = user
    const cleared = {
      name: 'Former user',
      email: null,
      phone: null,
      photoUrl: null,
      pushTokens: null,
    }
    expect({ name, email, phone, photoUrl, pushTokens }).toEqual(cleared)
  }
})

test('a difference is reported once, with the operations that show it and a request to repeat', async () => {
  const report = textReport(contract, await brokenRun())
  expect(report).toMatch(/^getUser +✗ +✓ +✓ +✓ +· +·$/m)
  const [difference = ''] = /^ {2}at \/name, in \d+ calls\n.*\n.*\n.*$/m.exec(report) ?? []
  const [, expected, got, curl = ''] = difference.split('\n')
  expect(expected).toBe('    - expected string  (spec/components/schemas/Name.yaml:1)')
  expect(got).toBe('    + got      42')
  expect(curl).toMatch(
    /^ {4}curl -i -X GET -H "Authorization: Bearer \$TOKEN" 'http:\S+\/users\/contract-12081'$/,
  )
  expect(report.split('    + got      42\n')).toHaveLength(2)
})

test('the command line of a difference gets the same response', async () => {
  const running = await brokenServer()
  const { calls } = await runOn(running, ['Users'])
  const found = calls.find(({ operation, curl }) => operation === 'getUser' && curl)
  const { stdout: printed } = await bash(`${found?.curl} -s`, { TOKEN: running.secretKey })
  expect(printed).toMatch(/^HTTP\/1\.1 200 /)
  expect(printed).toContain('"name":42')
})

test.each(["it's", 'a'.repeat(3000), ''])(
  'a request with the body %j is shown as a command line',
  async (body) => {
    const request = new Request('http://127.0.0.1/v1', { method: 'PUT' })
    const { method, url, headers } = request
    const curl = curlOf({ method, url, headers, body })
    const { stdout: words } = await bash(`printf '%s\\n' ${curl}`)
    const sent = { "it's": ['--data-raw', "it's"], '': [] }[body] ?? ['--data-binary', '@body.json']
    expect(words.trimEnd().split('\n')).toEqual(['curl', '-i', '-X', 'PUT', ...sent, url])
  },
)

test('a server that does not respond is reported in one line, and the exit code is 1', async () => {
  const { code, stdout, stderr } = await contractRun({ baseUrl: 'http://127.0.0.1:9' })
  expect(stdout).toBe('')
  expect(stderr).toContain('No response from http://127.0.0.1:9')
  expect(code).toBe(1)
})

test('with tags, only their operations are called', async () => {
  const { calls } = await runOn(await server(), ['Users', 'Health'])
  const called = [...new Set(calls.map(({ operation }) => operation))]
  expect(called.toSorted()).toEqual([
    'getHealth',
    'getUser',
    'listPresences',
    'listUserSessions',
    'listUsers',
    'putUser',
    'putUsers',
  ])
})

test('the JSON report has every call, and the JUnit report a case for each', async () => {
  const result = await brokenRun()
  const json = JSON.parse(jsonReport(contract, result))
  const xml = junitReport(contract, result)
  const failed = json.calls.filter(({ violations }: { violations: [] }) => violations.length > 0)
  expect(failed.length).toBeGreaterThan(0)
  expect(xml.match(/<testcase /g)).toHaveLength(json.calls.length)
  expect(xml.match(/<failure /g)).toHaveLength(failed.length)
  expect(xml).toContain(`<testsuites tests="${json.calls.length}" failures="${failed.length}">`)
  expect(xml).toContain('at /&lt;script&gt;')
  expect(xml).not.toContain(']]>')
})

test('a run on a broken server ends with the exit code 1, and with a report in a file', async () => {
  const file = join(temporaryFolder(), 'report.html')
  const { code, stdout } = await contractRun(
    await brokenServer(),
    `--tags Users --report html --output ${file}`,
  )
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/)
  expect(stdout).toMatch(/^getUser +✗/m)
  expect(code).toBe(1)
})

test('the HTML report links each ✗ to its differences, and escapes markup from the server', async () => {
  const html = htmlReport(contract, await brokenRun())
  expect(html).toContain('<code>/name</code>')
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toMatch(/<script/)
  const rows = [...html.matchAll(/<tr><td class="failed"><code>(\w+)/g)].map(([, name]) => name)
  expect(rows).toEqual(['listUsers', 'getUser'])
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, name = '']) => name)
  expect(links).toEqual(['listUsers-500', 'getUser-200'])
  for (const link of links) expect(html.split(`<a id="${link}">`)).toHaveLength(2)
  const gots = [...html.matchAll(/<dt>got<\/dt>.*/g)].map(([got]) => got)
  expect(gots.filter((got) => got.includes('>42<'))).toHaveLength(1)
  expect(html).toContain('Authorization: Bearer $TOKEN')
})

test('invalid options are refused with the reason', async () => {
  const program = startProgram(
    'node --conditions=source scripts/contract.ts --url http://127.0.0.1',
  )
  expect(await program.exit).toBe(2)
  expect(program.stderr).toContain("the app's key is missing: give --key or SECRET_KEY")
})
