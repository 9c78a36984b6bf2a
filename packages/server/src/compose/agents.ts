import { Readable } from 'node:stream'
import { callsTo } from '../agents/calls.ts'
import { loadLibrary, MissingLibrary, mcpServers, type Role } from '../agents/mcp.ts'
import type { ToolContext } from '../agents/tool.ts'
import { lazily } from '../base/lazily.ts'
import type { Feed } from '../feed/feed.ts'
import type { FeedItem } from '../feed/reader.ts'
import type { UserStream } from '../feed/user-stream.ts'
import type { AgentRequest, AnswerAgent } from '../http/agents.ts'
import type { LoadDocument } from '../http/operation.ts'
import { ApiError } from '../model/error.ts'

interface AgentsOptions {
  loadDocument: LoadDocument
  feed: Feed
  onError: (error: unknown) => void
}

/** Returns the function that responds to agents. It loads the library for their protocol with the first request. */
export function agentsOf({ loadDocument, feed, onError }: AgentsOptions): AnswerAgent {
  const contexts = new WeakMap<Request, { role: Role; context: ToolContext }>()

  const open = lazily(async () => {
    const [library, document] = [await loadLibrary(), await loadDocument()]
    const serverOf = mcpServers(library, document)
    return library.createMcpHandler(
      ({ requestInfo }) => {
        const { role, context } = contexts.get(requestInfo as Request) ?? {}
        if (!role || !context) throw new Error('The request has no context.')
        return serverOf(role, context)
      },
      { onerror: onError },
    )
  })

  return async (asked) => {
    const handler = await open().catch((error) => {
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
    const stream = feed.streamOf({ appId: app.id, userId, expires, key, after })
    const stop = AbortSignal.any([signal, request.signal])
    for await (const { cursor, event } of itemsOf(stream, stop))
      yield { id: cursor, data: event?.json }
  },
})

/** Yields the items of a stream, until the signal aborts. */
async function* itemsOf(stream: UserStream, signal: AbortSignal): AsyncGenerator<FeedItem> {
  const stop = () => stream.end()
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    for await (const items of await stream.open()) yield* items
    const rest = new Readable({ objectMode: true, read() {} })
    stream.follow({
      send: (items) => {
        for (const item of items) rest.push(item)
      },
      end: () => void rest.push(null),
    })
    yield* rest
  } finally {
    signal.removeEventListener('abort', stop)
    await stream.close()
  }
}
