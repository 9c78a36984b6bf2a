import type { components } from '@openparley/spec/types'
import fc from 'fast-check'
import { expect } from 'vitest'
import { at, command, message, messageId, userId } from './commands.ts'
import { pageOfReactions, type ReactionCall, react, reactAsUser } from './reaction-changes.ts'
import type { State } from './state.ts'
import { callAs, ownMessagePath } from './user-commands.ts'

type ReactionList = components['schemas']['SingleReactionSnapshotList']

const reaction = fc.record({
  message,
  userId,
  emoji: fc.constantFrom('👍', '👍', '🚀', '\u2764', '\u2764\uFE0F', ':party:'),
})

type Reaction = typeof reaction extends fc.Arbitrary<infer Input> ? Input : never

function callOf(state: State, { message: { id, number }, userId, emoji }: Reaction): ReactionCall {
  return { id, messageId: messageId(state, id, number), userId, emoji }
}

/** The oldest reaction of the conversation, else of any conversation; if there is none, the given one. */
function oldestOf(state: State, call: ReactionCall): ReactionCall {
  for (const id of new Set([call.id, ...state.conversations.keys()]))
    for (const { id: messageId, reactions } of state.conversations.get(id)?.messages ?? [])
      for (const [emoji, users] of reactions)
        for (const userId of users.keys()) return { id, messageId, emoji, userId }
  return call
}

const kind = fc.constantFrom('add', 'add', 'add', 'remove', 'remove oldest', 'remove oldest')

/** The call of a kind, and whether it adds a reaction. */
function changeOf(state: State, one: Reaction, kind: string): [ReactionCall, adds: boolean] {
  const call = callOf(state, one)
  return [kind === 'remove oldest' ? oldestOf(state, call) : call, kind === 'add']
}

const backendReaction = command(
  'react',
  fc.record({ reaction, kind }),
  async (state, { call }, { reaction, kind }) => {
    const [one, adds] = changeOf(state, reaction, kind)
    const path = at(one.id, 'messages', one.messageId, 'reactions', one.emoji, one.userId)
    const { status } = await call(adds ? 'PUT' : 'DELETE', path)
    expect(status).toBe(react(state, one, adds))
  },
)

const ownPath = ({ id, messageId, emoji }: ReactionCall) =>
  ownMessagePath(id, messageId, 'reactions', emoji)

const ownReaction = command(
  'react as a user',
  fc.record({ reaction, kind }),
  async (state, real, { reaction, kind }) => {
    const [one, adds] = changeOf(state, reaction, kind)
    const { status } = await callAs(adds ? 'PUT' : 'DELETE')(state, real, one.userId, ownPath(one))
    expect(status).toBe(reactAsUser(state, one, adds))
  },
)

const listing = command(
  'list reactions',
  fc.record({ reaction, limit: fc.integer({ min: 1, max: 3 }), after: fc.option(userId) }),
  async (state, real, { reaction, limit, after }) => {
    const one = callOf(state, reaction)
    const query = new URLSearchParams({ limit: `${limit}`, startingAfter: after ?? '' })
    const path = `${ownPath(one)}?${query}`
    const { status, body } = await callAs('GET')(state, real, one.userId, path)
    const expected = pageOfReactions(state, one, { limit, after })
    expect(status).toBe(expected.status)
    if (status !== 200) return
    const { data, hasMore } = body as ReactionList
    const found = data.map(({ user, createdAt }) => [user.id, createdAt])
    expect({ found, hasMore }).toEqual({ found: expected.reactions, hasMore: expected.hasMore })
  },
)

export const reactionCommands = [
  ...[backendReaction, backendReaction],
  ...[ownReaction, ownReaction, ownReaction, listing],
]
