import type { TestApp } from '@openparley/test-kit/server'
import fc from 'fast-check'
import { expect } from 'vitest'
import { userIds } from '../model/commands.ts'
import { id, timed, userQuery } from '../model/queries.ts'
import type { State } from '../model/state.ts'
import type { Filter } from '../model/views.ts'
import type { Listed } from './conversation-windows.ts'

const userId = fc.constantFrom(...userIds.slice(0, 3))
const at = (conversationId: string, ...rest: string[]) =>
  [conversationId, ...rest].map(encodeURIComponent).join('/')

type OtherCall = (site: TestApp, now: number) => Promise<void>

const call = <T>(
  inputs: fc.Arbitrary<T>,
  request: (input: T, now: number) => [method: string, path: string, body?: unknown],
): fc.Arbitrary<OtherCall> =>
  inputs.map((input) => async (site, now) => {
    const [method, path, body] = request(input, now)
    const { status } = await site.call(method, path, body === undefined ? {} : { body })
    expect(status).toBeLessThan(500)
  })

/** Imports a message into a conversation of the users. */
export async function importInto(site: TestApp, id = '', users: string[] = []): Promise<void> {
  const message = { type: 'UserMessage', sender: users[0], text: 'Imported', createdAt: 1 }
  const calls = [
    ['PUT', `/conversations/${at(id)}`, { participants: users }],
    ...users.map((user) => [
      ...['PUT', `/conversations/${at(id, 'participants', user)}`],
      { access: 'ReadWrite' },
    ]),
    ['POST', `/import/conversations/${at(id)}/messages`, [message]],
  ] as [string, string, object][]
  for (const [method, path, body] of calls)
    expect(await site.call(method, path, { body })).toMatchObject({ status: 200 })
}

/** Imports, which the model does not have, between other calls. */
export const otherCalls = fc.array(
  fc.oneof(
    call(
      fc.record({
        id,
        sender: userId,
        ages: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 }),
      }),
      ({ id, sender, ages }, now) => [
        'POST',
        `/import/conversations/${at(id)}/messages`,
        ages.map((age) => ({
          type: 'UserMessage',
          sender,
          text: 'Imported',
          createdAt: Math.max(0, now - age),
        })),
      ],
    ),
    call(fc.record({ id, sender: userId }), ({ id, sender }) => [
      'POST',
      `/conversations/${at(id, 'messages')}`,
      [{ type: 'UserMessage', sender, text: 'Sent' }],
    ]),
    call(fc.record({ id, userId }), ({ id, userId }) => [
      'PUT',
      `/conversations/${at(id, 'participants', userId)}`,
      {},
    ]),
    call(fc.record({ id, userId }), ({ id, userId }) => [
      'DELETE',
      `/conversations/${at(id, 'participants', userId)}`,
    ]),
  ),
  { maxLength: 12 },
)

/** Filters with one condition that many conversations match at some time. */
const simpleFilter = fc.constantFrom<Filter>(
  { isUnread: true },
  { isUnread: false },
  { hasMessages: true },
  { hasMessages: false },
  { custom: { a: 'exists' } },
  { subject: ['!=', 'x'] },
  { access: ['==', 'ReadWrite'] },
  ['any', [{ subject: ['==', 'x'] }, { isUnread: true }]],
)

/** A list for each user: a size, and a filter whose times are relative to the time of the model. */
export const randomLists = (count: number) =>
  fc
    .array(
      fc.record({
        size: fc.integer({ min: 1, max: 4 }),
        filter: fc.oneof(fc.constant(undefined), simpleFilter, simpleFilter, userQuery.filter),
      }),
      { minLength: count, maxLength: count },
    )
    .map(
      (all) =>
        (state: State): Listed[] =>
          all.map(({ size, filter }) => {
            const [{ filter: asked = {} }] = timed(state, filter === undefined ? {} : { filter })
            return { size, filter: asked as Listed['filter'] }
          }),
    )
