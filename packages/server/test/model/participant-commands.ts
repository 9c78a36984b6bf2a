import type { components } from '@openparley/spec/types'
import fc from 'fast-check'
import { expect } from 'vitest'
import { at, command, participation, userId } from './commands.ts'
import { type Change, pageOf, remove, save, type Verb } from './participant-changes.ts'
import { id } from './queries.ts'
import { callAs } from './user-commands.ts'

// Calls for participants with a user token.

type ParticipantList = components['schemas']['ParticipantSnapshotList']

const ownPath = (id: string, ...rest: string[]) => `/realtime${at(id, 'participants', ...rest)}`

/** Half of the calls concern their own user. */
const changeOf = (settings: fc.Arbitrary<Omit<Change, 'caller'>>): fc.Arbitrary<Change> =>
  fc
    .record({ change: settings, caller: fc.option(userId) })
    .map(({ change, caller }) => ({ ...change, caller: caller ?? change.userId }))

const saving = (verb: Verb, method: string) =>
  command(
    `${verb} participant`,
    changeOf(participation(['ReadWrite', 'Read', 'None'])),
    async (state, real, change) => {
      const { id, caller, userId, settings } = change
      const { status } = await callAs(method)(state, real, caller, ownPath(id, userId), settings)
      expect(status).toBe(save(state, verb, change))
    },
  )

const removing = command(
  'remove participant',
  changeOf(participation(['Read'])),
  async (state, real, change) => {
    const { id, caller, userId } = change
    const { status } = await callAs('DELETE')(state, real, caller, ownPath(id, userId))
    expect(status).toBe(remove(state, change))
  },
)

const listing = command(
  'list participants',
  fc.record({
    id,
    caller: userId,
    limit: fc.constantFrom(1, 2, 50),
    after: fc.option(userId, { freq: 2 }),
  }),
  async (state, real, { id, caller, limit, after }) => {
    const query = new URLSearchParams({ limit: `${limit}`, ...(after && { startingAfter: after }) })
    const expected = pageOf(state, { id, caller, limit, ...(after && { after }) })
    const { status, body } = await callAs('GET')(state, real, caller, `${ownPath(id)}?${query}`)
    expect(status).toBe(expected.status)
    if (status !== 200) return
    const { data, hasMore } = body as ParticipantList
    const members = data.map(({ user, access, notify, joinedAt }) => [
      user.id,
      expect.objectContaining({ access, notify, joinedAt }),
    ])
    expect(expected).toMatchObject({ members, hasMore })
  },
)

export const participantCommands = [
  ...[saving('set', 'PUT'), saving('set', 'PUT'), saving('change', 'PATCH')],
  ...[saving('create', 'POST'), removing, listing, listing],
]
