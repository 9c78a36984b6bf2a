import { chatOf } from '@openparley/test-kit/chat'
import { restartableServer } from '@openparley/test-kit/restart'
import { testServer } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import type { Conversation } from '../../src/model/schema.ts'
import type { Value } from '../../src/store/engine.ts'
import { schemaVersion } from '../../src/store/migrations.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { subjectKey } from '../../src/store/tables/candidates.ts'
import { everything, olderDatabase, snapshotOf, wholeStream } from './older-database.ts'

/** Old events stay in the log. */
const retention = { hours: 1_000_000 }

test.each([1, 2])(
  'a database of schema %i is upgraded, and all of it can be read',
  async (schema) => {
    const databaseUrl = await olderDatabase(schema)
    const server = await testServer({ databaseUrl, retention })
    const all = await everything(server)
    expect(all['user alice']).toMatchObject({ email: ['alice@example.com'], locale: 'de-DE' })
    expect(all.users).toHaveLength(4)
    expect(all['conversation order']).toMatchObject({ subject: 'Order one', topicId: 'orders' })
    const { createdAt, lastMessage } = all['conversation order'] as Conversation
    expect(all['conversation order']).toMatchObject({
      everyoneReadUntil: null,
      participants: {
        alice: { joinedAt: createdAt, readUntil: lastMessage?.createdAt },
        bob: { joinedAt: createdAt, readUntil: null },
      },
    })
    expect(all['messages in order']).toMatchObject([
      { text: 'Re' },
      { text: 'Edited' },
      { text: 'Paid', senderId: null },
      { text: 'Hello', custom: { k: 'v' } },
    ])
    // The log of older schemas is not kept: streams that resume need new snapshots.
    const stream = await openStream(server, 'alice', { after: 'V1StGXR8_Z.0.1' })
    expect((await stream.nextFrame())?.event).toMatchObject({ type: 'reset', reason: 'restored' })
    const order = await snapshotOf(server, 'alice', 'order')
    const chat = chatOf(server.client)
    const [sent] = await chat.say('order', 'alice', 'after the upgrade')
    const created = await stream.next('message.created')
    expect(created).toMatchObject({ message: { id: sent } })
    expect(created.id).toBeGreaterThan(order.lastEventId)
    const engine = await openEngine(databaseUrl)
    const [version] = await engine.rows('SELECT MAX(version) AS version FROM schema_version')
    const keys = await engine.rows('SELECT id, subject_key FROM conversations ORDER BY id')
    await engine.close()
    expect(version).toEqual({ version: schemaVersion })
    expect(keys).toContainEqual({ id: 'order', subject_key: subjectKey('Order one') })
  },
)

/** The fields that rows have had since the first schema. */
const always = new Set([
  'id',
  'name',
  'type',
  'text',
  'createdAt',
  'conversationId',
  'senderId',
  'userId',
])

const isDetails = (name: string) => /^(user|conversation|message|participant)$/.test(name)

const stripped = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => always.has(name)))

/** Removes the fields that an older row may lack from every row. */
/** Fields beside the parts of an event that were added later. */
const added = ['idempotencyKey', 'lastMessage']

const isOld = ([name]: [string, unknown]) => !added.includes(name)

async function strip(url: string): Promise<void> {
  const engine = await openEngine(url)
  await engine.transaction([], async (db) => {
    for (const [table, key] of [
      ['users', 'id'],
      ['conversations', 'id'],
      ['messages', 'id'],
    ])
      for (const row of await db.rows(`SELECT ${key}, data FROM ${table}`))
        await db.run(`UPDATE ${table} SET data = $1 WHERE ${key} = $2`, [
          JSON.stringify(stripped(JSON.parse(row.data as string))),
          row[key as string] as Value,
        ])
    for (const { id, data } of await db.rows('SELECT id, data FROM events')) {
      const entries = Object.entries(JSON.parse(data as string))
      const older = entries
        .filter(isOld)
        .map(([name, value]) => [
          name,
          Array.isArray(value)
            ? value.map(stripped)
            : isDetails(name)
              ? stripped(value as object)
              : value,
        ])
      await db.run('UPDATE events SET shape = 0, data = $1 WHERE id = $2', [
        JSON.stringify(Object.fromEntries(older)),
        id as Value,
      ])
    }
    await db.run(`UPDATE apps SET settings = '{}'`)
  })
  await engine.close()
}

test('rows and log entries without the fields that were added since are read with their defaults', async () => {
  const server = await restartableServer()
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  await chat.putUser('alice', { name: 'Alice', custom: { k: 'v' }, role: 'buyer' })
  const [, second = ''] = await chat.say('order', 'bob', 'Hello', 'Bye')
  await chat.deleteMessage('order', second)
  const imported = [{ type: 'UserMessage', sender: 'bob', text: 'Imported', createdAt: 1000 }]
  const path = '/import/conversations/order/messages'
  expect((await server.call('POST', path, { body: imported })).status).toBe(200)
  await server.close()
  await strip(server.databaseUrl)
  const next = await server.start()
  const all = await everything(next)
  expect(all['user alice']).toMatchObject({ custom: {}, role: 'default', pushTokens: null })
  expect(all['conversation order']).toMatchObject({ custom: {}, topicId: 'order', subject: null })
  const defaults = { custom: {}, editedAt: null, origin: 'rest' }
  expect(all['messages in order']).toMatchObject([defaults, defaults])
  const stream = await wholeStream(next, 'alice')
  const replayed = await stream.until(({ type }) => type === 'ready')
  expect(replayed.find(({ type }) => type === 'message.created')).toMatchObject({
    message: { text: 'Hello', custom: {}, readBy: [], referencedMessage: null },
    idempotencyKey: null,
  })
  expect(replayed.find(({ type }) => type === 'message.deleted')).toMatchObject({
    messageId: second,
    lastMessage: null,
  })
  expect(replayed.find(({ type }) => type === 'messages.imported')).toMatchObject({
    count: 1,
    lastMessage: null,
  })
  expect((await next.call('PUT', '/users/alice', { body: { name: 'Alicia' } })).status).toBe(200)
})
