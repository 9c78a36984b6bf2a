import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chatOf } from '@openparley/test-kit/chat'
import { forward, forwardResponse, startGateway } from '@openparley/test-kit/gateway'
import { root } from '@openparley/test-kit/program'
import { testApp, testServer } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { describe, expect, test } from 'vitest'
import { answerWithFixtures } from './agent-fixtures.ts'

const tools = join(
  root,
  'node_modules/.cache/parley/agent-tools/node_modules/@modelcontextprotocol',
)
const programs = {
  conformance: join(tools, 'conformance/dist/index.js'),
  inspector: join(tools, 'inspector/clients/launcher/build/index.js'),
}

/** Runs a program, whose exit code must be 0. */
const run = (name: keyof typeof programs, ...words: string[]) =>
  promisify(execFile)(process.execPath, [programs[name], ...words], {
    cwd: mkdtempSync(join(tmpdir(), 'parley-agents-')),
  }).catch(({ message, stdout }) => {
    throw new Error(`${message}\n${stdout}`)
  })

/**
 * The scenarios in which the server asks the client something within a call. That needs a session. The newest version
 * of the protocol has no sessions, and neither has Parley.
 */
const ofSessions = [
  'server-sse-multiple-streams',
  'tools-call-sampling',
  'tools-call-elicitation',
  'elicitation-sep1034-defaults',
  'elicitation-sep1330-enums',
]

/** The scenarios about tools, resources and prompts of a server that was made for them. */
const ofFixtures = [
  'logging-set-level',
  'completion-complete',
  ...['simple-text', 'image', 'audio', 'embedded-resource', 'mixed-content', 'error']
    .concat('with-logging', 'with-progress')
    .map((name) => `tools-call-${name}`),
  ...['list', 'read-text', 'read-binary', 'templates-read', 'subscribe', 'unsubscribe'].map(
    (name) => `resources-${name}`,
  ),
  ...['list', 'get-simple', 'get-with-args', 'get-embedded-resource', 'get-with-image'].map(
    (name) => `prompts-${name}`,
  ),
]

/** An app with a conversation of an agent, and a token for it. */
async function appWithAgent(settings = {}) {
  const app = await testApp({ settings })
  await chatOf(app.client).conversationWith('boots', ['alice', 'concierge'])
  return { app, token: await userToken(app, 'concierge') }
}

describe.skipIf(!existsSync(tools))(
  'the protocol (needs the tools that `npm run agents` installs)',
  () => {
    test.each(['a user token', 'the secret key'])(
      'with %s: the inspector calls tools, and finds no fault in their schemas',
      async (kind) => {
        const { app, token } = await appWithAgent()
        const credential = kind === 'a user token' ? token : app.secretKey
        const url = `${app.baseUrl}/v1/${app.appId}/mcp?write=true`
        const header = ['--transport', 'http', '--header', `Authorization: Bearer ${credential}`]
        const inspect = (...words: string[]) => run('inspector', '--cli', url, ...header, ...words)
        const listed = await inspect('--method', 'tools/list', '--strict')
        expect(listed.stdout).toContain('read_conversation')
        expect(listed.stderr).not.toMatch(/[1-9]\d* (errors?|warnings?)/)
        const call = ['--method', 'tools/call', '--tool-name', 'read_conversation']
        const read = await inspect(...call, '--tool-arg', 'conversationId=boots')
        expect(read.stdout).toContain('concierge')
      },
    )

    test.each([
      { tools: 'its own tools', parts: {}, failing: [...ofSessions, ...ofFixtures] },
      {
        tools: 'the tools that the suite calls',
        parts: { agents: answerWithFixtures() },
        failing: ofSessions,
      },
    ])(
      'the conformance suite passes with $tools',
      async ({ parts, failing }) => {
        let inner: { url: string; authorization: string } | undefined
        // The suite has no option for headers.
        const gateway = await startGateway(async (asked, response) => {
          asked.headers.authorization = inner?.authorization
          forwardResponse(await forward(asked, inner?.url ?? ''), response)
        })
        const origin = gateway.replace('127.0.0.1', 'localhost')
        const shop = {
          id: 'shop',
          secretKey: 'sk_test_shop_0001',
          settings: { allowedOrigins: [origin] },
        }
        const server = await testServer({ apps: [shop] }, parts)
        await chatOf(server.client).conversationWith('boots', ['alice', 'concierge'])
        const token = await userToken(server, 'concierge')
        inner = { url: `${server.baseUrl}/v1/shop/mcp`, authorization: `Bearer ${token}` }
        // All other scenarios must pass, and these scenarios must fail.
        const baseline = join(mkdtempSync(join(tmpdir(), 'parley-agents-')), 'baseline.yml')
        writeFileSync(baseline, JSON.stringify({ server: failing }))
        await run(
          'conformance',
          'server',
          '--url',
          `${origin}/mcp`,
          '--expected-failures',
          baseline,
        )
      },
      240_000,
    )
  },
)
