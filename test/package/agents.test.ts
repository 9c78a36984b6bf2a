import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { createClient } from '@openparley/client'
import { agentOn } from '@openparley/test-kit/agent'
import { chromiumPath } from '@openparley/test-kit/browser'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { openElement } from '@openparley/test-kit/inbox-page'
import { startCommand } from '@openparley/test-kit/installed'
import { root } from '@openparley/test-kit/program'
import type { Site } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'

const guide = readFileSync(join(root, 'docs/agents.md'), 'utf8')
const [local = '', remote = ''] = [...guide.matchAll(/^```json\n(.*?)^```$/gms)].map(
  ([, text]) => text,
)

const folder = join(inject('installed'), 'agents')

/** Installs the library beside the package. All else is found in the folder above. */
beforeAll(() => {
  const copies = ['openparley', '@modelcontextprotocol/server', '@modelcontextprotocol/core', 'zod']
  for (const name of copies) {
    const from = name === 'openparley' ? inject('installed') : root
    const to = join(folder, 'node_modules', name)
    mkdirSync(to, { recursive: true })
    cpSync(join(from, 'node_modules', name), to, { recursive: true })
  }
})

const program = 'node_modules/openparley/dist/compose/cli.js'

async function chatServer(): Promise<Site> {
  const server = startCommand(`exec node ${program} mock --stateful --port 0 --app shop`, {
    cwd: folder,
    onEnd: onFileFinished,
  })
  const [, baseUrl = ''] = await server.printed(/on (\S+): app/)
  return { baseUrl, appId: 'shop', secretKey: 'sk_mock_not_a_secret' }
}

/** The configuration of the guide, for this server and a user. */
async function configured(text: string, site: Site, userId: string) {
  const filled = text
    .replace('http://127.0.0.1:8080', site.baseUrl)
    .replace('<token>', await userToken(site, userId))
  return JSON.parse(filled).mcpServers.parley
}

const agents = {
  async 'over standard input and output'(site: Site, userId: string) {
    const { command, args, env } = await configured(local, site, userId)
    expect([command, ...args.slice(-2)]).toEqual(['npx', 'openparley', 'mcp'])
    // The packages are not published yet, so the packages that npx installs in the guide are installed already.
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [program, ...args.slice(-1)],
      env: { ...inject('outside'), ...env },
      cwd: folder,
    })
    onTestFinished(() => transport.close())
    return agentOn(transport)
  },
  async 'over HTTP'(site: Site, userId: string) {
    const { url, headers } = await configured(remote, site, userId)
    return agentOn(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }))
  },
}

test('the configurations of docs/agents.md have five lines', () => {
  for (const text of [local, remote]) expect(text.trim().split('\n')).toHaveLength(5)
})

describe.skipIf(!chromiumPath)('an agent of the packed package (needs chromium)', () => {
  let site: Site
  beforeAll(async () => {
    site = await chatServer()
    await createClient(site).PUT('/users', {
      body: { alice: { name: 'Alice' }, concierge: { name: 'Concierge', role: 'agent' } },
    })
  })

  test.each(Object.entries(agents))(
    'and a person in the inbox talk, the agent %s',
    async (_, connect) => {
      const client = createClient(site)
      const params = { path: { conversationId: 'boots' } }
      const body = { participants: ['alice', 'concierge'], subject: 'Black leather boots' }
      await client.PUT('/conversations/{conversationId}', { params, body })
      onTestFinished(
        async () => void (await client.DELETE('/conversations/{conversationId}', { params })),
      )
      const { use } = await connect(site, 'concierge')
      const page = await openElement(site, 'alice', 'parley-chat', 'conversation-id="boots"')
      const box = page.getByRole('textbox', { name: 'Write a message' })
      let { cursor } = await use('wait_for_messages', { timeoutSeconds: 0 })
      const answers = ['They run small: take size 40.', 'You are welcome!']
      for (const [index, question] of ['Do they fit?', 'Thank you!'].entries()) {
        const waiting = use('wait_for_messages', { cursor })
        await box.fill(question)
        await page.keyboard.press('Enter')
        const heard = await waiting
        expect(heard.messages).toMatchObject([{ senderId: 'alice', text: question }])
        cursor = heard.cursor
        await use('mark_read', { conversationId: 'boots' })
        const answer = { text: answers[index], idempotencyKey: `answer-${index}` }
        await use('send_message', { conversationId: 'boots', ...answer })
        await page.getByRole('feed').getByText(String(answers[index])).waitFor()
      }
      const { messages } = await use('read_conversation', { conversationId: 'boots' })
      expect(messages.data.map(({ plaintext }: { plaintext: string }) => plaintext)).toEqual([
        answers[1],
        'Thank you!',
        answers[0],
        'Do they fit?',
      ])
    },
  )
})
