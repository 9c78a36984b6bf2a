import type { Call } from '@openparley/test-kit/server'
import fc from 'fast-check'
import { expect } from 'vitest'
import * as changes from './changes.ts'
import { filter, id, key, query, some, timed, userQuery, value } from './queries.ts'
import { mentioning, type State } from './state.ts'
import { type Listed, listConversations, listOfUser, type Query } from './views.ts'

export { conversationIds } from './queries.ts'

/** The server under test: its app and its clock. */
export interface Real {
  call: Call
  setTime: (time: number) => void
  /** A token for the user, valid at the time, in Unix milliseconds. */
  tokenFor: (userId: string, now: number) => Promise<string>
}

export type Command = fc.AsyncCommand<State, Real>

/** A kind of call: random arguments, and how to make the call on the server and on the model. */
export const command = <T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  run: (state: State, real: Real, input: T) => Promise<void>,
): fc.Arbitrary<Command> =>
  inputs.map((input) => ({
    check: () => true,
    run: (state, real) => run(state, real, input),
    toString: () => `${name}(${JSON.stringify(input)})`,
  }))

/** A write for which the server must return the same status as the model. */
const write = <T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  request: (input: T, state: State) => [method: string, path: string, body?: unknown],
  change: (state: State, input: T) => number,
) =>
  command(name, inputs, async (state, { call }, input) => {
    const [method, path, body] = request(input, state)
    const { status } = await call(method, path, body === undefined ? {} : { body })
    expect(status).toBe(change(state, input))
  })

// Most calls refer to something that exists; some refer to something that never existed or was deleted.
const known = ['ann', 'bob', 'Zoë']
export const userIds = [...known, '10', '9', 'Zoë 👩‍👩‍👧']
export const userId = fc.constantFrom(...known, ...known, ...userIds)
const notify = fc.constantFrom(true, false, 'MentionsOnly' as const)
export const customPatch = fc.oneof(
  { weight: 9, arbitrary: fc.dictionary(key, fc.option(value), { maxKeys: 2 }) },
  { weight: 1, arbitrary: fc.constant(null) },
)
export const at = (conversationId: string, ...rest: string[]) =>
  `/conversations/${[conversationId, ...rest].map(encodeURIComponent).join('/')}`

/** Messages are referred to by their number from the newest, as their ids are not known beforehand. */
export const number = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4, 'none' as const)
const noMessage = 'msg_0000000000000000000000'
export function messageId(state: State, conversationId: string, number: number | 'none') {
  if (number === 'none') return noMessage
  const messages = state.conversations.get(conversationId)?.messages ?? []
  return (messages.at(-1 - number) ?? messages.at(-1))?.id ?? noMessage
}

const userPatch = some<changes.UserPatch>({
  name: fc.constantFrom('Ann', 'Bob'),
  role: fc.option(value),
  custom: customPatch,
})

const putUsers = command(
  'putUsers',
  fc.dictionary(userId, userPatch, { minKeys: 1, maxKeys: 3 }),
  async (state, { call }, patches) => {
    const { status, body } = await call('PUT', '/users', { body: patches })
    const refused = changes.putUsers(state, patches)
    const fault = { '#': ['Required property name was not present.'] }
    expect([status, body]).toEqual(
      refused.length > 0
        ? [400, Object.fromEntries(refused.map((userId) => [userId, fault]))]
        : [200, {}],
    )
  },
)

const putUser = write(
  'putUser',
  fc.record({ userId, patch: userPatch }),
  ({ userId, patch }) => ['PUT', `/users/${encodeURIComponent(userId)}`, patch],
  (state, { userId, patch }) => (changes.putUsers(state, { [userId]: patch })[0] ? 400 : 200),
)

const joinSettings = some<changes.Settings>({
  access: fc.constantFrom('ReadWrite', 'Read', 'None'),
  notify,
})

const putConversation = write(
  'putConversation',
  fc.record({
    id,
    patch: some<changes.ConversationPatch>({
      participants: fc.oneof(
        { weight: 6, arbitrary: fc.subarray(known) },
        { weight: 1, arbitrary: fc.array(userId) },
        { weight: 1, arbitrary: fc.dictionary(userId, joinSettings, { maxKeys: 3 }) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
      subject: fc.option(value),
      custom: customPatch,
    }),
  }),
  ({ id, patch }) => ['PUT', at(id), patch],
  (state, { id, patch }) => changes.putConversation(state, id, patch),
)

const deleteConversation = write(
  'deleteConversation',
  id,
  (id) => ['DELETE', at(id)],
  changes.deleteConversation,
)

export const participation = (access: changes.Settings['access'][]) =>
  fc.record({
    id,
    userId,
    settings: some<changes.Settings>({ access: fc.constantFrom(...access), notify }),
  })

const join = write(
  'join',
  participation(['ReadWrite', 'Read']),
  ({ id, userId, settings }) => ['PUT', at(id, 'participants', userId), settings],
  (state, { id, userId, settings }) => changes.join(state, id, userId, settings),
)

const change = write(
  'change',
  participation(['ReadWrite', 'Read', 'None', 'None']),
  ({ id, userId, settings }) => ['PATCH', at(id, 'participants', userId), settings],
  (state, { id, userId, settings }) => changes.change(state, id, userId, settings),
)

const leave = command(
  'leave',
  fc.record({ id, userId, version: fc.constantFrom('2021-02-09', '2021-07-30') }),
  async (state, { call }, { id, userId, version }) => {
    const headers = { 'TalkJS-REST-Version': version }
    const { status } = await call('DELETE', at(id, 'participants', userId), { headers })
    expect(status).toBe(changes.leave(state, id, userId, version < '2021-07-30'))
  },
)

/** The number of a user who may send, or sometimes of a user who may not. */
function senderOf(state: State, id: string, { number, other }: { number: number; other: string }) {
  const participants = [...(state.conversations.get(id)?.participants ?? [])]
  const senders = participants.filter(([, { access }]) => access !== 'None')
  return senders[number]?.[0] ?? other
}

export const absent = [undefined, undefined, undefined]
const newMessage = fc.record({
  sender: fc.option(fc.record({ number: fc.constantFrom(0, 0, 0, 1, 1, 2), other: userId }), {
    freq: 5,
  }),
  key: fc.constantFrom(...absent, 'k1', 'k2'),
  answers: fc.oneof(fc.constantFrom(...absent), number),
  mentions: fc.option(fc.record({ number: fc.constantFrom(0, 0, 1, 1, 2), other: userId }), {
    freq: 2,
  }),
})

const send = command(
  'send',
  fc.record({ id, messages: fc.array(newMessage, { minLength: 1, maxLength: 3 }) }),
  async (state, { call }, { id, messages }) => {
    const count = state.conversations.get(id)?.messages.length ?? 0
    const given = messages.map(
      ({ sender, key, answers, mentions }, place): changes.NewMessage => ({
        sender: sender && senderOf(state, id, sender),
        text: `text ${place}`,
        ...(mentions && { mentioned: senderOf(state, id, mentions) }),
        ...(key !== undefined && { key }),
        ...(answers !== undefined &&
          (answers === 'none' || count > 0) && { referenced: messageId(state, id, answers) }),
      }),
    )
    const body = given.map(({ sender, text, mentioned, key, referenced }) => ({
      type: sender === null ? 'SystemMessage' : 'UserMessage',
      ...(sender !== null && { sender }),
      ...(mentioned === undefined
        ? { text }
        : { content: [{ type: 'text', children: mentioning(text, mentioned) }] }),
      idempotencyKey: key,
      referencedMessageId: referenced,
    }))
    const sent = changes.judgeMessages(state, id, given)
    const answer = await call('POST', at(id, 'messages'), { body })
    expect(answer.status).toBe(sent.status)
    if (sent.status !== 200) return
    const chosen = (answer.body as { id: string }[]).map((one) => one.id)
    const expected = sent.ids.map((where) => (typeof where === 'number' ? chosen[where] : where))
    expect(chosen).toEqual(expected)
    changes.deliver(state, id, given, sent.ids, chosen)
  },
)

export const message = fc.record({ id, number })

const edit = write(
  'edit',
  fc.tuple(
    message,
    fc.oneof(fc.record({ text: value.filter(Boolean) }), fc.record({ custom: customPatch })),
  ),
  ([{ id, number }, patch], state) => [
    'PUT',
    at(id, 'messages', messageId(state, id, number)),
    patch,
  ],
  (state, [{ id, number }, patch]) =>
    changes.edit(state, id, messageId(state, id, number), patch as changes.MessagePatch),
)

const deleteMessage = write(
  'deleteMessage',
  message,
  ({ id, number }, state) => ['DELETE', at(id, 'messages', messageId(state, id, number))],
  (state, { id, number }) => changes.deleteMessage(state, id, messageId(state, id, number)),
)

const mark = write(
  'mark',
  fc.record({ id, userId, isUnread: fc.constantFrom(true, false, false, null, undefined) }),
  ({ id, userId, isUnread }) => [
    'PATCH',
    `/users/${encodeURIComponent(userId)}${at(id)}`,
    { isUnread },
  ],
  (state, { id, userId, isUnread }) => changes.mark(state, id, userId, isUnread),
)

const markDeprecated = write(
  'markRead',
  fc.record({ id, userId }),
  ({ id, userId }) => ['POST', at(id, 'readBy', userId), {}],
  (state, { id, userId }) => changes.mark(state, id, userId, false),
)

const wait = command(
  'wait',
  fc.constantFrom(1, 1, 2, 5, -3, 24 * 60 * 60 * 1000 - 1),
  async (state, { setTime }, milliseconds) => {
    state.now += milliseconds
    setTime(state.now)
  },
)

const list = <T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  read: (state: State, input: T) => [path: string, query: Query, list: (query: Query) => Listed],
) =>
  command(name, inputs, async (state, { call }, input) => {
    const [path, query, listed] = read(state, input)
    const [asked, sent] = timed(state, query)
    const { status, body } = await call('GET', `${path}?${sent}`)
    const expected = listed(asked)
    expect(status).toBe(expected.status)
    if (expected.status === 200) expect(body).toEqual({ data: expected.data })
  })

const listAll = list('list', some<Query>({ ...query, filter } as never), (state, query) => [
  '/conversations',
  query,
  (asked) => listConversations(state, asked),
])

const listOwn = list(
  'listOf',
  fc.record({ userId, query: some<Query>(userQuery as never) }),
  (state, { userId, query }) => [
    `/users/${encodeURIComponent(userId)}/conversations`,
    query,
    (asked) => listOfUser(state, userId, asked),
  ],
)

/** Creates the first users and conversations. */
export async function begin(state: State, { call }: Real): Promise<void> {
  const users = Object.fromEntries(known.map((id) => [id, { name: id }]))
  changes.putUsers(state, users)
  await call('PUT', '/users', { body: users })
  for (const [id, participants] of [
    ['c1', known],
    ['C2', ['ann', 'Zoë']],
  ] as const) {
    changes.putConversation(state, id, { participants: [...participants] })
    await call('PUT', at(id), { body: { participants } })
  }
}

/** Calls of the backend. Calls that create something are more frequent than calls that delete something. */
export const backendCommands = [
  ...[putUsers, putUser],
  ...[putConversation, putConversation, putConversation, putConversation, deleteConversation],
  ...[join, join, change, change, change, leave],
  ...[send, send, send, send, send, send, send, edit, deleteMessage, deleteMessage],
  ...[mark, mark, mark, markDeprecated],
  ...[wait, wait, wait, wait],
  ...[listAll, listAll, listOwn, listOwn, listOwn],
]
