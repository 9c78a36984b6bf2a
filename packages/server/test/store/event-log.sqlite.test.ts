import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { testServer } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'
import { mergedUser } from '../../src/model/user.ts'
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts'
import { openStore } from '../../src/store/store.ts'
import { walCommits } from './wal-commits.ts'

const alice = { name: 'Alice' }
const text = [{ type: 'UserMessage', sender: 'alice', text: 'Hello' }]

/** Writes in an order in which they succeed, and the events that each must append; `$` is the last message. */
const writes: [method: string, path: string, body: unknown, events: string[]][] = [
  ['PUT', '/users/alice', alice, ['user.created']],
  ['PUT', '/users/alice', alice, []],
  ['PUT', '/users/alice', { name: 'Alicia' }, ['user.updated']],
  ['PUT', '/users', { bob: alice, carol: alice }, ['user.created', 'user.created']],
  [
    'PUT',
    '/conversations/c',
    { participants: ['alice', 'bob'] },
    ['conversation.created', 'participant.joined'],
  ],
  ['PUT', '/conversations/c', { subject: 'Boots' }, ['conversation.updated']],
  ['PUT', '/conversations/c', { subject: 'Boots' }, []],
  ['PUT', '/conversations/c/participants/carol', {}, ['participant.joined']],
  ['PATCH', '/conversations/c/participants/carol', { notify: false }, ['participant.updated']],
  ['POST', '/conversations/c/messages', [...text, ...text], ['message.created', 'message.created']],
  ['PATCH', '/users/bob/conversations/c', { isUnread: false }, ['conversation.read']],
  ['PATCH', '/users/bob/conversations/c', { isUnread: true }, ['conversation.unread']],
  ['POST', '/conversations/c/readBy/carol', {}, ['conversation.read']],
  ['PUT', '/conversations/c/messages/$', { text: 'Hi' }, ['message.updated']],
  ['DELETE', '/conversations/c/messages/$', undefined, ['message.deleted']],
  ['DELETE', '/conversations/c/participants/carol', undefined, ['participant.left']],
  ['DELETE', '/conversations/c', undefined, ['conversation.deleted']],
]

test('every write appends its events in its own transaction', async () => {
  const file = join(temporaryFolder(), 'parley.db')
  const { call } = await testServer({ databaseUrl: `sqlite:${file}` })
  using database = new DatabaseSync(file, { readOnly: true })
  const events = database.prepare('SELECT type FROM events WHERE app_id = ? ORDER BY id')
  // Rows that the server itself writes from time to time: when keys were used, and up to which event usage was counted.
  const upkeep = database.prepare(`SELECT (SELECT MAX(last_used_at) FROM app_keys) AS used,
    (SELECT json_group_array(value) FROM settings) AS settings,
    (SELECT json_group_array(id) FROM consumers) AS consumers`)
  const upkeepNow = () => JSON.stringify(upkeep.get())
  let logged = events.all('shop').length
  let message = ''
  let compared = 0
  for (const [method, path, body, expected] of writes) {
    const upkeepBefore = upkeepNow()
    const before = walCommits(file)
    const answer = await call(method, path.replace('$', message), { body })
    expect(answer, `${method} ${path}`).toMatchObject({ status: 200 })
    if (Array.isArray(answer.body)) message = answer.body.at(-1).id
    const types = events.all('shop').map(({ type }) => type)
    expect(types.slice(logged), `${method} ${path}`).toEqual(expected)
    logged = types.length
    const commits = walCommits(file) - before
    if (upkeepNow() !== upkeepBefore) continue
    // The events and the rows they describe were written in one commit, as there was only one.
    expect(commits, `${method} ${path}`).toBe(expected.length > 0 ? 1 : 0)
    compared += 1
  }
  expect(compared).toBeGreaterThan(writes.length / 2)
})

test('a failed write leaves no events', async () => {
  const store = await openStore(openSqlite(':memory:'))
  const put = (id: string, fails: boolean) =>
    store.write([], async (tx) => {
      await tx.users.put('shop', mergedUser(undefined, { name: id }, { id, now: 0, locale: 'en' }))
      await tx.events.append('shop', 0, {
        type: 'conversation.read',
        subject: { userId: id },
        data: { conversationId: 'order', userId: id, readUntil: null, everyoneReadUntil: null },
      })
      if (fails) throw new Error('No')
    })
  const results = await Promise.allSettled([
    put('alice', false),
    put('bob', true),
    put('carol', false),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const entries = await store.read.events.readAfter({ xid: 0, id: 0, mark: 0 }, 10)
  expect(entries.map(({ json }) => JSON.parse(json).userId)).toEqual(['alice', 'carol'])
  await store.close()
})

test('an id of the log is never used twice, even after a rollback or a deletion', async () => {
  const file = join(temporaryFolder(), 'parley.db')
  const { call } = await testServer({ databaseUrl: `sqlite:${file}` })
  for (let round = 0; round < 5; round += 1) {
    await call('PUT', `/users/${round}`, { body: alice })
    await call('PUT', '/users', { body: { [`x${round}`]: alice, y: {} } })
  }
  using database = new DatabaseSync(file, { readOnly: true })
  const ids = database.prepare('SELECT id FROM events ORDER BY id').all()
  expect(ids.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5])
})
