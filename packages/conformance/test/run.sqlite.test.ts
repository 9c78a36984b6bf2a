import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { openApp } from '@openparley/test-kit/player'
import { startProgram } from '@openparley/test-kit/program'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { expect, onTestFinished, test } from 'vitest'
import type { Parts } from '../../server/src/compose/start.ts'
import { handlers } from '../../server/src/operations/index.ts'
import type { Handlers } from '../../server/src/operations/operation.ts'

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

const server = (parts: Parts = {}) => testServer({ apps: [openApp] }, parts)

/** A name that is a number, and markup that a report must not let through. */
const getUser: Handlers['getUser'] = async (input, context) => {
  const user = await handlers.getUser(input, context)
  return { ...user, name: 42, '<script>': ']]>' } as unknown as typeof user
}
const listUsers = async () => {
  throw new Error('a defect')
}
const brokenServer = () => server({ handlers: { ...handlers, getUser, listUsers } })

test('a run on a server as documented ends with a table and the exit code 0', async () => {
  const { code, stdout, stderr } = await contractRun(await server())
  expect(stderr, 'how far it is').toMatch(/^Call 1: getHealth, ok$/m)
  expect(stdout).toMatch(/^ +200 400 401 403 404 413 415 429 503$/m)
  expect(stdout).toMatch(/^putUsers +✓ +✓ +✓ +✓ +✓ +· +·$/m)
  expect(stdout).toMatch(/^streamEvents +✓ +✓ +✓ +· +·$/m)
  expect(stdout).toMatch(/^\d+ calls, 0 not as documented$/m)
  expect(stdout).toContain('No run provokes 429 and 503, ')
  expect(code).toBe(0)
})

test.each([
  ['all', /^setUser +✓ +✓ +✓ +· /m],
  ['off', /^setUser +· +✓ +✓ +✓ /m],
] as const)(
  'what the settings of the app leave open is said (clientSideUserSync %s)',
  async (clientSideUserSync, marks) => {
    const { id, secretKey } = openApp
    const apps = [{ id, secretKey, settings: { clientSideUserSync } }]
    const { code, stdout } = await contractRun(await testServer({ apps }))
    expect(stdout).toMatch(marks)
    expect(stdout).toMatch(
      /^The app's settings decide what these answer: setUser 200 or 403, createUserIfNotExists 200 or 403\.$/m,
    )
    expect(code).toBe(0)
  },
)

test('a key that does not open the app is said in a line, and nothing is called', async () => {
  const apps = [{ id: openApp.id, secretKey: 'sk_test_other_0001' }]
  const running = await testServer({ apps })
  const { code, stdout, stderr } = await contractRun(running)
  expect(stdout).toBe('')
  expect(stderr).toContain(`${running.baseUrl} does not open the app shop with this key`)
  expect(stderr).not.toContain('Call 1')
  expect(code).toBe(1)
})

test('an answer of another status names the call that got it', async () => {
  const prepare: Parts['prepare'] = (fastify) =>
    fastify.addHook('onRequest', async (request, reply) => {
      if (request.url.includes('/realtime/')) return reply.code(404).send({})
    })
  const { code, stdout } = await contractRun(await server({ prepare }), '--tags Realtime')
  const user = String.raw`/v1/shop/realtime/users/\S+`
  for (const call of [
    String.raw`200 for GET ${user}  \(spec/`,
    String.raw`400 for GET ${user}\?unknown=1  `,
    `401 for GET ${user}, without a token  `,
    `413 for PUT ${user}, with 1048578 characters  `,
    `415 for PUT ${user}, as text/plain  `,
  ])
    expect(stdout).toMatch(new RegExp(`expected ${call}`))
  expect(stdout).toMatch(/^streamEvents is not what the document says$/m)
  expect(code).toBe(1)
})

test('a run leaves no conversation and no personal data behind', async () => {
  const running = await server()
  await contractRun(running)
  expect((await running.call('GET', '/conversations')).body).toEqual({ data: [] })
  const { data } = (await running.call('GET', '/users')).body as { data: Record<string, unknown>[] }
  expect(data).toHaveLength(2)
  for (const user of data) {
    expect(user.id).toMatch(/^contract-[0-9a-f]{8}-/)
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

test('a violation is told with its diff, and the exit code is 1', async () => {
  const { code, stdout } = await contractRun(await brokenServer())
  expect(stdout).toMatch(/^getUser +✗ +✓ +✓ +✓ +· +·$/m)
  expect(stdout).toContain(
    'at /name\n    - expected string  (spec/components/schemas/Name.yaml:1)\n    + got      42',
  )
  expect(code).toBe(1)
})

test('a server that does not answer is said in a line, and the exit code is 1', async () => {
  const { code, stdout, stderr } = await contractRun({ baseUrl: 'http://127.0.0.1:9' })
  expect(stdout).toBe('')
  expect(stderr).toContain('No answer from http://127.0.0.1:9')
  expect(code).toBe(1)
})

test('only the operations of the tags asked for are called', async () => {
  const { stdout } = await contractRun(await server(), '--tags Users,Health --report json')
  const { calls } = JSON.parse(stdout) as { calls: { operation: string }[] }
  const called = [...new Set(calls.map(({ operation }) => operation))]
  expect(called.toSorted()).toEqual(['getHealth', 'getUser', 'listUsers', 'putUser', 'putUsers'])
})

test('the JSON report has every call, and the JUnit report a case for each', async () => {
  const running = await brokenServer()
  const json = JSON.parse((await contractRun(running, '--report json')).stdout)
  const xml = (await contractRun(running, '--report junit')).stdout
  const failed = json.calls.filter(({ violations }: { violations: [] }) => violations.length > 0)
  expect(failed.length).toBeGreaterThan(0)
  expect(xml.match(/<testcase /g)).toHaveLength(json.calls.length)
  expect(xml.match(/<failure /g)).toHaveLength(failed.length)
  expect(xml).toContain(`<testsuites tests="${json.calls.length}" failures="${failed.length}">`)
  expect(xml).toContain('at /&lt;script&gt;')
  expect(xml).not.toContain(']]>')
})

test('the HTML report goes to a file, with every difference in it and no markup of the server', async () => {
  const file = join(temporaryFolder(), 'report.html')
  const { code, stdout } = await contractRun(await brokenServer(), `--report html --output ${file}`)
  const html = readFileSync(file, 'utf8')
  expect(html).toMatch(/^<!doctype html>/)
  expect(html).toContain('<code>/name</code>')
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toMatch(/<script/)
  const rows = [...html.matchAll(/<tr><td class="failed"><code>(\w+)/g)].map(([, name]) => name)
  expect(rows).toEqual(['listUsers', 'getUser'])
  const articles = [...html.matchAll(/<h3><code>(\w+)/g)].map(([, name = '']) => name)
  expect(articles.filter((name, index) => name !== articles[index - 1])).toEqual(rows.toReversed())
  expect(stdout).toMatch(/^getUser +✗/m)
  expect(code).toBe(1)
})

test('what cannot be run is answered with what is missing', async () => {
  const program = startProgram(
    'node --conditions=source scripts/contract.ts --url http://127.0.0.1',
  )
  expect(await program.exit).toBe(2)
  expect(program.stderr).toContain("the app's key is missing: give --key or SECRET_KEY")
})
