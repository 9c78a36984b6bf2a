import { chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { testNetwork } from '@openparley/test-kit/network'
import { testApp } from '@openparley/test-kit/server'
import { connected, recordedList, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type {
  ConversationSnapshot,
  ParticipantSnapshot,
  SearchMessageSnapshot,
} from '../src/index.ts'
import { lazySearch } from '../src/session/lazy-search.ts'

async function shop() {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('boots', ['alice', 'sebastian'], { subject: 'Brown boots' })
  await chat.conversationWith('shoes', ['alice', 'sebastian'], { custom: { search: 'boots too' } })
  return { server, chat }
}

/** Records the status of a search and the number of its results. */
function recorder<Result>() {
  const told: [status: string, results: Result[]][] = []
  return { told, listener: (results: Result[], status: string) => told.push([status, results]) }
}

describe('searchMessages', () => {
  test('finds messages with their conversations: three first, then more', async () => {
    const { server, chat } = await shop()
    const sent = await chat.say(
      'boots',
      'sebastian',
      ...['1', '2', '3', '4', '5'].map((n) => `Red ${n}`),
    )
    const { told, listener } = recorder<SearchMessageSnapshot>()
    const search = testSession(server, 'alice').searchMessages(listener)
    const first = await search.setQuery('red')
    expect(first.loadedAll).toBe(false)
    expect(first.results.map(({ message }) => message.id)).toEqual(sent.toReversed().slice(0, 3))
    expect(first.results[0]).toMatchObject({
      conversation: { id: 'boots', lastMessage: { plaintext: 'Red 5' } },
      message: { plaintext: 'Red 5', sender: { name: 'sebastian' } },
    })
    const second = await search.loadMore()
    expect(second.loadedAll).toBe(true)
    expect(second.results.map(({ message }) => message.id)).toEqual(sent.toReversed())
    expect(Object.isFrozen(second.results[0]?.message)).toBe(true)
    // There is nothing more.
    await expect(search.loadMore()).resolves.toEqual(second)
    expect(told.map(([status, results]) => [status, results.length])).toEqual([
      ['searching', 0],
      ['canLoadMore', 3],
      ['searching', 3],
      ['loadedAll', 5],
      ['loadedAll', 5],
    ])
  })

  test('returns the requested number of results, from conversations that match the filter', async () => {
    const { server, chat } = await shop()
    await chat.say('boots', 'alice', 'Red')
    await chat.say('shoes', 'alice', 'Red', 'Red')
    const search = testSession(server, 'alice').searchMessages()
    const filters = { conversation: { subject: ['==', 'Brown boots'] as ['==', string] } }
    expect((await search.setQuery('red', filters)).results).toHaveLength(1)
    expect((await search.setQuery('red')).results).toHaveLength(3)
    expect((await search.setQuery('blue')).results).toEqual([])
  })

  test('returns only the results of the newest query', async () => {
    const { server, chat } = await shop()
    await chat.say('boots', 'alice', 'Red', 'Blue')
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const { told, listener } = recorder<SearchMessageSnapshot>()
    const search = session.searchMessages(listener)
    const held = network.hold('/search/messages', 'answer')
    const red = search.setQuery('red')
    const release = await held
    const blue = search.setQuery('blue')
    release()
    await Promise.all([red, blue])
    expect((await blue).results).toMatchObject([{ message: { plaintext: 'Blue' } }])
    expect(told.flatMap(([, results]) => results.map(({ message }) => message.plaintext))).toEqual([
      'Blue',
    ])
  })

  test('finds nothing for an empty query, without a request', async () => {
    const { server } = await shop()
    const network = testNetwork()
    const search = testSession(server, 'alice', { fetch: network.fetch }).searchMessages()
    await expect(search.setQuery('  ')).resolves.toEqual({ results: [], loadedAll: true })
    expect(network.requests).toEqual([])
  })

  test('rejects what the server refuses, and can be used again', async () => {
    const { server, chat } = await shop()
    await chat.say('boots', 'alice', 'Red')
    const search = testSession(server, 'alice').searchMessages()
    await expect(search.setQuery('x'.repeat(201))).rejects.toMatchObject({ status: 400 })
    await expect(search.setQuery('red')).resolves.toMatchObject({ loadedAll: true })
  })
})

test('participants that come with results need no request until something changes in their conversation', async () => {
  const { server, chat } = await shop()
  await chat.say('boots', 'sebastian', 'Red')
  const network = testNetwork()
  const session = testSession(server, 'alice', { fetch: network.fetch })
  session.connect()
  await connected(session)
  const options = { withParticipants: true }
  await session.searchMessages(undefined, options).setQuery('red')
  await session.searchConversations(undefined, options).setQuery('boots')
  const asked = () => network.requests.filter(({ url }) => url.includes('/participants'))
  const participants = (id: string) =>
    recordedList<ParticipantSnapshot>((listener) =>
      session.conversation(id).subscribeParticipants(listener),
    )
  const own = participants('boots')
  await own.last({ items: [{ user: { id: 'sebastian' } }, { user: { id: 'alice' } }] })
  await participants('shoes').last({ items: [{}, {}], loadedAll: true })
  expect(asked()).toEqual([])
  own.unsubscribe()
  await chat.users('bob')
  await chat.join('boots', 'bob')
  await eventually(() => expect(network.heard).toContain('participant.joined'))
  await participants('boots').last({ items: [{ user: { id: 'bob' } }, {}, {}] })
  expect(asked()).toHaveLength(1)
})

describe('searchConversations', () => {
  test('finds conversations by subject and custom.search', async () => {
    const { server } = await shop()
    const { told, listener } = recorder<ConversationSnapshot>()
    const search = testSession(server, 'alice').searchConversations(listener)
    const { results, loadedAll } = await search.setQuery('boots')
    expect(results.map(({ id }) => id).sort()).toEqual(['boots', 'shoes'])
    expect(loadedAll).toBe(true)
    expect(told.at(-1)).toEqual(['loadedAll', results])
    const filters = { conversation: { custom: { search: 'exists' as const } } }
    await expect(search.setQuery('boots', filters)).resolves.toMatchObject({
      results: [{ id: 'shoes' }],
    })
  })
})

test('a search whose code could not be loaded loads the code again with the next query', async () => {
  const found = { results: ['red'], loadedAll: true }
  const search = { setQuery: async () => found, loadMore: async () => found }
  const loads = [Promise.reject(new TypeError('Failed to fetch.')), Promise.resolve(search)]
  const { setQuery, loadMore } = lazySearch<string>(() => loads.shift() ?? Promise.reject())
  await expect(setQuery('red')).rejects.toThrow('Failed to fetch.')
  expect(await setQuery('red')).toBe(found)
  expect(await loadMore()).toBe(found)
})
