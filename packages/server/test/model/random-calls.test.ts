import { clock } from '@openparley/test-kit/clock'
import { engine } from '@openparley/test-kit/database'
import { givenSeed } from '@openparley/test-kit/random'
import { testApp } from '@openparley/test-kit/server'
import { userToken } from '@openparley/test-kit/token'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCommands, settings } from './all-commands.ts'
import { begin, type Real } from './commands.ts'
import { byId, emptyState, type State } from './state.ts'
import {
  conversationView,
  type Listed,
  listConversations,
  listOfUser,
  messageView,
  userView,
} from './views.ts'

/** Few in a run of all tests; `npm run soak -- --only sequences` runs more. */
const sequences = Number(process.env.SEQUENCES ?? { sqlite: 10, postgres: 6 }[engine])

/** `SEED=… npx vitest run test/model` makes the same calls again. */
const seed = givenSeed()

const orders = (['lastActivity', 'createdAt'] as const).flatMap((orderBy) =>
  (['ASC', 'DESC'] as const).map((orderDirection) => ({ orderBy, orderDirection })),
)

/** Expects that the server returns every list and every item as the model does. */
async function agree(state: State, { call }: Real): Promise<void> {
  const get = async (path: string) => {
    const { status, body } = await call('GET', path)
    return { status, body }
  }
  const found = (body: unknown) => ({ status: 200, body })
  const answerOf = ({ status, ...body }: Listed) => ({ status, body })
  const users = [...state.users.values()].sort(
    (one, other) => one.createdAt - other.createdAt || byId(one.id, other.id),
  )
  expect(await get('/users?limit=100')).toEqual(found({ data: users.map(userView) }))
  for (const order of orders)
    expect(await get(`/conversations?limit=100&${new URLSearchParams(order)}`)).toEqual(
      answerOf(listConversations(state, { ...order, limit: 100 })),
    )
  for (const { id } of users)
    for (const unreadsOnly of [false, true]) {
      const path = `/users/${encodeURIComponent(id)}/conversations`
      expect(await get(`${path}?limit=100&unreadsOnly=${unreadsOnly}`)).toEqual(
        answerOf(listOfUser(state, id, { limit: 100, unreadsOnly })),
      )
    }
  for (const conversation of state.conversations.values()) {
    const path = `/conversations/${encodeURIComponent(conversation.id)}`
    expect(await get(path)).toEqual(found(conversationView(conversation)))
    const messages = conversation.messages.map((one) => messageView(conversation, one))
    expect(await get(`${path}/messages?limit=100`)).toEqual(
      found({ data: messages.reverse().slice(0, 100) }),
    )
  }
}

test(`${sequences} random sequences of calls leave the server and the model in agreement (SEED=${seed})`, async () => {
  const now = clock()
  const start = now.time

  const property = fc.asyncProperty(anyCommands, async (commands) => {
    now.time = start
    const state = emptyState(start)
    const site = await testApp({ now, settings })
    const real: Real = {
      call: site.call,
      tokenFor: (userId, time) => userToken(site, userId, time),
      setTime(time) {
        now.time = time
      },
    }
    await begin(state, real)
    await fc.asyncModelRun(() => ({ model: state, real }), commands)
    await agree(state, real)
  })
  await fc.assert(property, { numRuns: sequences, seed, endOnFailure: false })
}, 300_000)
