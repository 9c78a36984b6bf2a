import type { components } from '@openparley/spec/types'
import type { Clock } from '../clock.ts'
import { createRetries } from '../connection/backoff.ts'
import type { createConnection } from '../connection/connection.ts'
import { unwrap } from '../problem.ts'
import type { MessageSnapshot } from '../state/message-snapshot.ts'
import { type MessageState, messageState } from '../state/message-state.ts'
import { plaintextOf } from '../state/plaintext.ts'
import type { LoggedEvent } from '../state/subject.ts'
import type { Calls } from '../typed-calls.ts'
import type { MessageRef } from './message-ref.ts'
import type { SendMessageParams, SendTextMessageParams } from './params.ts'

type FileBlock = components['schemas']['FileBlock']
type MessageParams = SendTextMessageParams | SendMessageParams
type Body = components['schemas']['SendMessageParams']

/** A message that is not in the list of the server yet. */
export type UnsentMessage = MessageState & { delivery: MessageSnapshot['delivery'] }

/** The proof that a message was sent: its response or its event. */
type SentMessage = Pick<components['schemas']['MessageSnapshot'], 'id' | 'idempotencyKey'>

interface Entry {
  /** With its idempotency key, the server sends the message only once. */
  body: Body
  message: UnsentMessage
  /** Resolves with the message's id, when the response or the event arrives, whichever is first. */
  sent?: PromiseWithResolvers<string>
}

export interface OutboxOptions {
  client: Calls
  clock: Clock
  connection: Pick<ReturnType<typeof createConnection>, 'state' | 'subscribe'>
  /** From 0 to below 1. */
  random: () => number
  userId: string
  /** The block with a file of this session, by its token. */
  fileOf: (token: string) => FileBlock | undefined
  /** Called when the messages of the conversation changed. Returns whether a subscription shows them. */
  onChange: (conversationId: string) => boolean
}

/** Maximum number of messages that the window keeps. */
const maxEntries = 100

/** The messages of a session that are being sent, or that could not be sent. */
export interface Outbox {
  /**
   * Makes the call after the earlier calls in the conversation: on several connections, a call could overtake another.
   */
  inTurn<T>(conversationId: string, call: () => Promise<T>): Promise<T>
  /** The messages to show before the server's messages. */
  messages(conversationId: string, items: MessageState[]): UnsentMessage[]
  /** Sends a message, and shows it until the server does. Returns its id. */
  send(conversationId: string, params: MessageParams): Promise<string>
  /** Sends a failed message again, with the same key. */
  resend(messageId: string): Promise<string>
  /** Forgets a failed message. */
  discard(conversationId: string, messageId: string): void
  /** Call this before the messages' subscriptions hear the event. */
  apply(event: LoggedEvent): void
  /**
   * Call this with the messages that the server returned, before they are shown: they may include messages of the
   * outbox.
   */
  confirm(messages: SentMessage[]): void
  /**
   * Call this before the messages are requested. Returns a function to call with the response, which includes
   * everything that was sent until now.
   */
  settle(conversationId: string): () => void
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { client, clock, connection, userId, fileOf, onChange } = options
  /** The newest message first. */
  let entries: Entry[] = []
  /** For each conversation, the last call that has not ended. */
  const last = new Map<string, Promise<unknown>>()

  const of = (conversationId: string) =>
    entries.filter(({ message }) => message.conversationId === conversationId)

  /**
   * Removes entries whose messages the next snapshot contains. This order prevents that a message disappears for a
   * moment.
   */
  function remove(shown: (Entry | undefined)[]): void {
    entries = entries.filter((entry) => !shown.includes(entry))
  }

  /** The failed message with the id. */
  const failed = (messageId: string) =>
    entries.find(({ message }) => message.id === messageId && message.delivery === 'failed')

  function confirm(messages: SentMessage[]): void {
    for (const { id, idempotencyKey } of messages) {
      const entry = entries.find(({ body }) => body.idempotencyKey === idempotencyKey)
      entry?.sent?.resolve(id)
      remove([entry])
    }
  }

  function inTurn<T>(conversationId: string, call: () => Promise<T>): Promise<T> {
    const turn = last.get(conversationId)?.then(call, call) ?? call()
    last.set(conversationId, turn)
    const leave = () => {
      if (last.get(conversationId) === turn) last.delete(conversationId)
    }
    void turn.then(leave, leave)
    return turn
  }

  /** A stream may seem connected for a while after the network is gone. */
  const isOffline = () =>
    connection.state === 'connecting' || globalThis.navigator?.onLine === false

  /** Repeats a call that gets no response while there is no connection. Because of the key, no message is sent twice. */
  async function untilConnected<T>(call: () => Promise<T>): Promise<T> {
    const retries = createRetries(options)
    for (;;) {
      // The connection may come back while the last attempt of the call fails.
      const wasOffline = isOffline()
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof TypeError && (wasOffline || isOffline()))) throw error
        const { promise, resolve } = Promise.withResolvers<void>()
        const stopTimer = retries.after(error, resolve)
        const changes = connection.subscribe(() => resolve())
        await promise
        changes.unsubscribe()
        stopTimer()
      }
    }
  }

  function deliver(entry: Entry): Promise<string> {
    const { body } = entry
    const { conversationId } = entry.message
    const path = '/realtime/conversations/{conversationId}/messages'
    const sent = Promise.withResolvers<string>()
    entry.sent = sent
    function show(changes: Partial<UnsentMessage>): boolean {
      entry.message = { ...entry.message, ...changes }
      return onChange(conversationId)
    }
    show({ delivery: 'pending' })
    const post = async () =>
      unwrap(await client.POST(path, { params: { path: { conversationId } }, body }))
    inTurn(conversationId, () => untilConnected(post)).then(
      (wire) => {
        // Without a subscription, no later event replaces it.
        if (!show({ ...messageState(wire), delivery: 'sent' })) remove([entry])
        sent.resolve(wire.id)
      },
      (error: unknown) => {
        show({ delivery: 'failed' })
        sent.reject(error)
      },
    )
    return sent.promise
  }

  /** How the message looks until the server has parsed its text. */
  const contentOf = (params: MessageParams) =>
    ('text' in params
      ? [{ type: 'text', children: [params.text] }]
      : params.content.map((block) =>
          block.type === 'file' ? { ...unknownFile, ...(fileOf(block.fileToken) ?? block) } : block,
        )) as MessageState['content']

  return {
    inTurn,
    confirm,
    messages(conversationId, items) {
      const known = (id: string | undefined) => items.find((item) => item.id === id)
      return of(conversationId)
        .filter(({ message }) => !known(message.id))
        .map(({ message, body }) =>
          message.delivery === 'sent'
            ? message
            : {
                ...message,
                referencedMessage: replyTo(known(body.referencedMessageId)),
              },
        )
    },
    send(conversationId, { referencedMessage, ...params }) {
      const referencedMessageId = (referencedMessage as MessageRef)?.id ?? referencedMessage
      const idempotencyKey = randomKey()
      // A copy, as the caller may change its own objects.
      const body = JSON.parse(JSON.stringify({ ...params, referencedMessageId, idempotencyKey }))
      const content = contentOf(body)
      const message: UnsentMessage = {
        id: `unsent_${idempotencyKey}`,
        conversationId,
        type: 'UserMessage',
        senderId: userId,
        custom: body.custom ?? {},
        createdAt: clock.now(),
        editedAt: null,
        origin: 'web',
        content,
        plaintext: plaintextOf(content),
        reactions: [],
        referencedMessage: null,
        delivery: 'pending',
      }
      const entry = { body, message }
      entries = [entry, ...entries].slice(0, maxEntries)
      return deliver(entry)
    },
    async resend(messageId) {
      const entry = failed(messageId)
      if (!entry) throw new Error(`There is no failed message ${messageId}.`)
      return deliver(entry)
    },
    discard(conversationId, messageId) {
      remove([failed(messageId)])
      onChange(conversationId)
    },
    apply(event) {
      if (event.type !== 'message.created') return
      const { message, idempotencyKey } = event
      confirm([{ ...message, idempotencyKey }])
    },
    settle(conversationId) {
      const sent = of(conversationId).filter(({ message }) => message.delivery === 'sent')
      return () => remove(sent)
    },
  }
}

/** The block of a file that another session uploaded, until the server returns its properties. */
const unknownFile = { subtype: 'generic', url: '', size: 0, filename: '' }

/** The message that an unsent one replies to, if it is loaded. */
const replyTo = (message: MessageState | undefined): MessageState['referencedMessage'] => {
  if (!message) return null
  const { referencedMessage, ...own } = message
  return { ...own, referencedMessageId: referencedMessage?.id ?? null }
}

/** `crypto.randomUUID` exists only on secure pages. */
const randomKey = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('')
