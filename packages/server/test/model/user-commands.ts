import fc from 'fast-check'
import { expect } from 'vitest'
import {
  absent,
  at,
  command,
  customPatch,
  message,
  messageId,
  number,
  type Real,
  userId,
} from './commands.ts'
import { id, value } from './queries.ts'
import type { Conversation, State } from './state.ts'
import * as changes from './user-changes.ts'
import { messageSnapshotView } from './views.ts'

// Calls with a user token.

export const ownMessagePath = (id: string, ...rest: string[]) =>
  `/realtime${at(id, 'messages', ...rest)}`

export const callAs =
  (method: string) =>
  async (state: State, { call, tokenFor }: Real, userId: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${await tokenFor(userId, state.now)}` }
    return call(method, path, { headers, ...(body && { body }) })
  }

/** Expects that the response has the message as the model shows it. */
function expectMessage(
  state: State,
  id: string,
  userId: string,
  messageId: string,
  body: unknown,
): void {
  const conversation = state.conversations.get(id) as Conversation
  const found = conversation.messages.find((one) => one.id === messageId)
  if (!found) throw new Error(`There is no message ${messageId}.`)
  expect(body).toEqual(messageSnapshotView(state, conversation, found, userId))
}

const sendOwn = command(
  'sendMessage',
  fc.record({
    id,
    userId,
    key: fc.constantFrom(...absent, 'k1', 'k2'),
    answers: fc.oneof(fc.constantFrom(...absent), number),
  }),
  async (state, real, { id, userId, key, answers }) => {
    const count = state.conversations.get(id)?.messages.length ?? 0
    const isAnswer = answers !== undefined && (answers === 'none' || count > 0)
    const own: changes.OwnMessage = {
      text: 'text of a user',
      ...(key !== undefined && { key }),
      ...(isAnswer && { referenced: messageId(state, id, answers) }),
    }
    const judged = changes.judgeOwnMessage(state, id, userId, own)
    const { status, body } = await callAs('POST')(state, real, userId, ownMessagePath(id), {
      text: own.text,
      idempotencyKey: own.key,
      referencedMessageId: own.referenced,
    })
    expect(status).toBe(judged.status)
    if (status !== 200) return
    const { id: chosen } = body as { id: string }
    if (judged.sentBefore !== undefined) expect(chosen).toBe(judged.sentBefore)
    else changes.deliverOwn(state, id, userId, own, chosen)
    expectMessage(state, id, userId, chosen, body)
  },
)

const changeOwn = command(
  'changeMessage',
  fc.record({
    message,
    userId,
    patch: fc.oneof(fc.record({ text: value.filter(Boolean) }), fc.record({ custom: customPatch })),
  }),
  async (state, real, { message: { id, number }, userId, patch }) => {
    const target = messageId(state, id, number)
    const path = ownMessagePath(id, target)
    const { status } = await callAs('PATCH')(state, real, userId, path, patch)
    expect(status).toBe(changes.changeOwn(state, id, userId, target, patch as object))
  },
)

const removeOwn = command(
  'removeMessage',
  fc.record({ message, userId }),
  async (state, real, { message: { id, number }, userId }) => {
    const target = messageId(state, id, number)
    const { status } = await callAs('DELETE')(state, real, userId, ownMessagePath(id, target))
    expect(status).toBe(changes.removeOwn(state, id, userId, target))
  },
)

const listMessages = command(
  'listMessageSnapshots',
  fc.record({
    id,
    userId,
    limit: fc.integer({ min: 1, max: 4 }),
    after: fc.oneof(fc.constantFrom(...absent), number),
  }),
  async (state, real, { id, userId, limit, after: number }) => {
    const after = number === undefined ? undefined : messageId(state, id, number)
    const query = new URLSearchParams({ limit: `${limit}`, ...(after && { startingAfter: after }) })
    const expected = changes.pageOfMessages(state, id, userId, { limit, after })
    const answer = await callAs('GET')(state, real, userId, `${ownMessagePath(id)}?${query}`)
    expect(answer.status).toBe(expected.status)
    if (expected.status !== 200) return
    const conversation = state.conversations.get(id) as Conversation
    expect(answer.body).toEqual({
      data: expected.messages.map((one) => messageSnapshotView(state, conversation, one, userId)),
      hasMore: expected.hasMore,
      hasNewer: after !== undefined,
      lastEventId: expect.any(Number),
    })
  },
)

export const userCommands = [
  ...[sendOwn, sendOwn, sendOwn, sendOwn, changeOwn, changeOwn, removeOwn],
  ...[listMessages, listMessages, listMessages],
]
