import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { handlers } from '../../src/operations/index.ts'
import type { Handlers } from '../../src/operations/operation.ts'
import type { Parts } from '../../src/start.ts'
import { temporaryFolder } from '../helpers/folder.ts'
import { openApp } from '../helpers/player.ts'
import { startProgram } from '../helpers/program.ts'
import { type TestServer, testServer } from '../helpers/server.ts'

/** Runs the command as a user would. */
async function contractRun(
  { baseUrl }: Pick<TestServer, 'baseUrl'>,
  more = '',
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { id, secretKey } = openApp
  const program = startProgram(
    `node scripts/contract.ts --url ${baseUrl} --app ${id} --key ${secretKey} ${more}`,
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
const brokenServer = () => server({ handlers: { ...handlers, getUser } })

test('a run on a server as documented ends with a table and the exit code 0', async () => {
  const { code, stdout, stderr } = await contractRun(await server())
  expect(stderr, 'how far it is').toMatch(/^1 calls: /)
  expect(stdout).toMatch(/^ +200 400 401 403 404 413 415 429 503$/m)
  expect(stdout).toMatch(/^putUsers +✓ +✓ +✓ +✓ +✓ +· +·$/m)
  expect(stdout).toMatch(/^streamEvents +✓ +✓ +✓ +· +·$/m)
  expect(stdout).toMatch(/^\d+ calls, 0 not as documented$/m)
  expect(code).toBe(0)
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
  expect(stdout).toMatch(/^getUser +✗/m)
  expect(code).toBe(1)
})

test('what cannot be run is answered with what is missing', async () => {
  const program = startProgram('node scripts/contract.ts --url http://127.0.0.1')
  expect(await program.exit).toBe(2)
  expect(program.stderr).toContain("the app's key is missing: give --key or SECRET_KEY")
})
