import { execFile, spawnSync } from 'node:child_process'
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { goEnvironment } from '@openparley/test-kit/go'
import { root } from '@openparley/test-kit/program'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Call, callsOf, Variable } from '../scripts/samples/call.ts'
import { fileNameOf } from '../scripts/samples/language.ts'
import { readGuides, uploadedFile } from '../scripts/workflows/guides.ts'
import { startWorkflowServer, type WorkflowServer } from '../scripts/workflows/server.ts'

const spec = JSON.parse(await readFile(join(root, 'generated/openapi.json'), 'utf8'))
const guides = await readGuides()
const workflows = guides.flatMap(({ name, document }) =>
  document.workflows.map((workflow) => ({ ...workflow, guide: name })),
)

const has = (command: string, ...words: string[]) => spawnSync(command, words).status === 0

/** In the samples; the tests use another receiver. */
const receiverUrl = 'http://127.0.0.1:3000/'

interface Runner {
  title: string
  ending: string
  isThere: boolean
  /** Makes all programs ready to run, if needed. */
  prepare?: () => Promise<unknown>
  /** Runs the program of this name. */
  command: (name: string) => string[]
}

let folder: string
const names = workflows.map(({ workflowId }) => fileNameOf(workflowId))

/** Each program has its own folder, since Go needs one. */
const fileOf = (name: string, ending: string) => join(folder, name, `sample.${ending}`)

const runners: Runner[] = [
  {
    title: 'curl (needs bash, curl and jq)',
    ending: 'sh',
    isThere: ['bash', 'curl', 'jq'].every((command) => has(command, '--version')),
    command: (name) => ['bash', '-e', fileOf(name, 'sh')],
  },
  {
    title: 'TypeScript',
    ending: 'ts',
    isThere: true,
    command: (name) => [process.execPath, '--conditions=source', fileOf(name, 'ts')],
  },
  {
    title: 'Python (needs python3 with requests)',
    ending: 'py',
    isThere: has('python3', '-c', 'import requests'),
    command: (name) => ['python3', fileOf(name, 'py')],
  },
  {
    title: 'Go (needs go)',
    ending: 'go',
    isThere: has('go', 'version'),
    async prepare() {
      const go = (...words: string[]) =>
        promisify(execFile)('go', words, { cwd: folder, env: { ...process.env, ...goEnvironment } })
      await go('mod', 'init', 'samples')
      await go('build', '-o', 'programs/', ...names.map((name) => `./${name}`))
    },
    command: (name) => [join(folder, 'programs', name)],
  },
]

interface Received {
  request: string
  body: unknown
  status: number
}

/** The requests that the server has received, by app. */
const received = new Map<string, Received[]>()

function watch(server: FastifyInstance): void {
  // Before the response is sent, so that nothing is missing when the program ends.
  server.addHook('onSend', async ({ method, url, body }, { statusCode }) => {
    const [, appId = '', path = '', query = ''] = /^\/v1\/([^/]+)([^?]*)\??(.*)$/.exec(url) ?? []
    const words = [...new URLSearchParams(query)].map(([name, value]) => ` ${name}=${value}`)
    const request = `${method} ${path}${words.sort().join('')}`
    received.set(appId, [...(received.get(appId) ?? []), { request, body, status: statusCode }])
  })
}

/** The workflows of a guide are run one after the other, for the same app. */
const appOf = (guide: string, ending: string) => `${guide}-${ending}`

let server: WorkflowServer
beforeAll(async () => {
  const apps = runners.flatMap(({ ending }) =>
    guides.map(({ name }) => ({ id: appOf(name, ending), secretKey: `sk_${ending}_${name}_0001` })),
  )
  server = await startWorkflowServer({ apps }, { prepare: watch })
  folder = temporaryFolder(afterAll)
  await copyFile(uploadedFile, join(folder, 'receipt.txt'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  afterAll(() => server[Symbol.asyncDispose]())
})

/** Writes the program of a workflow for the app of its guide on this server. */
async function write({ ending }: Runner, guide: string, name: string): Promise<void> {
  const appId = appOf(guide, ending)
  const program = (await readFile(join(root, 'generated/samples', `${name}.${ending}`), 'utf8'))
    .replaceAll('http://127.0.0.1:8080', server.url)
    .replaceAll(receiverUrl, server.inputs.receiverUrl)
    .replace('/v1/demo', `/v1/${appId}`)
    .replace("appId: 'demo'", `appId: '${appId}'`)
  const file = fileOf(name, ending)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, program)
}

async function run({ command }: Runner, name: string, appId: string): Promise<void> {
  const [first = '', ...words] = command(name)
  await promisify(execFile)(first, words, {
    cwd: folder,
    env: { ...process.env, ...(await server.tokensOf(appId)) },
  })
}

/** The request that the server must receive for a call; variables can be any text. */
function expectedOf({ method, path, pathValues, query, body, file, status }: Call) {
  const any = (value: unknown) => (value instanceof Variable ? '*' : String(value))
  const words = Object.entries(query).map(([name, value]) => ` ${name}=${any(value)}`)
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => any(pathValues[name]))
  const pattern = escaped(`${method} ${url}${words.sort().join('')}`).replaceAll('\\*', '.+')
  return {
    request: expect.stringMatching(new RegExp(`^${pattern}$`)),
    body: file ? expect.anything() : withAny(body),
    status,
  }
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

function withAny(value: unknown): unknown {
  if (value === receiverUrl) return server.inputs.receiverUrl
  if (value instanceof Variable) return expect.any(String)
  if (Array.isArray(value)) return value.map(withAny)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withAny(one)]))
}

/** Leaves out the calls that were repeated because they did not have the status yet. */
function settled(all: Received[], calls: Call[]): Received[] {
  const rest = [...all]
  return calls
    .flatMap(({ repeat, status }) => {
      while (repeat && rest.length > 0 && rest[0]?.status !== status) rest.shift()
      return rest.splice(0, 1)
    })
    .concat(rest)
}

describe.each(runners)('the samples in $title', (runner) => {
  beforeAll(async () => {
    if (!runner.isThere) return
    for (const { guide, workflowId } of workflows)
      await write(runner, guide, fileNameOf(workflowId))
    await runner.prepare?.()
  })

  test.skipIf(!runner.isThere).each(workflows)(
    '$workflowId makes the calls of the workflow, with the same outcome',
    async (workflow) => {
      const appId = appOf(workflow.guide, runner.ending)
      received.delete(appId)
      await run(runner, fileNameOf(workflow.workflowId), appId)
      const calls = callsOf(spec, workflow)
      const all = received.get(appId) ?? []
      expect(settled(all, calls)).toEqual(calls.map(expectedOf))
    },
  )
})
