import { execFile } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { root } from '@openparley/test-kit/program'
import { expect, test } from 'vitest'
import { callsOf } from '../scripts/samples/call.ts'
import { readGuides } from '../scripts/workflows/guides.ts'
import { startWorkflowServer } from '../scripts/workflows/server.ts'

const program = join(root, 'node_modules/.cache/parley/bruno/node_modules/@usebruno/cli/bin/bru.js')

interface Result {
  name: string
  status: string
  response: { status: number }
  testResults: { status: string }[]
}

test.skipIf(!existsSync(program))(
  "Bruno's own runner passes every request of the collection, in the order of the guides (needs npm run collection)",
  async () => {
    const folder = temporaryFolder()
    cpSync(join(root, 'generated/bruno'), folder, { recursive: true })
    await using server = await startWorkflowServer()
    const { appId, secretKey, userToken, receiverUrl } = server.inputs
    const webhook = join(folder, 'webhook-endpoint/create-webhook.yml')
    const text = readFileSync(webhook, 'utf8')
    writeFileSync(webhook, text.replace('http://127.0.0.1:3000/', receiverUrl))
    const values = { baseUrl: server.url, appId, secretKey, userToken }
    const words = Object.entries(values).flatMap(([name, value]) => [
      '--env-var',
      `${name}=${value}`,
    ])
    const report = join(folder, 'report.json')
    const run = [program, 'run', '-r', '--env', 'local', ...words, '--reporter-json', report]
    const { stdout } = await promisify(execFile)(process.execPath, run, { cwd: folder }).catch(
      (error) => {
        throw new Error(`${error.message}\n${error.stdout}`)
      },
    )
    const [{ results }] = JSON.parse(readFileSync(report, 'utf8')) as [{ results: Result[] }]
    const spec = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'))
    const workflows = (await readGuides()).flatMap(({ document }) => document.workflows)
    // If a request was repeated, keeps the last attempt.
    const last = results.filter(({ name }, index) => results[index + 1]?.name !== name)
    expect(
      last.map(({ name, response, testResults }) => [
        name,
        response.status,
        testResults.map(({ status }) => status),
      ]),
      stdout,
    ).toEqual(
      workflows
        .flatMap((workflow) => callsOf(spec, workflow))
        .map(({ title, status }) => [title, status, ['pass']]),
    )
  },
)
