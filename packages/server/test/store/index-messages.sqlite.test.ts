import { readFileSync } from 'node:fs'
import { lastingDatabase } from '@openparley/test-kit/database'
import { expect, test } from 'vitest'
import { indexMessages } from '../../src/store/index-messages.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { purgeDeleted } from '../../src/store/purge.ts'
import { backupSqlite } from '../../src/store/sqlite/backup.ts'
import { restoreSqlite } from '../../src/store/sqlite/restore.ts'
import { openStore } from '../../src/store/store.ts'
import { callsOn } from './large-conversation.ts'
import { searchesOn } from './search-calls.ts'

const secrets = ['zebrafish', 'hippogriff', 'salamander', 'armadillo']

/** A database with messages that are indexed, each with one of the words and many others around. */
async function indexed() {
  const url = await lastingDatabase()
  const file = url.replace('sqlite:', '')
  const open = async () => {
    const store = await openStore(await openEngine(url))
    return { store, call: callsOn(store), searches: searchesOn(store, 'alice') }
  }
  const { store, call } = await open()
  await call('putUser', { userId: 'alice' }, { name: 'Alice' })
  const ids: string[] = []
  for (const [index, secret] of secrets.entries()) {
    const path = { conversationId: `c${index}` }
    await call('putConversation', path, { participants: ['alice'] })
    const texts = [...Array(12).keys()].map((n) => `number ${n} of these ${n === 5 ? secret : ''}`)
    const messages = texts.map((text) => ({ type: 'UserMessage', sender: 'alice', text }))
    const sent = await call('sendMessages', path, messages)
    ids.push(sent[5]?.id ?? '')
  }
  await indexMessages({ store, pause: 0 })
  return { file, open, store, ids }
}

const remaining = (file: string) => {
  const bytes = readFileSync(file).toString('latin1')
  return secrets.filter((word) => bytes.includes(word.slice(1)))
}

test('words that were edited or deleted do not stay in the file', async () => {
  const { file, open, store, ids } = await indexed()
  await store.close()
  expect(remaining(file)).toEqual(secrets)
  const again = await open()
  await again.call('editMessage', { conversationId: 'c0', messageId: ids[0] ?? '' }, { text: 'No' })
  await again.call('deleteMessage', { conversationId: 'c1', messageId: ids[1] ?? '' })
  await again.call('deleteConversation', { conversationId: 'c2' })
  await purgeDeleted({ store: again.store, now: Date.now })
  // The log contains texts until it is trimmed.
  await again.store.write(['log'], (tx) => tx.events.clear())
  expect(await again.searches.everyMessage({ query: 'armad' })).toEqual([ids[3]])
  for (const word of secrets.slice(0, 3))
    expect(await again.searches.everyMessage({ query: word })).toEqual([])
  await again.store.close()
  expect(remaining(file)).toEqual(['armadillo'])
})

test('a search in a restored backup finds what the backup contains', async () => {
  const { file, open, store, ids } = await indexed()
  const backup = `${file}.backup`
  await backupSqlite(file, backup)
  await store.close()
  await restoreSqlite(backup, file, new Date())
  const restored = await open()
  for (const [index, word] of secrets.entries())
    expect(await restored.searches.everyMessage({ query: word })).toEqual([ids[index]])
  await restored.store.close()
})
