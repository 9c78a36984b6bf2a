import type { Random } from '@openparley/test-kit/random'
import { readerOf, type State, senderOf, shared } from './state.ts'

/** A request, and the client's state after it. */
export interface Write {
  method: 'PUT' | 'PATCH' | 'POST' | 'DELETE'
  path: string
  body?: unknown
  next: State
  /** The first words of the messages that it sends. */
  tags?: string[]
  /** Whether a repeated request has no further effect. */
  repeatable?: boolean
}

export interface WriteOptions {
  client: string
  /** Differs for each write of the client. */
  number: number
  state: State
  random: Random
  /** Ids of the client's messages from responses, by first word. */
  messageIds: Map<string, string>
}

const tagOf = (text: string) => text.split(' ')[0] as string

function putUser({ client, number, state, random }: WriteOptions): Write {
  const userId = `${client}-u${random.integer(0, 9)}`
  const key = `k${random.integer(0, 2)}`
  const { [key]: old, ...custom } = state.users[userId] ?? {}
  const value = old !== undefined && random.integer(0, 3) === 0 ? null : `v${number}`
  if (value !== null) custom[key] = value
  return {
    method: 'PUT',
    path: `/users/${userId}`,
    body: { name: userId, custom: { [key]: value } },
    next: { ...state, users: { ...state.users, [userId]: custom } },
  }
}

function putUsers({ client, number, state, random }: WriteOptions): Write {
  const first = random.integer(0, 6)
  const ids = Array.from({ length: random.integer(2, 4) }, (_, n) => `${client}-u${first + n}`)
  const custom = { batch: `b${number}` }
  return {
    method: 'PUT',
    path: '/users',
    body: Object.fromEntries(ids.map((id) => [id, { name: id, custom }])),
    next: {
      ...state,
      users: {
        ...state.users,
        ...Object.fromEntries(ids.map((id) => [id, { ...state.users[id], ...custom }])),
      },
    },
  }
}

function messages({ client, number, random }: WriteOptions) {
  const count = random.integer(1, 10)
  const isKeyed = random.integer(0, 1) === 0
  const tags = Array.from({ length: count }, (_, index) => `${client}.${number}.${index}`)
  const body = tags.map((text) => ({
    type: 'UserMessage',
    sender: senderOf(client),
    text,
    ...(isKeyed && { idempotencyKey: `key ${text}` }),
  }))
  return { tags, body, repeatable: isKeyed }
}

function sendShared(options: WriteOptions): Write {
  const { state, random } = options
  const id = random.pick(shared)
  const { tags, ...rest } = messages(options)
  const sent = { ...state.sent, [id]: [...(state.sent[id] ?? []), ...tags] }
  const path = `/conversations/${id}/messages`
  return { method: 'POST', path, tags, ...rest, next: { ...state, sent } }
}

/** Edits or deletes one of the client's messages whose id is known. */
function changeMessage(options: WriteOptions): Write {
  const { number, state, random, messageIds } = options
  const id = random.pick(shared)
  const texts = state.sent[id] ?? []
  const index = random.integer(0, texts.length - 1)
  const tag = tagOf(texts[index] ?? '')
  const messageId = messageIds.get(tag)
  if (messageId === undefined) return sendShared(options)
  const isDeleted = random.integer(0, 1) === 0
  const text = `${tag} edited ${number}`
  return {
    path: `/conversations/${id}/messages/${messageId}`,
    ...(isDeleted ? { method: 'DELETE' } : { method: 'PUT', body: { text } }),
    next: {
      ...state,
      sent: { ...state.sent, [id]: texts.toSpliced(index, 1, ...(isDeleted ? [] : [text])) },
    },
  }
}

function participate(options: WriteOptions): Write {
  const { client, state, random } = options
  const userId = random.pick(Object.keys(state.users).filter((id) => id !== senderOf(client)))
  const id = random.pick(shared)
  const key = `${id} ${userId}`
  const path = `/conversations/${id}/participants/${userId}`
  const { [key]: old, ...others } = state.members
  const kind = random.integer(0, 3)
  if (old !== undefined && kind === 0)
    return { method: 'DELETE', path, next: { ...state, members: others } }
  const access = random.pick(['ReadWrite', 'Read', ...(old !== undefined ? ['None'] : [])])
  const notify = random.pick([true, false, 'MentionsOnly'])
  const members = { ...others, [key]: `${access} ${JSON.stringify(notify)}` }
  const method = old !== undefined && (access === 'None' || kind === 1) ? 'PATCH' : 'PUT'
  return { method, path, body: { access, notify }, next: { ...state, members } }
}

/** Marks a shared conversation as read by one of its participants: this changes only counts on the server. */
function read(options: WriteOptions): Write {
  const { state, random } = options
  const open = Object.keys(state.members).filter((key) => !state.members[key]?.startsWith('None'))
  const [id, userId] = (open.length > 0 ? random.pick(open) : '').split(' ')
  if (!userId) return participate(options)
  const body = { isUnread: random.pick([false, false, true]) }
  return { method: 'PATCH', path: `/users/${userId}/conversations/${id}`, body, next: state }
}

function changeOwn(options: WriteOptions): Write {
  const { client, number, state, random } = options
  const id = `${client}-own-${random.integer(0, 2)}`
  const { [id]: old, ...others } = state.own
  const path = `/conversations/${id}`
  const subject = `subject ${number}`
  const kind = random.integer(0, 9)
  if (!old || kind <= 1) {
    const participants = [senderOf(client), readerOf(client)]
    const own = { texts: [], unread: 0, markedUnread: false, ...old, subject }
    const next = { ...state, own: { ...state.own, [id]: own } }
    return { method: 'PUT', path, body: { subject, participants }, next }
  }
  if (kind === 2) return { method: 'DELETE', path, next: { ...state, own: others } }
  const with_ = (own: Partial<typeof old>) => ({
    ...state,
    own: { ...others, [id]: { ...old, ...own } },
  })
  if (kind <= 4) {
    const isUnread = random.integer(0, 1) === 0
    return {
      method: 'PATCH',
      path: `/users/${readerOf(client)}/conversations/${id}`,
      body: { isUnread },
      next: with_(isUnread ? { markedUnread: true } : { markedUnread: false, unread: 0 }),
    }
  }
  const { tags, ...rest } = messages(options)
  const next = with_({ texts: [...old.texts, ...tags], unread: old.unread + tags.length })
  return { method: 'POST', path: `${path}/messages`, tags, ...rest, next }
}

const kinds = [
  putUser,
  putUsers,
  sendShared,
  sendShared,
  changeMessage,
  participate,
  read,
  changeOwn,
  changeOwn,
]

export const randomWrite = (options: WriteOptions): Write => options.random.pick(kinds)(options)
