import type { DocumentSchemas } from './document-schemas.ts'
import { select } from './selection.ts'
import { storedMessage } from './stored-message.ts'
import type { Tool, ToolContext } from './tool.ts'

const message = { ...storedMessage, conversationId: true } as const

/** Max seconds of a wait. Many clients give up after a minute. */
const maxSeconds = 50
const defaultSeconds = 25

/** Max messages of one call. */
const maxMessages = 50

interface WaitArguments {
  cursor?: string
  conversationId?: string
  timeoutSeconds?: number
}

interface Waited {
  messages: unknown[]
  cursor: string | null
  reset: string | null
}

interface Sent {
  senderId: string | null
  conversationId: string
}

/** Waits for messages of others on the user's event stream. */
export const waitForMessages = (schemas: DocumentSchemas): Tool => ({
  name: 'wait_for_messages',
  title: 'Wait for messages',
  description:
    'Waits for messages that others send to you, and returns them, the oldest first, with a cursor. Pass that cursor to the ' +
    'next call, so that no message is lost or repeated between two calls. Without a cursor, the wait begins now: to begin ' +
    'without a gap, call it with timeoutSeconds 0, then read the conversations, then wait with the cursor that it returned. ' +
    'If `reset` is not null, messages may be missing: read the conversations again, and continue with the new cursor.',
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {
      cursor: schemas.component('Cursor'),
      conversationId: {
        ...schemas.component('ConversationId'),
        description:
          'Wait only for messages of this conversation. Messages of other conversations are skipped.',
      },
      timeoutSeconds: {
        type: 'integer',
        description: 'How long to wait if there is no message yet, in seconds.',
        minimum: 0,
        maximum: maxSeconds,
        default: defaultSeconds,
      },
    },
  },
  output: {
    type: 'object',
    required: ['messages', 'cursor', 'reset'],
    properties: {
      messages: {
        type: 'array',
        description: 'The messages, the oldest first; empty if there was none in time.',
        items: schemas.component('StoredMessage', message),
      },
      cursor: {
        description:
          'Where the next call continues; null if the server stopped before there was one.',
        anyOf: [schemas.component('Cursor'), { type: 'null' }],
      },
      reset: {
        description: 'Why the cursor of the call could not be continued, or null if it was.',
        anyOf: [schemas.property('ResetEvent', 'reason'), { type: 'null' }],
      },
    },
  },
  async run(args, context, signal) {
    const { cursor, conversationId, timeoutSeconds = defaultSeconds } = args as WaitArguments
    const waited: Waited = { messages: [], cursor: cursor ?? null, reset: null }
    const isWanted = (sent: Sent) =>
      sent.senderId !== context.userId &&
      (conversationId === undefined || sent.conversationId === conversationId)
    await collect(waited, timeoutSeconds * 1000, isWanted, context, signal)
    return waited
  },
})

/** Adds messages until the stream has caught up and there are some, there are many, or the time is over. */
async function collect(
  waited: Waited,
  timeout: number,
  isWanted: (sent: Sent) => boolean,
  { events }: ToolContext,
  cancelled: AbortSignal,
): Promise<void> {
  const end = new AbortController()
  const signal = AbortSignal.any([end.signal, cancelled])
  let timer: NodeJS.Timeout | undefined
  try {
    for await (const { id, data } of events(waited.cursor ?? undefined, signal)) {
      const event = data === undefined ? undefined : JSON.parse(data)
      waited.cursor = id ?? waited.cursor
      if (event?.type === 'reset') waited.reset = event.reason
      if (event?.type === 'message.created' && isWanted(event.message))
        waited.messages.push(select(event.message, message))
      // Events that were missed come before `ready`, however long that takes.
      const isReady = event?.type === 'ready' && waited.messages.length === 0 && timeout > 0
      if (isReady) timer = setTimeout(() => end.abort(), timeout)
      const isOver = ['closed', 'reset', 'ready'].includes(event?.type) && !isReady
      const isEnough = waited.messages.length >= (timer ? 1 : maxMessages)
      if (isOver || isEnough) return
    }
  } finally {
    clearTimeout(timer)
    end.abort()
  }
}
