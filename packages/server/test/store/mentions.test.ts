import { lastingDatabase } from '@openparley/test-kit/database'
import { expect, onTestFinished, test } from 'vitest'
import { blankContent, type MessageRecord } from '../../src/model/message.ts'
import type { Participant } from '../../src/model/participant.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { purgeDeleted } from '../../src/store/purge.ts'
import { openStore } from '../../src/store/store.ts'
import { callsOn, fillConversation } from './large-conversation.ts'
import { recordedEngine } from './recorded-engine.ts'

/** A message of carol that mentions the users. */
const mentioning = (conversationId: string, seq: number, userIds: string[]): MessageRecord => {
  const nodes = userIds.map((id) => ({ type: 'mention' as const, id, text: '@you' }))
  const content = { ...blankContent, text: '@you', nodes }
  return { id: '', conversationId, seq, senderId: 'carol', createdAt: 1, content }
}

async function openShop() {
  const engine = await openEngine(await lastingDatabase())
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  const call = callsOn(store)
  await call('putUser', { userId: 'alice' }, { name: 'Alice' })
  await call('putUser', { userId: 'bob' }, { name: 'Bob' })
  const mention = (conversationId: string, userIds: string[], ...seqs: number[]) =>
    store.write([], (tx) =>
      tx.mentions.insert(
        'shop',
        seqs.map((seq) => mentioning(conversationId, seq, userIds)),
      ),
    )
  const rows = () => engine.rows('SELECT user_id, conversation_id, seq FROM mentions ORDER BY seq')
  return { engine, store, call, mention, rows }
}

const reader = (conversationId: string, userId: string, readSeq: number, unreadCount = 1) =>
  ({ conversationId, userId, readSeq, unreadCount }) as Participant

test('mentions after the read position are counted, for many participants at once', async () => {
  const { store, mention } = await openShop()
  await mention('order', ['alice', 'bob'], 1, 5, 6)
  await mention('order', ['bob'], 9)
  await mention('boots', ['alice'], 7)
  await store.write([], (tx) => tx.mentions.insert('bakery', [mentioning('order', 8, ['alice'])]))
  const others = Array.from({ length: 100 }, (_, index) => reader(`other${index}`, 'alice', 0))
  const all = [
    reader('order', 'alice', 0),
    reader('order', 'bob', 5),
    ...others,
    reader('boots', 'alice', 7),
    reader('boots', 'bob', 0),
    // Users who have read everything have no unread mention, so nothing needs to be read.
    reader('order', 'alice', 0, 0),
  ]
  const counts = async (participants: Participant[]) =>
    (await store.read.mentions.countUnread('shop', participants)).map(
      ({ unreadMentionCount }) => unreadMentionCount,
    )
  expect(await counts(all.slice(0, -1))).toEqual([3, 2, ...others.map(() => 0), 0, 0])
  expect(await counts(all.slice(-1))).toEqual([0])
  expect(await counts([])).toEqual([])
})

test('mentions of a deleted conversation are deleted in batches, and do not count in a new one', async () => {
  const { engine, store, call, mention, rows } = await openShop()
  const order = { conversationId: 'order' }
  const make = () => call('putConversation', order, { participants: ['alice', 'bob'] })
  await make()
  await fillConversation(engine, 'order', 600)
  await engine.transaction([], (db) => db.run('UPDATE conversations SET last_seq = 600'))
  await mention('order', ['alice', 'bob'], ...Array.from({ length: 600 }, (_, index) => index + 1))
  await mention('boots', ['alice'], 700)
  await call('deleteConversation', order)
  expect(await rows()).toHaveLength(1201)
  await make()
  await mention('order', ['alice'], 601)
  const [counted] = await store.read.mentions.countUnread('shop', [reader('order', 'alice', 0)])
  expect(counted).toMatchObject({ unreadMentionCount: 1 })
  await purgeDeleted({ store, now: Date.now })
  expect(await rows()).toMatchObject([
    { user_id: 'alice', conversation_id: 'order', seq: 601 },
    { user_id: 'alice', conversation_id: 'boots', seq: 700 },
  ])
})

test('messages that mention nobody but their sender need no statement', async () => {
  const { engine, queries } = recordedEngine(await openEngine(await lastingDatabase()))
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  queries.length = 0
  const insert = (...messages: MessageRecord[]) =>
    store.write([], (tx) => tx.mentions.insert('shop', messages))
  await insert(mentioning('order', 1, []), mentioning('order', 2, ['carol']))
  expect(queries).toEqual([])
  await insert(mentioning('order', 3, ['carol', 'alice']))
  expect(queries).toHaveLength(1)
  expect(queries[0]?.parameters).toEqual(['shop', 'alice', 'order', 3])
})
