import { type Chat, chatOf, ids } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { testNetwork } from '@openparley/test-kit/network'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { recordedList, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { MessageSnapshot, Session } from '../src/index.ts'

/** An app with a conversation between alice and sebastian. */
async function shop(): Promise<{ server: TestApp; chat: Chat }> {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('boots', ['alice', 'sebastian'])
  return { server, chat }
}

const recordedMessages = (session: Session, id = 'boots') =>
  recordedList<MessageSnapshot>((listener) => session.conversation(id).subscribeMessages(listener))

/** The texts of the list, the newest first. */
const texts = (...plaintexts: string[]) => ({
  items: plaintexts.map((plaintext) => ({ plaintext })),
})

/** Sends the texts in as few calls as possible, and returns the messages' ids. */
async function sayMany(chat: Chat, all: string[]): Promise<string[]> {
  const sent: string[] = []
  for (let from = 0; from < all.length; from += 10)
    sent.push(...(await chat.say('boots', 'sebastian', ...all.slice(from, from + 10))))
  return sent
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => `${number}`)

describe('subscribeMessages', () => {
  test('emits the messages, the newest first, and every change', async () => {
    const { server, chat } = await shop()
    const [first] = await chat.say('boots', 'sebastian', 'Hello')
    const { told, last } = recordedMessages(testSession(server, 'alice'))
    await last({ ...texts('Hello'), loadedAll: true })
    const [second] = await chat.say('boots', 'alice', 'Hi!')
    await last(texts('Hi!', 'Hello'))
    await chat.edit('boots', first as string, { text: 'Good day' })
    await last(texts('Hi!', 'Good day'))
    await chat.deleteMessage('boots', second as string)
    await last(texts('Good day'))
    expect(told).toHaveLength(4)
    // Unchanged parts are the same object as before.
    expect(told[1]?.items?.[1]).toBe(told[0]?.items?.[0])
    expect(told[3]?.items?.[0]).toBe(told[2]?.items?.[1])
  })

  test('emits whole snapshots, as get returns them, with senders and replies', async () => {
    const { server, chat } = await shop()
    const [question] = await chat.say('boots', 'sebastian', 'Which *size*?')
    const session = testSession(server, 'alice')
    const { last } = recordedMessages(session)
    await last(texts('Which size?'))
    const reply = { referencedMessageId: question as string, custom: { size: '38' } }
    const [answer] = await chat.send('boots', {
      type: 'UserMessage',
      sender: 'alice',
      text: '38',
      ...reply,
    })
    const { items } = await last(texts('38', 'Which size?'))
    const boots = session.conversation('boots')
    for (const snapshot of items ?? []) {
      expect(snapshot).toStrictEqual(await boots.message(snapshot.id).get())
      expect(Object.isFrozen(snapshot) && Object.isFrozen(snapshot.content)).toBe(true)
    }
    expect(items?.[0]).toMatchObject({
      id: answer,
      sender: { id: 'alice', name: 'alice' },
      custom: { size: '38' },
      referencedMessage: { id: question, sender: { name: 'sebastian' }, referencedMessageId: null },
    })
    await chat.deleteMessage('boots', question as string)
    await last({ items: [{ plaintext: '38', referencedMessage: null }] })
  })

  test('shows the new profile of a sender in all their messages', async () => {
    const { server, chat } = await shop()
    await chat.say('boots', 'sebastian', 'One', 'Two')
    const { told, last } = recordedMessages(testSession(server, 'alice'))
    await last(texts('Two', 'One'))
    await chat.putUser('sebastian', { name: 'Basti' })
    const sender = { name: 'Basti' }
    await last({ items: [{ sender }, { sender }] })
    expect(told).toHaveLength(2)
  })

  test('waits for the profile of a sender whom it does not know', async () => {
    const { server, chat } = await shop()
    const network = testNetwork()
    const { told, last } = recordedMessages(testSession(server, 'alice', { fetch: network.fetch }))
    await last({ items: [] })
    await chat.users('carol')
    await chat.join('boots', 'carol')
    await chat.say('boots', 'carol', 'Here I am')
    await last({ items: [{ plaintext: 'Here I am', sender: { name: 'carol' } }] })
    expect(told).toHaveLength(2)
  })

  test('is null while the user is not in the conversation', async () => {
    const { server, chat } = await shop()
    await chat.users('mallory')
    await chat.say('boots', 'alice', 'Before')
    const { told, last } = recordedMessages(testSession(server, 'mallory'))
    await last({ items: null, loadedAll: true })
    await chat.join('boots', 'mallory')
    await last(texts('Before'))
    await chat.leave('boots', 'mallory')
    await last({ items: null })
    await chat.say('boots', 'alice', 'Not for mallory')
    await chat.join('boots', 'mallory')
    await last(texts('Not for mallory', 'Before'))
    expect(told).toHaveLength(4)
  })

  test('loads messages that were imported', async () => {
    const { server, chat } = await shop()
    await chat.say('boots', 'alice', 'Today')
    const { last } = recordedMessages(testSession(server, 'alice'))
    await last(texts('Today'))
    await server.call('POST', '/import/conversations/boots/messages', {
      body: [{ type: 'UserMessage', sender: 'sebastian', text: 'Long ago', timestamp: 1000 }],
    })
    await last(texts('Today', 'Long ago'))
  })
})

describe('a window of messages', () => {
  test('has the newest 30, read with one request', async () => {
    const { server, chat } = await shop()
    await sayMany(chat, numbers(31))
    const network = testNetwork()
    const { last } = recordedMessages(testSession(server, 'alice', { fetch: network.fetch }))
    const { items } = await last({ loadedAll: false })
    expect(items?.map(({ plaintext }) => plaintext)).toEqual(numbers(31).slice(1).reverse())
    const reads = network.requests.filter(({ url }) => url.includes('/messages'))
    expect(reads).toHaveLength(1)
  })

  test('grows by loadMore; calls at the same time do not add up', async () => {
    const { server, chat } = await shop()
    const sent = await sayMany(chat, numbers(60))
    const { last, loadMore } = recordedMessages(testSession(server, 'alice'))
    await last({ loadedAll: false })
    await Promise.all([loadMore(5), loadMore(10)])
    const { items, loadedAll } = await last({ loadedAll: false })
    expect(ids(items ?? [])).toEqual(sent.toReversed().slice(0, 40))
    expect(loadedAll).toBe(false)
    await loadMore()
    expect(ids((await last({ loadedAll: true })).items ?? [])).toEqual(sent.toReversed())
    // There is nothing more to load.
    await loadMore()
    await expect(loadMore(0)).rejects.toThrow(RangeError)
    await expect(loadMore(101)).rejects.toThrow(RangeError)
  })

  test('does not miss what happens to a page while it is loaded', async () => {
    const { server, chat } = await shop()
    const sent = await sayMany(chat, numbers(40))
    const network = testNetwork()
    const { last, loadMore } = recordedMessages(
      testSession(server, 'alice', { fetch: network.fetch }),
    )
    await last({ loadedAll: false })
    const held = network.hold('/realtime/conversations/boots/messages', 'answer')
    const more = loadMore()
    const release = await held
    await chat.edit('boots', sent[3] as string, { text: 'edited' })
    await chat.deleteMessage('boots', sent[2] as string)
    await chat.say('boots', 'alice', 'new')
    await eventually(() => expect(network.heard).toContain('"new"'))
    release()
    await more
    const { items } = await last({ loadedAll: true })
    const expected = ['new', ...numbers(40).reverse()].filter((text) => text !== '2')
    expect(items?.map(({ plaintext }) => plaintext)).toEqual(
      expected.map((text) => (text === '3' ? 'edited' : text)),
    )
  })

  test('loads what loadMore asked for while the messages are requested again', async () => {
    const { server, chat } = await shop()
    await sayMany(chat, numbers(50))
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const { last, loadMore } = recordedMessages(session)
    await last({ loadedAll: false })
    const held = network.hold('/realtime/conversations/boots/messages', 'answer')
    await server.call('POST', '/import/conversations/boots/messages', {
      body: [{ type: 'UserMessage', sender: 'alice', text: 'imported', timestamp: 1 }],
    })
    const release = await held
    const more = loadMore(100)
    release()
    await more
    expect((await last({ loadedAll: true })).items).toHaveLength(51)
  })

  test('is shared by its subscriptions, and starts again when all have ended', async () => {
    const { server, chat } = await shop()
    await sayMany(chat, numbers(40))
    const session = testSession(server, 'alice')
    const one = recordedMessages(session)
    await one.last({ loadedAll: false })
    await one.loadMore()
    const other = recordedMessages(session)
    expect((await other.last({ loadedAll: true })).items).toHaveLength(40)
    one.unsubscribe()
    other.unsubscribe()
    const later = recordedMessages(session)
    expect((await later.last({ loadedAll: false })).items).toHaveLength(30)
  })

  test('keeps the newest 500', async () => {
    const { server, chat } = await shop()
    await server.call('POST', '/import/conversations/boots/messages', {
      body: numbers(600).map((text) => ({
        type: 'UserMessage',
        sender: 'sebastian',
        text,
        timestamp: 1000 + Number(text),
      })),
    })
    const { told, last, loadMore } = recordedMessages(testSession(server, 'alice'))
    await last({ loadedAll: false })
    for (let page = 0; page < 6; page += 1) await loadMore(100)
    expect(told.at(-1)).toMatchObject({ loadedAll: false })
    expect(told.at(-1)?.items).toHaveLength(500)
    await chat.say('boots', 'alice', 'One more')
    const { items } = await last({ loadedAll: false })
    await eventually(() => expect(told.at(-1)?.items?.[0]?.plaintext).toBe('One more'))
    expect(items).toHaveLength(500)
  })
})

describe('a message ref', () => {
  test('is the same object for the same id', async () => {
    const { server } = await shop()
    const boots = testSession(server, 'alice').conversation('boots')
    expect(boots.message('one')).toBe(boots.message('one'))
    expect(boots.message('one')).not.toBe(boots.message('two'))
    expect(() => boots.message('')).toThrow(TypeError)
    expect({ ...boots.message('one') }).toMatchObject({ id: 'one', conversationId: 'boots' })
  })

  test('edits the text and custom data of a message, and deletes it', async () => {
    const { server, chat } = await shop()
    const [id] = await chat.say('boots', 'alice', 'Helo')
    const message = testSession(server, 'alice')
      .conversation('boots')
      .message(id as string)
    await message.edit('Hello')
    await expect(message.get()).resolves.toMatchObject({ plaintext: 'Hello', delivery: 'sent' })
    await message.edit({ text: '*Hello*', custom: { mood: 'good' } })
    await expect(message.get()).resolves.toMatchObject({
      custom: { mood: 'good' },
      content: [{ type: 'text', children: [{ type: 'bold', children: ['Hello'] }] }],
    })
    await message.edit({ text: '_Hi_ @Al', mentions: [{ id: 'alice', text: 'Al' }] })
    await expect(message.get()).resolves.toMatchObject({
      content: [
        {
          type: 'text',
          children: [
            { type: 'italic', children: ['Hi'] },
            ' ',
            { type: 'mention', id: 'alice', text: 'Al' },
          ],
        },
      ],
    })
    await message.edit({ content: [{ type: 'text', children: ['Hi'] }], custom: null })
    await expect(message.get()).resolves.toMatchObject({ plaintext: 'Hi', custom: {} })
    await message.delete()
    await expect(message.get()).resolves.toBeNull()
    await expect(message.delete()).resolves.toBeUndefined()
  })

  test('rejects what the server refuses', async () => {
    const { server, chat } = await shop()
    const [id] = await chat.say('boots', 'sebastian', 'Mine')
    const message = testSession(server, 'alice')
      .conversation('boots')
      .message(id as string)
    await expect(message.edit('Yours')).rejects.toMatchObject({ status: 403 })
  })
})

describe('subscribeMessagesAround', () => {
  /** A conversation with messages `0`, `1` and so on, and their ids. */
  async function longChat(count: number) {
    const { server, chat } = await shop()
    const ids = await sayMany(chat, numbers(count))
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    /** What the subscription shows, without the parts that the model cannot compute. */
    function shown(around: string | null) {
      let view: [newest: string | undefined, oldest: string | undefined, ...boolean[]] | undefined
      const boots = session.conversation('boots')
      const subscription = boots.subscribeMessagesAround(around, (messages, ...loaded) => {
        view = [messages?.[0]?.plaintext, messages?.at(-1)?.plaintext, ...loaded]
      })
      return {
        subscription,
        is: (...now: unknown[]) => eventually(() => expect(view).toEqual(now)),
      }
    }
    return { chat, ids, network, session, shown }
  }

  test('starts at a message, and loads older and newer ones until it has all', async () => {
    const { chat, ids, shown } = await longChat(100)
    const { subscription, is } = shown(ids[50] as string)
    await is('65', '36', false, false)
    await subscription.loadNewer(10)
    await is('75', '36', false, false)
    await chat.say('boots', 'sebastian', '100')
    await chat.edit('boots', ids[75] as string, { text: 'Edited' })
    await is('Edited', '36', false, false)
    await subscription.loadNewer(50)
    await is('100', '36', false, true)
    await chat.say('boots', 'sebastian', '101')
    await is('101', '36', false, true)
    await subscription.loadMore(100)
    await is('101', '0', true, true)
  })

  test('loads both ends if they are asked for at the same time', async () => {
    for (const both of [
      ['loadMore', 'loadNewer'],
      ['loadNewer', 'loadMore'],
    ] as const) {
      const { ids, shown } = await longChat(60)
      const { subscription, is } = shown(ids[30] as string)
      await is('45', '16', false, false)
      await Promise.all(both.map((load) => subscription[load](50)))
      await is('59', '0', true, true)
    }
  })

  test('continues if the message at its end is deleted while newer ones are requested', async () => {
    const { chat, ids, network, shown } = await longChat(60)
    const { subscription, is } = shown(ids[30] as string)
    await is('45', '16', false, false)
    const held = network.hold('/realtime/conversations/boots/messages', 'request')
    const more = subscription.loadNewer(50)
    const release = await held
    await chat.deleteMessage('boots', ids[45] as string)
    release()
    await more
    await subscription.loadNewer(50)
    await is('59', '16', false, true)
  })

  test('drops the other end when it has 200', async () => {
    const { chat, ids, session, shown } = await longChat(320)
    const { subscription, is } = shown(null)
    await is('319', '290', false, true)
    await subscription.loadMore(100)
    await subscription.loadMore(100)
    await is('289', '90', false, false)
    await session.conversation('boots').send('Not among those')
    await chat.edit('boots', ids[289] as string, { text: 'Edited' })
    await is('Edited', '90', false, false)
    await subscription.loadNewer(50)
    await is('Not among those', '121', false, true)
  })

  test('ends with an error if there is no such message', async () => {
    const { ids, shown } = await longChat(1)
    const { subscription } = shown(`${ids[0]}x`)
    expect(await subscription.terminated).toMatchObject({ type: 'error', error: { status: 400 } })
  })
})
