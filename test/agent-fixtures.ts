import { setTimeout } from 'node:timers/promises'
import {
  createMcpHandler,
  fromJsonSchema,
  McpServer,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import type { AnswerAgent } from '../packages/server/src/http/agents.ts'

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
const wav = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA='
const image = { type: 'image', data: png, mimeType: 'image/png' } as const
const text = (words: string) => ({ type: 'text', text: words }) as const
const resource = (uri: string, mimeType: string, words: string) =>
  ({ type: 'resource', resource: { uri, mimeType, text: words } }) as const

/** The results of the tools that do nothing but return one. */
const results = {
  test_simple_text: [text('This is a simple text response for testing.')],
  test_image_content: [image],
  test_audio_content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' } as const],
  test_embedded_resource: [
    resource('test://embedded-resource', 'text/plain', 'This is an embedded resource content.'),
  ],
  test_multiple_content_types: [
    text('Multiple content types test:'),
    image,
    resource('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
  ],
}

function addTools(server: McpServer): void {
  for (const [name, content] of Object.entries(results))
    server.registerTool(name, { description: name }, async () => ({ content }))
  server.registerTool('test_error_handling', { description: 'Fails' }, async () => {
    throw new Error('This tool intentionally returns an error for testing')
  })
  server.registerTool('test_tool_with_logging', { description: 'Logs' }, async ({ mcpReq }) => {
    for (const words of ['execution started', 'processing data', 'execution completed']) {
      await mcpReq.log('info', `Tool ${words}`)
      await setTimeout(50)
    }
    return { content: [text('Logged')] }
  })
  server.registerTool('test_tool_with_progress', { description: 'Reports' }, async ({ mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken ?? 'none'
    for (const progress of [0, 50, 100]) {
      await mcpReq.notify({
        method: 'notifications/progress',
        params: { progressToken, progress, total: 100 },
      })
      await setTimeout(50)
    }
    return { content: [text('Reported')] }
  })
}

function addResources(server: McpServer): void {
  const words = 'This is the content of the static text resource.'
  server.registerResource(
    'text',
    'test://static-text',
    { description: 'A text', mimeType: 'text/plain' },
    ({ href: uri }) => ({ contents: [{ uri, mimeType: 'text/plain', text: words }] }),
  )
  server.registerResource(
    'binary',
    'test://static-binary',
    { description: 'A picture', mimeType: 'image/png' },
    ({ href: uri }) => ({ contents: [{ uri, mimeType: 'image/png', blob: png }] }),
  )
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { description: 'Data', mimeType: 'application/json' },
    ({ href: uri }, { id }) => ({
      contents: [
        {
          uri,
          mimeType: 'application/json',
          text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
        },
      ],
    }),
  )
  server.server.registerCapabilities({ resources: { subscribe: true } })
  for (const method of ['resources/subscribe', 'resources/unsubscribe'] as const)
    server.server.setRequestHandler(method, () => ({}))
}

const takes = (...names: string[]) =>
  fromJsonSchema<Record<string, string>>({
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  })

function addPrompts(server: McpServer): void {
  const messages = (...contents: (ReturnType<typeof text | typeof resource> | typeof image)[]) => ({
    messages: contents.map((content) => ({ role: 'user' as const, content })),
  })
  server.registerPrompt('test_simple_prompt', { description: 'Simple' }, () =>
    messages(text('This is a simple prompt for testing.')),
  )
  server.registerPrompt(
    'test_prompt_with_arguments',
    { description: 'With arguments', argsSchema: takes('arg1', 'arg2') },
    ({ arg1, arg2 }) => messages(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  )
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'With a resource', argsSchema: takes('resourceUri') },
    ({ resourceUri = '' }) =>
      messages(
        resource(resourceUri, 'text/plain', 'Embedded resource content for testing.'),
        text('Please process the embedded resource above.'),
      ),
  )
  server.registerPrompt('test_prompt_with_image', { description: 'With a picture' }, () =>
    messages(image, text('Please analyze the image above.')),
  )
  server.server.registerCapabilities({ completions: {} })
  server.server.setRequestHandler('completion/complete', () => ({
    completion: { values: ['paris', 'park'], total: 2, hasMore: false },
  }))
}

/** Answers agents with the tools, resources and prompts that the conformance suite calls, in place of Parley's own. */
export function answerWithFixtures(): AnswerAgent {
  const handler = createMcpHandler(() => {
    const server = new McpServer(
      { name: 'fixtures', version: '1.0.0' },
      { capabilities: { logging: {} } },
    )
    addTools(server)
    addResources(server)
    addPrompts(server)
    return server
  })
  return ({ request, body }) => handler.fetch(request, { parsedBody: body })
}
