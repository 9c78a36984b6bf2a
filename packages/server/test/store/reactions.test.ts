import { chatOf, userMessage } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { testServer } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'
import { openEngine } from '../../src/store/open-engine.ts'

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
  const engine = await openEngine(databaseUrl)
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
