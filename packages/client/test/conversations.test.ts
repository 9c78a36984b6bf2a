import { chatOf, ids } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { testNetwork } from '@openparley/test-kit/network'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { connected, recorded, recordedList, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { ConversationFilter, ConversationSnapshot, Session } from '../src/index.ts'

async function shop() {
  const server = await testApp({ settings: { clientSideConversationSync: true } })
  const chat = chatOf(server.client)
  await chat.users('alice', 'sebastian')
  const create = (id: string, patch = {}) =>
    chat.put(id, { participants: ['alice', 'sebastian'], ...patch })
  return { server, chat, create }
}

const recordedConversations = (session: Session, filter?: ConversationFilter) =>
  recordedList<ConversationSnapshot>((listener) =>
    filter
      ? session.subscribeConversations({ filter }, listener)
      : session.subscribeConversations(listener),
  )

const withIds = (...all: string[]) => ({ items: all.map((id) => ({ id })) })

/** Creates conversations, each with a message, and returns their ids, the newest first. */
async function many(server: TestApp, count: number) {
  const chat = chatOf(server.client)
  const all = Array.from({ length: count }, (_, number) => `c${number}`)
  for (const id of all) await chat.put(id, { participants: ['alice', 'sebastian'] })
  for (const id of all) await chat.say(id, 'sebastian', `Hello from ${id}`)
  return all.toReversed()
}

describe('subscribeConversations', () => {
  test('emits the conversations with the newest activity first, and every change', async () => {
    const { server, chat, create } = await shop()
    await create('boots')
    await create('shoes')
    const { last, told } = recordedConversations(testSession(server, 'alice'))
    await last({ ...withIds('shoes', 'boots'), loadedAll: true })
    await chat.say('boots', 'sebastian', 'Hello')
    const lastMessage = { plaintext: 'Hello', sender: { name: 'sebastian' } }
    await last({
      items: [
        { id: 'boots', unreadMessageCount: 1, lastMessage },
        { id: 'shoes', lastMessage: null },
      ],
    })
    await chat.put('shoes', { subject: 'Shoes' })
    await last({ items: [{ id: 'boots' }, { id: 'shoes', subject: 'Shoes' }] })
    await create('hats')
    await last(withIds('hats', 'boots', 'shoes'))
    await chat.leave('boots', 'alice')
    await last(withIds('hats', 'shoes'))
    expect(told).toHaveLength(5)
    expect(told[4]?.items?.[1]).toBe(told[2]?.items?.[1])
  })

  test('shows the list before there is a stream; the stream begins at the position at which the list was read', async () => {
    const { server, chat, create } = await shop()
    await create('boots')
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const held = network.hold('/realtime/events', 'request')
    const { last } = recordedConversations(session)
    await last(withIds('boots'))
    const release = await held
    const { told } = recorded<ConversationSnapshot | null>(session.conversation('boots'))
    await eventually(() => expect(told).toMatchObject([{ id: 'boots', subject: null }]))
    expect(session.connection.state).toBe('connecting')
    await chat.put('boots', { subject: 'Boots' })
    await create('shoes')
    release()
    await last({ items: [{ id: 'shoes' }, { id: 'boots', subject: 'Boots' }] })
    expect(told.at(-1)).toMatchObject({ subject: 'Boots' })
    const paths = network.requests.map(({ url }) => new URL(url).pathname.replace(/.*realtime/, ''))
    expect(paths.filter((path) => path === '/conversations')).toHaveLength(1)
    expect(paths.filter((path) => path === '/events')).toHaveLength(1)
  })

  test('waits for the stream if the list cannot be read before it', async () => {
    const { server, chat, create } = await shop()
    await create('boots')
    const network = testNetwork()
    const pass = network.fetch
    let isLost = true
    const session = testSession(server, 'alice', {
      fetch: async (request) => {
        if (!isLost || !request.url.includes('/conversations')) return pass(request)
        throw new TypeError('The connection broke.')
      },
    })
    const { last } = recordedConversations(session)
    await connected(session)
    isLost = false
    await last(withIds('boots'))
    await chat.put('boots', { subject: 'Boots' })
    await last({ items: [{ subject: 'Boots' }] })
  })

  test('is empty for a user without conversations', async () => {
    const { server } = await shop()
    await recordedConversations(testSession(server, 'nobody')).last({ items: [], loadedAll: true })
  })

  test('has the newest 20, and grows by loadMore', async () => {
    const { server } = await shop()
    const all = await many(server, 25)
    const { last, loadMore } = recordedConversations(testSession(server, 'alice'))
    const { items } = await last({ loadedAll: false })
    expect(ids(items ?? [])).toEqual(all.slice(0, 20))
    await loadMore(2)
    expect(ids((await last({ loadedAll: false })).items ?? [])).toEqual(all.slice(0, 22))
    await loadMore()
    expect(ids((await last({ loadedAll: true })).items ?? [])).toEqual(all)
    await expect(loadMore(31)).rejects.toThrow(RangeError)
  })

  test('moves a conversation that was not loaded to the top with its next message', async () => {
    const { server, chat } = await shop()
    const all = await many(server, 22)
    const oldest = all.at(-1) as string
    const { last, told } = recordedConversations(testSession(server, 'alice'))
    await last({ loadedAll: false })
    await chat.say(oldest, 'sebastian', 'Me again')
    await eventually(() => expect(told.at(-1)?.items?.[0]?.id).toBe(oldest))
    expect(ids(told.at(-1)?.items ?? [])).toEqual([oldest, ...all.slice(0, 19)])
  })

  test('replaces a conversation whose newest message was deleted, if another conversation comes before it', async () => {
    const { server, chat } = await shop()
    const all = await many(server, 22)
    const [first = '', ...others] = all
    const { last, told } = recordedConversations(testSession(server, 'alice'))
    await last({ loadedAll: false })
    const [message] = await chat.messages(first)
    await chat.deleteMessage(first, message?.id as string)
    await eventually(() => expect(ids(told.at(-1)?.items ?? [])).toEqual(others.slice(0, 20)))
  })

  test('has only conversations that match the filter at that time', async () => {
    const { server, chat, create } = await shop()
    await create('boots')
    await create('shoes', { custom: { kind: 'sale' } })
    const session = testSession(server, 'alice')
    const unread = recordedConversations(session, { isUnread: true })
    const sales = recordedConversations(session, ['any', [{ custom: { kind: ['==', 'sale'] } }]])
    await unread.last({ items: [] })
    await sales.last(withIds('shoes'))
    await chat.say('boots', 'sebastian', 'Hello')
    await unread.last(withIds('boots'))
    await session.conversation('boots').markAsRead()
    await unread.last({ items: [] })
    await chat.put('boots', { custom: { kind: 'sale' } })
    await sales.last(withIds('boots', 'shoes'))
  })
})

describe('a conversation ref', () => {
  test('creates a conversation with the session’s user, and changes it', async () => {
    const { server, chat } = await shop()
    const boots = testSession(server, 'alice').conversation('boots')
    await boots.createIfNotExists({ subject: 'Boots', custom: { kind: 'sale' } })
    await boots.createIfNotExists({ subject: 'Something else' })
    await expect(boots.get()).resolves.toMatchObject({ subject: 'Boots', access: 'ReadWrite' })
    await boots.set({ subject: null, custom: { color: 'black', kind: null }, notify: false })
    await expect(boots.get()).resolves.toMatchObject({
      subject: null,
      custom: { color: 'black' },
      notify: false,
    })
    await boots.set({ notify: null, access: null })
    await expect(boots.get()).resolves.toMatchObject({ notify: true, access: 'ReadWrite' })
    expect(await chat.get('boots')).toMatchObject({ participants: { alice: {} } })
  })

  test('marks the conversation as read and as unread', async () => {
    const { server, chat, create } = await shop()
    await create('boots')
    await chat.say('boots', 'sebastian', 'Hello')
    const boots = testSession(server, 'alice').conversation('boots')
    await expect(boots.get()).resolves.toMatchObject({ isUnread: true, unreadMessageCount: 1 })
    await boots.markAsRead()
    await expect(boots.get()).resolves.toMatchObject({ isUnread: false, unreadMessageCount: 0 })
    await boots.markAsUnread()
    await expect(boots.get()).resolves.toMatchObject({ isUnread: true, unreadMessageCount: 0 })
  })

  test('rejects calls that the app does not allow', async () => {
    const server = await testApp()
    await chatOf(server.client).users('alice')
    const boots = testSession(server, 'alice').conversation('boots')
    await expect(boots.createIfNotExists()).rejects.toMatchObject({ status: 403 })
  })
})
