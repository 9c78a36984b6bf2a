import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client'
import { expect, onTestFinished } from 'vitest'
import type { Site } from './server.ts'

/** An agent that is connected to a server of the Model Context Protocol. */
export interface Agent {
  client: Client
  /** Calls a tool and returns its result. The test fails if the call fails. */
  use: (tool: string, args?: Record<string, unknown>) => Promise<Result>
  /** Calls a tool that is expected to fail, and returns what it says. */
  refusal: (tool: string, args?: Record<string, unknown>) => Promise<string>
}

// biome-ignore lint/suspicious/noExplicitAny: each tool has its own result, which its schema checks
type Result = any

/** The newest version of the protocol, which has no sessions, and the version before it, which most clients speak. */
export const versions = { newest: { pin: '2026-07-28' }, older: 'legacy' } as const

/** Connects an agent. It is disconnected when the test ends. */
export async function agentOn(
  transport: Transport,
  version: keyof typeof versions = 'newest',
): Promise<Agent> {
  const client = new Client(
    { name: 'scripted-agent', version: '1.0.0' },
    { versionNegotiation: { mode: versions[version] } },
  )
  await client.connect(transport)
  onTestFinished(() => client.close())
  const call = (name: string, args = {}) => client.callTool({ name, arguments: args })
  return {
    client,
    async use(tool, args) {
      const { isError, structuredContent, content } = await call(tool, args)
      expect(isError ? content : undefined, tool).toBeUndefined()
      return structuredContent
    },
    async refusal(tool, args) {
      const { isError, content } = await call(tool, args)
      expect(isError, JSON.stringify(content)).toBe(true)
      return content.map((block) => (block.type === 'text' ? block.text : '')).join('\n')
    },
  }
}

interface Connection {
  /** Default the path of the app. */
  path?: string
  version?: keyof typeof versions
}

/** Connects an agent to the app over HTTP. */
export const agentOf = (
  { baseUrl, appId }: Site,
  token: string,
  { path = `/v1/${encodeURIComponent(appId)}/mcp`, version }: Connection = {},
): Promise<Agent> =>
  agentOn(
    new StreamableHTTPClientTransport(new URL(path, baseUrl), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
    version,
  )
