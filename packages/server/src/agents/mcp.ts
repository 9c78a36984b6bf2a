import type { McpServer } from '@modelcontextprotocol/server'
import { type DocumentSchemas, documentSchemas, type SourceDocument } from './document-schemas.ts'
import { operatorTools } from './operator.ts'
import { participantTools } from './participant.ts'
import type { Tool, ToolContext } from './tool.ts'

/** Who calls: a user, or the app's backend, with or without the right to write. */
export type Role = 'participant' | 'reader' | 'writer'

const package_ = '@modelcontextprotocol/server'

/** Loads the library for the Model Context Protocol. Throws an `Error` with a message for people if it is not installed. */
export async function loadLibrary() {
  try {
    return await import('@modelcontextprotocol/server')
  } catch (error) {
    throw missing(error)
  }
}

/** Loads the part of the library for standard input and output. */
export async function loadStdio() {
  try {
    return await import('@modelcontextprotocol/server/stdio')
  } catch (error) {
    throw missing(error)
  }
}

export class MissingLibrary extends Error {}

function missing(error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string }
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes(package_)
    ? new MissingLibrary(
        `Agents need the package ${package_}, which is not installed. Add it beside openparley with \`npm install ${package_}@2\`.`,
      )
    : error
}

const instructions: Record<Role, string> = {
  participant:
    'Parley is a chat. You are one of its users: people in your conversations see what you send. To answer people, call ' +
    'wait_for_messages, read the conversation if you need more of it, call send_message, and wait again with the returned cursor.',
  reader:
    'Parley is a chat. You see all of one app, as its backend does, and cannot change anything.',
  writer: 'Parley is a chat. You see all of one app, as its backend does, and can change it.',
}

type Library = Awaited<ReturnType<typeof loadLibrary>>

/** Returns a function that makes an MCP server with the tools of the role, for one connection or one request. */
export function mcpServers(
  library: Library,
  document: SourceDocument,
): (role: Role, context: ToolContext) => McpServer {
  const schemas = documentSchemas(document)
  const prepared = new Map<Role, PreparedTool[]>()

  return (role, context) => {
    let tools = prepared.get(role)
    if (!tools) {
      tools = toolsOf(role, schemas).map((tool) => prepare(library, tool))
      prepared.set(role, tools)
    }
    const server = new library.McpServer(
      { name: 'parley', title: 'Parley', version: document.info.version },
      { instructions: instructions[role] },
    )
    for (const { config, run, name } of tools)
      server.registerTool(name, config, async (args, { mcpReq: { signal } }) => {
        const result = await run(args as Record<string, unknown>, context, signal)
        return {
          content: [{ type: 'text', text: JSON.stringify(result) }],
          structuredContent: result as Record<string, unknown>,
        }
      })
    return server
  }
}

const toolsOf = (role: Role, schemas: DocumentSchemas): Tool[] =>
  role === 'participant'
    ? participantTools(schemas)
    : operatorTools(schemas, { mayWrite: role === 'writer' })

type PreparedTool = ReturnType<typeof prepare>

/** Compiles the schemas of a tool, which takes longer than to register it. */
const prepare = (library: Library, { name, run, input, output, writes, ...words }: Tool) => ({
  name,
  run,
  config: {
    title: words.title,
    description: words.description,
    inputSchema: library.fromJsonSchema(input),
    outputSchema: library.fromJsonSchema(output),
    annotations: {
      readOnlyHint: !writes,
      destructiveHint: writes?.isDestructive ?? false,
      idempotentHint: true,
    },
  },
})
