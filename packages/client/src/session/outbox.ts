import type { components } from '@openparley/spec/types'
import type { Clock } from '../clock.ts'
import { backoff } from '../connection/backoff.ts'
import { unwrap } from '../problem.ts'
import type { LoggedEvent } from '../state/apply.ts'
import type { MessageSnapshot } from '../state/message-snapshot.ts'
import { type MessageState, messageState } from '../state/message-state.ts'
import type { Calls } from '../typed-calls.ts'
import type { SendMessageParams, SendTextMessageParams } from './params.ts'

type FileBlock = components['schemas']['FileBlock']
type MessageParams = SendTextMessageParams | SendMessageParams

/** A message that is not in the list of the server yet. */
export type UnsentMessage = MessageState & { delivery: MessageSnapshot['delivery'] }

/** What tells that a message was sent. */
type SentMessage = Pick<components['schemas']['MessageSnapshot'], 'id' | 'idempotencyKey'>

interface Entry {
  /** With this key, the server sends the message only once. */
  key: string
  params: MessageParams
  message: UnsentMessage
  /** Resolves with the message's id: by the response or by the event, whichever comes first. */
  sent: PromiseWithResolvers<string>
}

export interface OutboxOptions {
  client: Calls
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  userId: string
  /** Called when the messages of the conversation changed. Returns whether anybody shows them. */
  onChange: (conversationId: string) => boolean
}

/** Maximum number of messages that it keeps per conversation. */
const maxEntries = 100

/** How many uploaded files it remembers. */
const maxFiles = 100

/** How often a message is sent again by itself if no response comes. */
const maxRetries = 2

/** The messages of a session that are being sent, or that could not be. */
export interface Outbox {
  /** Makes the call after those before it in the conversation: on several connections, they could overtake each other. */
  inTurn<T>(conversationId: string, call: () => Promise<T>): Promise<T>
  /** The messages to show before those of the server. */
  messages(conversationId: string, items: MessageState[]): UnsentMessage[]
  /** Sends a message, and shows it until the server does. Returns its id. */
  send(conversationId: string, params: MessageParams): Promise<string>
  /** Sends a failed message again, with the same key. */
  resend(conversationId: string, messageId: string): Promise<string>
  /** Forgets a failed message. */
  discard(conversationId: string, messageId: string): void
  /** Adds a file that was uploaded, to show it in messages that are being sent. */
  addFile(file: FileBlock): void
  /** Call this before the messages' subscriptions hear the event. */
  apply(event: LoggedEvent): void
  /** Call this with the messages that the server returned, before they are shown: they may include unsent ones. */
  confirm(conversationId: string, messages: SentMessage[]): void
  /** Call this before the messages are requested. Returns what to do when they have come: they include what was sent by now. */
  settle(conversationId: string): () => void
}

export function createOutbox({ client, clock, random, userId, onChange }: OutboxOptions): Outbox {
  /** By conversation, the newest message first. */
  const entries = new Map<string, Entry[]>()
  /** The last call of each conversation that has not ended. */
  const last = new Map<string, Promise<unknown>>()

  /** The files that were uploaded last, by their tokens. */
  const files = new Map<string, FileBlock>()

  const of = (conversationId: string) => entries.get(conversationId) ?? []

  function set(conversationId: string, list: Entry[]): void {
    if (list.length > 0) entries.set(conversationId, list)
    else entries.delete(conversationId)
  }

  /** Removes entries whose messages are shown by what comes next, so that they do not disappear for a moment. */
  const remove = (conversationId: string, matches: (entry: Entry) => boolean) =>
    set(
      conversationId,
      of(conversationId).filter((entry) => !matches(entry)),
    )

  function confirm(conversationId: string, messages: SentMessage[]): void {
    const ids = new Map(messages.map(({ id, idempotencyKey }) => [idempotencyKey, id]))
    for (const { key, sent } of of(conversationId)) {
      const id = ids.get(key)
      if (id !== undefined) sent.resolve(id)
    }
    remove(conversationId, ({ key }) => ids.has(key))
  }

  function change(entry: Entry, message: UnsentMessage): void {
    entry.message = message
    const { conversationId } = message
    // An event may have confirmed it meanwhile.
    if (of(conversationId).includes(entry)) onChange(conversationId)
  }

  const isFailed =
    (messageId: string) =>
    ({ message }: Entry) =>
      message.id === messageId && message.delivery === 'failed'

  function inTurn<T>(conversationId: string, call: () => Promise<T>): Promise<T> {
    const before = last.get(conversationId)
    const turn = before === undefined ? call() : before.then(call, call)
    last.set(conversationId, turn)
    const leave = () => {
      if (last.get(conversationId) === turn) last.delete(conversationId)
    }
    void turn.then(leave, leave)
    return turn
  }

  function deliver(entry: Entry): Promise<string> {
    const { conversationId } = entry.message
    const { referencedMessage, ...params } = entry.params
    const referencedMessageId = idOf(referencedMessage)
    const body = {
      ...params,
      ...(referencedMessageId !== undefined && { referencedMessageId }),
      idempotencyKey: entry.key,
    } as components['schemas']['SendMessageParams']
    const post = async () => {
      const path = '/realtime/conversations/{conversationId}/messages'
      return unwrap(await client.POST(path, { params: { path: { conversationId } }, body }))
    }
    inTurn(conversationId, () => repeated(post)).then(
      (wire) => {
        change(entry, { ...messageState(wire), delivery: 'sent' })
        // Without a subscription, no event comes to take its place.
        if (!onChange(conversationId)) remove(conversationId, (other) => other === entry)
        entry.sent.resolve(wire.id)
      },
      (error: unknown) => {
        change(entry, { ...entry.message, delivery: 'failed' })
        entry.sent.reject(error)
      },
    )
    return entry.sent.promise
  }

  /** Repeats a call that got no response: with the same key, nothing is sent twice. */
  async function repeated<T>(call: () => Promise<T>): Promise<T> {
    for (let failures = 0; ; failures += 1)
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof TypeError) || failures === maxRetries) throw error
        await new Promise<void>((resolve) => clock.after(backoff(failures, random), resolve))
      }
  }

  return {
    inTurn,
    messages(conversationId, items) {
      const known = new Map(items.map((item) => [item.id, item]))
      return of(conversationId)
        .filter(({ message }) => !known.has(message.id))
        .map(({ message, params }) =>
          message.delivery === 'sent'
            ? message
            : {
                ...message,
                referencedMessage: replyTo(known.get(idOf(params.referencedMessage) ?? '')),
              },
        )
    },
    send(conversationId, params) {
      const key = randomKey()
      const message: UnsentMessage = {
        id: `unsent_${key}`,
        conversationId,
        type: 'UserMessage',
        senderId: userId,
        custom: params.custom ?? {},
        createdAt: clock.now(),
        editedAt: null,
        origin: 'web',
        ...contentOf(params, files),
        reactions: [],
        referencedMessage: null,
        delivery: 'pending',
      }
      const entry = { key, params, message, sent: Promise.withResolvers<string>() }
      set(conversationId, [entry, ...of(conversationId)].slice(0, maxEntries))
      onChange(conversationId)
      return deliver(entry)
    },
    async resend(conversationId, messageId) {
      const entry = of(conversationId).find(isFailed(messageId))
      if (!entry) throw new Error(`There is no failed message ${messageId}.`)
      entry.sent = Promise.withResolvers()
      change(entry, { ...entry.message, delivery: 'pending' })
      return deliver(entry)
    },
    addFile(file) {
      files.set(file.fileToken, file)
      const [oldest = ''] = files.keys()
      if (files.size > maxFiles) files.delete(oldest)
    },
    discard(conversationId, messageId) {
      remove(conversationId, isFailed(messageId))
      onChange(conversationId)
    },
    confirm,
    apply(event) {
      if (event.type !== 'message.created') return
      const { message, idempotencyKey } = event
      confirm(message.conversationId, [{ id: message.id, idempotencyKey }])
    },
    settle(conversationId) {
      const sent = of(conversationId).filter(({ message }) => message.delivery === 'sent')
      return () => remove(conversationId, (entry) => sent.includes(entry))
    },
  }
}

const idOf = (message: MessageParams['referencedMessage']) =>
  typeof message === 'object' ? message.id : message

/** How the message looks until the server has parsed its text. */
function contentOf(params: MessageParams, files: Map<string, FileBlock>) {
  if ('text' in params) {
    const { text } = params
    return { plaintext: text, content: [{ type: 'text' as const, children: [text] }] }
  }
  const content = params.content.map((block) =>
    block.type === 'file' ? { ...unknownFile, ...(files.get(block.fileToken) ?? block) } : block,
  )
  return { plaintext: '', content: content as MessageState['content'] }
}

/** A file that another session uploaded, until the server tells what it is. */
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
