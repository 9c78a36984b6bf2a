import { chatOf } from '@openparley/test-kit/chat'
import { contentsOf, lastingDatabase } from '@openparley/test-kit/database'
import { withStore } from '@openparley/test-kit/event-log'
import { eventually } from '@openparley/test-kit/eventually'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { operatorOf } from '@openparley/test-kit/operator'
import { watchingStream } from '@openparley/test-kit/stream'
import { download, uploaded } from '@openparley/test-kit/uploads'
import { beforeAll, describe, expect, test } from 'vitest'
import { newAnonymization } from '../../../src/model/anonymization.ts'
import { anonymize } from '../../../src/operations/anonymize.ts'
import { handlers } from '../../../src/operations/index.ts'
import { alice, everything, personalTexts, serverWithAlice } from '../../tools/personal-data.ts'

type Server = Awaited<ReturnType<typeof serverWithAlice>>

const ask = async (server: Server, body?: unknown, userId = 'alice') =>
  (await operatorOf(server)('createAnonymization', { appId: server.appId, userId }, body)).body

const none = {
  ...{ redactedMessages: 0, deletedMessages: 0, removedReactions: 0, clearedConversations: 0 },
}

describe('a user of a small app', () => {
  let server: Server
  let databaseUrl: string

  beforeAll(async () => {
    databaseUrl = await lastingDatabase(onFileFinished)
    server = await serverWithAlice({ messages: 15 }, { databaseUrl }, {}, onFileFinished)
  })

  test('loses all personal data, also in the log, keys and files, and other users keep theirs', async () => {
    const chat = chatOf(server.client)
    const before = await everything(server)
    const [greeting] = before.bobs.filter(({ conversationId }) => conversationId === 'joined')
    await chat.react('joined', greeting?.id ?? '', '👍', 'alice')
    await chat.react('joined', greeting?.id ?? '', '👍', 'bob')
    await server.client.POST('/conversations/{conversationId}/messages', {
      params: { path: { conversationId: 'joined' } },
      body: [
        { type: 'UserMessage', sender: 'alice', text: 'mind my key', idempotencyKey: 'of-alice' },
        { type: 'UserMessage', sender: 'bob', text: 'and mine', idempotencyKey: 'of-bob' },
      ],
    })
    const own = await uploaded(server, 'Hello', { as: 'alice', filename: 'alice-own.txt' })
    const stream = await watchingStream(server, 'bob', 'alice')
    const done = await ask(server, { conversations: true })
    expect(done).toEqual({
      userId: 'alice',
      state: 'done',
      createdAt: expect.any(Number),
      finishedAt: expect.any(Number),
      checkedMessages: 2 * 15 + 1 + 2 * 3 + 3 + 2,
      redactedMessages: 15 + 3 + 1,
      deletedMessages: 1,
      removedReactions: 1,
      clearedConversations: 2,
    })
    const { user, alices, bobs, conversations } = await everything(server)
    expect(user).toMatchObject({ name: 'Deleted user', email: null, custom: {}, role: alice.role })
    expect(alices).toHaveLength(19)
    for (const message of alices) expect(message).toMatchObject({ text: '[removed]', custom: {} })
    expect(bobs.map(({ text }) => text)).toEqual(
      expect.arrayContaining(before.bobs.map(({ text }) => text)),
    )
    expect(bobs.flatMap(({ reactions }) => reactions)).toEqual([{ emoji: '👍', count: 1 }])
    expect(conversations.others).toEqual(before.conversations.others)
    expect((await download(own.url)).status).toBe(404)
    const kept = JSON.stringify(await contentsOf(databaseUrl))
    for (const personal of [...personalTexts, 'alice-own.txt', 'of-alice', 'mind my key'])
      expect(kept).not.toContain(JSON.stringify(personal).slice(1, -1))
    expect(kept).toContain('of-bob')
    const heard = await stream.until(({ type }) => type === 'message.updated')
    expect(heard.some(({ type }) => type === 'user.updated')).toBe(true)
  })

  test('has nothing left to remove the second time, and the state says so', async () => {
    const path = { appId: server.appId, userId: 'alice' }
    expect(await ask(server, { conversations: true })).toMatchObject({ state: 'done', ...none })
    const state = await operatorOf(server)('getAnonymization', path)
    expect(state.body).toMatchObject({ userId: 'alice', state: 'done', ...none })
  })

  test('can get another name, and have the messages deleted', async () => {
    const done = await ask(server, { name: 'Gone', messages: 'delete' })
    expect(done).toMatchObject({ ...none, deletedMessages: 19 })
    const { user, alices, bobs } = await everything(server)
    expect(user?.name).toBe('Gone')
    expect(alices).toEqual([])
    expect(bobs.length).toBeGreaterThan(0)
  })

  test('can keep the messages and reactions', async () => {
    const before = await everything(server)
    expect(await ask(server, { messages: 'keep' }, 'bob')).toMatchObject({
      ...none,
      checkedMessages: 0,
    })
    expect(await everything(server)).toEqual(before)
  })

  test('a user without an anonymization has the state none, and an unknown user is a 404', async () => {
    const operator = operatorOf(server)
    const path = { appId: server.appId, userId: 'nobody' }
    await chatOf(server.client).users('carol')
    const state = await operator('getAnonymization', { ...path, userId: 'carol' })
    expect(state.body).toMatchObject({ state: 'none', createdAt: null, finishedAt: null, ...none })
    expect((await operator('createAnonymization', path, {})).status).toBe(404)
    expect((await operator('getAnonymization', path)).status).toBe(404)
    expect((await operator('getAnonymization', { ...path, appId: 'nowhere' })).status).toBe(404)
    expect((await operator('createAnonymization', { ...path, appId: 'nowhere' }, {})).status).toBe(
      404,
    )
  })
})

test('while another anonymization runs, an anonymization waits, and is then done in the background', async () => {
  const createAnonymization: typeof handlers.createAnonymization = async (input, context) => {
    const other = await context.store.lease('anonymize')
    const response = await handlers.createAnonymization(input, context)
    await other?.release()
    return response
  }
  const parts = { handlers: { ...handlers, createAnonymization } }
  const server = await serverWithAlice({ messages: 10 }, {}, parts)
  expect(await ask(server, { text: '(gone)' })).toMatchObject({
    state: 'running',
    finishedAt: null,
  })
  await eventually(async () => {
    const path = { appId: server.appId, userId: 'alice' }
    const { body } = await operatorOf(server)('getAnonymization', path)
    expect(body).toMatchObject({ state: 'done', redactedMessages: 13, deletedMessages: 1 })
  })
  const { alices } = await everything(server)
  expect(new Set(alices.map(({ text }) => text))).toEqual(new Set(['(gone)']))
})

test('an anonymization that is interrupted after each of its steps does nothing twice', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await serverWithAlice({ messages: 10 }, { databaseUrl })
  await server.close()
  await withStore(databaseUrl, async (store) => {
    let record = newAnonymization(server.appId, 'alice', 1, { conversations: true })
    await store.write([], (tx) => tx.anonymizations.put(record))
    let pieces = 0
    while (record.finishedAt === null) {
      const cut = new AbortController()
      const now = () => {
        cut.abort()
        return Date.now()
      }
      const [stored = record] = await store.read.anonymizations.running(1)
      record = await anonymize({ store, now, signal: cut.signal }, stored)
      pieces += 1
    }
    expect(pieces).toBeGreaterThan(7)
    expect(record.counts).toEqual({
      ...{ checkedMessages: 30, redactedMessages: 13, deletedMessages: 1 },
      ...{ removedReactions: 0, clearedConversations: 2 },
    })
    expect(await store.read.anonymizations.running(1)).toEqual([])
  })
})
