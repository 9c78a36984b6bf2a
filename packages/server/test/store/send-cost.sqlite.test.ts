import { DatabaseSync } from 'node:sqlite'
import { chatOf } from '@openparley/test-kit/chat'
import { testApp } from '@openparley/test-kit/server'
import { expect, onTestFinished, test } from 'vitest'
import { messageToSend } from '../../src/model/message.ts'
import type { AppContext } from '../../src/operations/operation.ts'
import { send } from '../../src/operations/send-messages.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { openStore } from '../../src/store/store.ts'
import { planOf } from './query-plan.ts'
import { recordedEngine } from './recorded-engine.ts'

const conversations = 32

test('messages to many conversations take one statement for each table, which finds its rows by an index', async () => {
  const app = await testApp()
  const chat = chatOf(app.client)
  const ids = Array.from({ length: conversations }, (_, index) => `c${index}`)
  for (const id of ids) await chat.conversationWith(id, ['alice', 'bob'])
  const { engine, queries } = recordedEngine(await openEngine(app.databaseUrl))
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  let number = 0
  const context = {
    ...{ app: { id: app.appId, settings: {} }, store, now: Date.now },
    newMessageId: () => `msg_${number++}`,
  } as unknown as AppContext
  queries.length = 0
  await Promise.all(
    ids.map((conversationId, index) => {
      const message = { type: 'UserMessage' as const, sender: 'alice', text: 'Hi' }
      const messages = [messageToSend({ ...message, idempotencyKey: `key ${index}` })]
      return send({ conversationId, messages, context })
    }),
  )
  const verbs = queries.map(({ sql }) => /^(SELECT|INSERT INTO|UPDATE)/.exec(sql)?.[0])
  expect(verbs.filter((verb) => verb === 'SELECT')).toHaveLength(3)
  expect(
    queries.flatMap(({ sql }) => /^(?:INSERT INTO|UPDATE) (\w+)/.exec(sql)?.[1] ?? []),
  ).toEqual(['idempotency_keys', 'messages', 'participants', 'events', 'conversations'])
  using database = new DatabaseSync(app.databaseUrl.replace('sqlite:', ''))
  for (const query of queries)
    for (const step of planOf(database, query))
      expect(step, query.sql).not.toMatch(
        /^SCAN (?!\d+-ROW VALUES CLAUSE|\d+ CONSTANT ROWS?|purges)/,
      )
})
