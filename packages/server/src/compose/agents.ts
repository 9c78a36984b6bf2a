import { callsTo } from '../agents/calls.ts'
import type { SourceDocument } from '../agents/document-schemas.ts'
import { loadLibrary, MissingLibrary, mcpServers, type Role } from '../agents/mcp.ts'
import type { ToolContext } from '../agents/tool.ts'
import type { Feed } from '../feed/feed.ts'
import type { AgentRequest, AnswerAgent } from '../http/agents.ts'
import { ApiError } from '../model/error.ts'

interface Surroundings {
  document: SourceDocument
  feed: Feed
  onError: (error: unknown) => void
}

/** Returns what answers agents. It loads the library for their protocol with the first request. */
export function agentsOf({ document, feed, onError }: Surroundings): AnswerAgent {
  const contexts = new WeakMap<Request, { role: Role; context: ToolContext }>()

  const open = async () => {
    const library = await loadLibrary()
    const serverOf = mcpServers(library, document)
    return library.createMcpHandler(
      ({ requestInfo }) => {
        const { role, context } = contexts.get(requestInfo as Request) ?? {}
        if (!role || !context) throw new Error('The request has no context.')
        return serverOf(role, context)
      },
      { onerror: onError },
    )
  }
  let opening: ReturnType<typeof open> | undefined

  return async (asked) => {
    opening ??= open()
    const handler = await opening.catch((error) => {
      opening = undefined
      throw error instanceof MissingLibrary ? new ApiError('not-found', error.message) : error
    })
    const { request, body } = asked
    contexts.set(request, { role: roleOf(asked), context: contextOf(asked, feed) })
    return handler.fetch(request, { parsedBody: body })
  }
}

const roleOf = ({ caller, mayWrite }: AgentRequest): Role =>
  caller.kind === 'user' ? 'participant' : mayWrite ? 'writer' : 'reader'

const contextOf = ({ app, caller, call, request }: AgentRequest, feed: Feed): ToolContext => ({
  call: callsTo(app.id, call),
  userId: caller.kind === 'user' ? caller.userId : undefined,
  async *events(after, signal) {
    if (caller.kind !== 'user') return
    const { userId, expires, key } = caller
    const opening = { after, expires, key, signal: AbortSignal.any([signal, request.signal]) }
    for await (const items of feed.open(app.id, userId, opening))
      for (const { cursor, event } of items) yield { id: cursor, data: event?.json }
  },
})
