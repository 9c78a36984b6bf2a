import { engine, lastingDatabase } from '@openparley/test-kit/database'
import { givenSeed, randomFrom } from '@openparley/test-kit/random'
import { expect, onTestFinished, test } from 'vitest'
import { indexMessages } from '../../src/store/index-messages.ts'
import { openEngine } from '../../src/store/open-engine.ts'
import { purgeDeleted } from '../../src/store/purge.ts'
import { openStore } from '../../src/store/store.ts'
import { callsOn } from './large-conversation.ts'
import { searchesOn } from './search-calls.ts'

const vocabulary = [
  ...['the', 'then', 'Theatre', 'THE', 'a', 'an', 'Boots', 'boot', 'bootstrap', 'order', '42'],
  ...['Café', 'cafe', 'naïve', 'NAIVE', 'Ångström', 'ångs', 'Ελλάδα', 'ελλα', 'Привет', 'привет'],
  ...['شكرا', 'नमस्ते', '한국어', '한국', '😀', '🎉', 'or', 'AND', 'NOT', 'NEAR'],
]
const unspaced = ['今天天气很好', '天气', '好', '東京都', '京都', 'สวัสดี']
const hostile = ['"', '*', '()', ':', '^', '-', "'", '\\', '&', '|', '!', '<->', '%', '_', ';--']

interface Sent {
  conversationId: string
  id: string
  text: string
  createdAt: number
}

/** A simpler way to get the same words, which is enough for the words of the tests. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()

const isFound = (text: string, query: string[]) =>
  query.every((word) => {
    if (unspaced.includes(word)) return plain(text).includes(plain(word))
    return plain(text)
      .split(/[^\p{L}\p{N}\p{M}😀🎉]+/u)
      .some((one) => one.startsWith(plain(word)))
  })

const app = 'shop'
const rounds = { sqlite: 12, postgres: 6 }[engine]
const users = ['alice', 'bob', 'carol']
const conversationIds = ['c1', 'c2', 'c3', 'c4', 'c5']

test('after random calls, searches find the same as a simple model, indexed or not', async () => {
  const seed = givenSeed()
  const random = randomFrom(seed)
  const store = await openStore(await openEngine(await lastingDatabase()))
  onTestFinished(() => store.close())
  let time = 1_700_000_000_000
  const call = callsOn(store, () => time)

  const accesses = new Map<string, Map<string, string>>()
  const subjects = new Map<string, { subject: string; search: string; activity: number }>()
  let sent: Sent[] = []

  const text = () => {
    const words = Array.from({ length: random.integer(1, 6) }, () =>
      random.pick([...vocabulary, ...unspaced]),
    )
    return words
      .map((word) => `${random.pick(['', '', '"', '('])}${word}`)
      .join(random.pick([' ', ', ', '\n']))
  }
  const put = async (conversationId: string) => {
    const [subject, search] = [text(), text()]
    const isNew = !accesses.has(conversationId)
    await call(
      'putConversation',
      { conversationId },
      {
        subject,
        custom: { search },
        participants: users,
      },
    )
    if (isNew) accesses.set(conversationId, new Map(users.map((user) => [user, 'ReadWrite'])))
    const activity = subjects.get(conversationId)?.activity ?? time
    subjects.set(conversationId, { subject, search, activity })
  }
  const send = async (conversationId: string, count: number) => {
    const texts = Array.from({ length: count }, text)
    const messages = texts.map((text) => ({ type: 'SystemMessage', text }))
    const ids = await call('sendMessages', { conversationId }, messages)
    for (const [index, { id }] of ids.entries()) {
      const { createdAt } = await call('getMessage', { conversationId, messageId: id })
      sent.push({ conversationId, id, text: texts[index] as string, createdAt })
    }
    // The time of the last one, as all of a call have different times.
    time += count
  }
  const importOld = async (conversationId: string) => {
    const createdAt = random.integer(1, 1_600_000_000)
    const message = { sender: 'alice', type: 'UserMessage', text: text(), createdAt }
    const [imported] = await call('importMessages', { conversationId }, [message])
    sent.push({ conversationId, id: imported?.id ?? '', text: message.text, createdAt })
  }

  for (const userId of users) await call('putUser', { userId }, { name: userId })
  for (let round = 0; round < rounds; round += 1) {
    for (let step = 0; step < 12; step += 1) {
      time += 1000
      const conversationId = random.pick(conversationIds)
      const message = sent.filter((one) => one.conversationId === conversationId)
      const one = message.length > 0 ? random.pick(message) : undefined
      const path = { conversationId }
      const kind = random.integer(1, 12)
      if (!accesses.has(conversationId) || kind === 1) await put(conversationId)
      else if (kind <= 5) await send(conversationId, random.integer(1, 10))
      else if (kind === 6) await importOld(conversationId)
      else if (kind <= 8 && one) {
        one.text = text()
        await call('editMessage', { ...path, messageId: one.id }, { text: one.text })
      } else if (kind === 9 && one) {
        await call('deleteMessage', { ...path, messageId: one.id })
        sent = sent.filter(({ id }) => id !== one.id)
      } else if (kind === 10) {
        const [userId, access] = [random.pick(users), random.pick(['None', 'Read', 'ReadWrite'])]
        await call('updateParticipant', { ...path, userId }, { access })
        accesses.get(conversationId)?.set(userId, access)
      } else if (kind === 11 && random.integer(1, 3) === 1) {
        await call('deleteConversation', path)
        accesses.delete(conversationId)
        subjects.delete(conversationId)
        sent = sent.filter((one) => one.conversationId !== conversationId)
      } else {
        await indexMessages({ store, pause: 0 })
        await purgeDeleted({ store, now: () => time })
      }
    }

    for (let count = 0; count < 12; count += 1) {
      const userId = random.pick(users)
      const words = Array.from({ length: random.integer(1, 3) }, () => {
        const word = random.pick([...vocabulary, ...unspaced])
        return unspaced.includes(word) ? word : word.slice(0, random.integer(1, word.length))
      }).filter((word) => /^[\p{L}\p{N}\p{M}]+$|^[😀🎉]$/u.test(word))
      const query = words.map((word) => `${random.pick(hostile)} ${word}`).join(' ')
      const limit = random.integer(1, 6)
      const of = `SEED=${seed} ${userId} ${JSON.stringify(query)}`
      const has = ({ conversationId }: { conversationId: string }) =>
        (accesses.get(conversationId)?.get(userId) ?? 'None') !== 'None'
      const expected = sent
        .filter((one) => words.length > 0 && has(one) && isFound(one.text, words))
        .sort((one, other) => other.createdAt - one.createdAt)
        .map(({ id }) => id)
      const searches = searchesOn(store, userId, app)
      expect(await searches.everyMessage({ query, limit }), of).toEqual(expected)

      const found = [...subjects]
        .filter(([conversationId]) => has({ conversationId }))
        .filter(([, one]) => words.length > 0 && isFound(`${one.subject} ${one.search}`, words))
        .map(([id]) => id)
      expect((await searches.everyConversation({ query, limit })).sort(), of).toEqual(found.sort())
    }
  }
})
