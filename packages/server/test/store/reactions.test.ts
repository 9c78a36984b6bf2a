import { chatOf, userMessage } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { testEngine } from '@openparley/test-kit/engine'
import { testServer } from '@openparley/test-kit/server'
import { expect, onTestFinished, test } from 'vitest'
import { blankContent } from '../../src/model/message.ts'
import { purgeDeleted } from '../../src/store/purge.ts'
import { openStore } from '../../src/store/store.ts'
import { callsOn } from './large-conversation.ts'

test('no reactions are left of a deleted message, and of a deleted conversation', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  await chat.conversationWith('trade', ['alice', 'bob'])
  await chat.put('boots', { participants: ['alice', 'bob'] })
  const [first = '', second = ''] = await chat.say('trade', 'alice', 'Is it new?', 'Hello?')
  const [other = ''] = await chat.send('boots', userMessage('bob', 'Almost.'))
  for (const userId of ['alice', 'bob']) {
    await chat.react('trade', first, '👍', userId)
    await chat.react('trade', second, '👍', userId)
    await chat.react('boots', other, ':shipit:', userId)
  }
  const engine = await testEngine(databaseUrl)
  const left = async () =>
    (await engine.rows('SELECT conversation_id, emoji FROM reactions ORDER BY 1, 2')).map(
      ({ conversation_id, emoji }) => `${conversation_id} ${emoji}`,
    )
  try {
    const inBoots = ['boots :shipit:', 'boots :shipit:']
    expect(await left()).toHaveLength(6)
    await chat.deleteMessage('trade', first)
    expect(await left()).toEqual([...inBoots, 'trade 👍', 'trade 👍'])
    await chat.delete('trade')
    expect(await left()).toEqual(inBoots)
  } finally {
    await engine.close()
  }
})

test('many reactions to one message of a deleted conversation are deleted in batches', async () => {
  const engine = await testEngine(await lastingDatabase())
  const store = await openStore(engine)
  onTestFinished(() => store.close())
  const call = callsOn(store)
  await call('putUser', { userId: 'alice' }, { name: 'Alice' })
  const order = { conversationId: 'order' }
  await call('putConversation', order, { participants: ['alice'] })
  await engine.transaction([], (db) => db.run('UPDATE conversations SET last_seq = 1'))
  const users = Array.from({ length: 300 }, (_, index) => `user${index}`)
  const message = { ...order, id: '', seq: 1, senderId: null, createdAt: 1, content: blankContent }
  await store.write([], async (tx) => {
    await tx.messages.insert('shop', [message])
    for (const userId of users)
      for (const emoji of ['👍', '🚀'])
        await tx.reactions.insert('shop', message, { emoji, userId }, 1)
  })
  const count = async () => (await engine.rows('SELECT 1 AS one FROM reactions')).length
  await call('deleteConversation', order)
  expect(await count()).toBe(600)
  await purgeDeleted({ store, now: Date.now })
  expect(await count()).toBe(0)
})
