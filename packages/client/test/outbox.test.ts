import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { testNetwork } from '@openparley/test-kit/network'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { recordedList, testSession } from '@openparley/test-kit/session'
import { describe, expect, test } from 'vitest'
import type { MessageSnapshot, Session } from '../src/index.ts'

async function shop(): Promise<{ server: TestApp; chat: Chat }> {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('boots', ['alice', 'sebastian'])
  return { server, chat }
}

const recordedMessages = (session: Session) =>
  recordedList<MessageSnapshot>((listener) =>
    session.conversation('boots').subscribeMessages(listener),
  )

const isSending = ({ method, url }: Request) => method === 'POST' && url.endsWith('/messages')

/** A network on which messages are sent, but whose responses to them are lost while `isLossy`. */
function lossyNetwork() {
  const network = testNetwork()
  const pass = network.fetch
  const lossy = {
    network,
    isLossy: true,
    sent: 0,
    async fetch(request: Request): Promise<Response> {
      const response = await pass(request)
      if (!isSending(request)) return response
      lossy.sent += 1
      if (!lossy.isLossy) return response
      await response.body?.cancel()
      throw new TypeError('The connection broke.')
    },
  }
  return lossy
}

/** No snapshot contains a message twice. */
function expectNoTwins(told: { items: MessageSnapshot[] | null }[]) {
  for (const { items } of told) {
    const all = (items ?? []).map(({ plaintext }) => plaintext)
    expect(all).toEqual([...new Set(all)])
  }
}

describe('send', () => {
  test("shows the message at once, and then the server's version of it", async () => {
    const { server, chat } = await shop()
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const { told, last } = recordedMessages(session)
    await last({ items: [] })
    const held = network.hold('/boots/messages', 'request')
    const sending = session.conversation('boots').send('Hello *you*')
    const release = await held
    const pending = { delivery: 'pending', plaintext: 'Hello *you*', sender: { id: 'alice' } }
    await last({ items: [pending] })
    release()
    const message = await sending
    await last({ items: [{ id: message.id, delivery: 'sent', plaintext: 'Hello you' }] })
    expect(message).toBe(session.conversation('boots').message(message.id))
    expect(await chat.messages('boots')).toMatchObject([{ id: message.id, origin: 'web' }])
    expectNoTwins(told)
  })

  test('shows the first message of a user without a further request', async () => {
    const { server } = await shop()
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const { last } = recordedMessages(session)
    await last({ items: [] })
    const isWatching = ({ method }: Request) => method === 'PUT'
    await eventually(() => expect(network.requests.filter(isWatching)).toHaveLength(1))
    void network.hold('/streams/', 'request')
    const held = network.hold('/boots/messages', 'request')
    const sending = session.conversation('boots').send('Hello')
    const release = await held
    await last({ items: [{ delivery: 'pending', sender: { id: 'alice' } }] })
    release()
    await sending
  })

  test('accepts a text, its content, a reply by id or ref, and custom data', async () => {
    const { server } = await shop()
    const boots = testSession(server, 'alice').conversation('boots')
    const first = await boots.send({ text: 'One', custom: { size: '38' } })
    const second = await boots.send({
      content: [{ type: 'text', children: ['Two'] }],
      referencedMessage: first,
    })
    const third = await boots.send({ text: 'Three', referencedMessage: second.id })
    await expect(first.get()).resolves.toMatchObject({ custom: { size: '38' } })
    await expect(second.get()).resolves.toMatchObject({ referencedMessage: { id: first.id } })
    await expect(third.get()).resolves.toMatchObject({
      plaintext: 'Three',
      referencedMessage: { id: second.id, referencedMessageId: first.id },
    })
  })

  test('shows content and custom data as they were given, while it is pending', async () => {
    const { server } = await shop()
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const { told, last } = recordedMessages(session)
    await last({ items: [] })
    const held = network.hold('/boots/messages', 'request')
    const text = {
      type: 'text' as const,
      children: ['Two', { type: 'bold' as const, children: ['!'] }],
    }
    const params = { content: [text] as [typeof text], custom: { size: '38' } }
    const sending = session.conversation('boots').send(params)
    params.custom.size = '39'
    text.children.push('?')
    await last({ items: [{ delivery: 'pending' }] })
    params.custom.size = '40'
    const release = await held
    release()
    await sending
    await last({ items: [{ delivery: 'sent' }] })
    for (const { items } of told.slice(1))
      expect(items).toMatchObject([{ plaintext: 'Two!', custom: { size: '38' } }])
  })

  test('shows the message that it replies to while it is pending', async () => {
    const { server, chat } = await shop()
    const [id = ''] = await chat.say('boots', 'sebastian', 'Which size?')
    const network = testNetwork()
    const session = testSession(server, 'alice', { fetch: network.fetch })
    const { last } = recordedMessages(session)
    await last({ items: [{ id }] })
    const held = network.hold('/boots/messages', 'request')
    const sending = session.conversation('boots').send({ text: '38', referencedMessage: id })
    const release = await held
    const referencedMessage = { id, plaintext: 'Which size?', sender: { id: 'sebastian' } }
    await last({ items: [{ delivery: 'pending', referencedMessage }, { id }] })
    release()
    await sending
  })

  test('rejects what the server refuses, and shows it as failed until it is discarded', async () => {
    const { server, chat } = await shop()
    await chat.change('boots', 'alice', { access: 'Read' })
    const session = testSession(server, 'alice')
    const boots = session.conversation('boots')
    const { last } = recordedMessages(session)
    await last({ items: [] })
    await expect(boots.send('Hello')).rejects.toMatchObject({ status: 403 })
    const { items } = await last({ items: [{ delivery: 'failed', plaintext: 'Hello' }] })
    boots.discard(items?.[0]?.id ?? '')
    await last({ items: [] })
    await expect(boots.resend(items?.[0]?.id ?? '')).rejects.toThrow('no failed message')
  })

  test('is sent again if the response is lost, and appears once', async () => {
    const { server, chat } = await shop()
    const lossy = lossyNetwork()
    const session = testSession(server, 'alice', { fetch: lossy.fetch })
    const { told, last } = recordedMessages(session)
    await last({ items: [] })
    const { id } = await session.conversation('boots').send('Hello')
    await last({ items: [{ id, delivery: 'sent' }] })
    expect(await chat.messages('boots')).toMatchObject([{ id }])
    expectNoTwins(told)
  })

  test('stays pending while there is no connection, and is sent once when it is back', async () => {
    const { server, chat } = await shop()
    const network = testNetwork()
    const pass = network.fetch
    let isOffline = false
    let attempts = 0
    const session = testSession(server, 'alice', {
      fetch: async (request) => {
        if (!isOffline) return pass(request)
        if (isSending(request)) attempts += 1
        throw new TypeError('Failed to fetch.')
      },
    })
    // The session gets the user's profile from this message.
    await chat.say('boots', 'alice', 'Zero')
    const { last, told } = recordedMessages(session)
    await last({ items: [{ plaintext: 'Zero' }] })
    isOffline = true
    network.cut()
    await eventually(() => expect(session.connection.state).toBe('connecting'))
    const boots = session.conversation('boots')
    const sending = [boots.send('One'), boots.send('Two')]
    await eventually(() => expect(attempts).toBeGreaterThan(3))
    await last({ items: [{ delivery: 'pending' }, { delivery: 'pending' }, {}] })
    isOffline = false
    await Promise.all(sending)
    await last({ items: [{ plaintext: 'Two', delivery: 'sent' }, { plaintext: 'One' }, {}] })
    const deliveries = told.flatMap(({ items }) => items ?? []).map(({ delivery }) => delivery)
    expect(deliveries).not.toContain('failed')
    expect((await chat.messages('boots')).map(({ text }) => text)).toEqual(['Two', 'One', 'Zero'])
    expectNoTwins(told)
  })

  test('is sent again if the connection came back while its last attempt failed', async () => {
    const { server, chat } = await shop()
    const network = testNetwork()
    const pass = network.fetch
    let isOffline = false
    let attempts = 0
    const session = testSession(server, 'alice', {
      fetch: async (request) => {
        if (isSending(request)) attempts += 1
        if (attempts > 3 || !(isOffline || isSending(request))) return pass(request)
        if (attempts === 3) {
          isOffline = false
          await eventually(() => expect(session.connection.state).toBe('connected'))
        }
        throw new TypeError('Failed to fetch.')
      },
    })
    const { last } = recordedMessages(session)
    await last({ items: [] })
    isOffline = true
    network.cut()
    await eventually(() => expect(session.connection.state).toBe('connecting'))
    await session.conversation('boots').send('Hello')
    expect(attempts).toBe(4)
    expect(await chat.messages('boots')).toMatchObject([{ text: 'Hello' }])
  })

  test('that failed can be sent again, and is not sent twice', async () => {
    const { server, chat } = await shop()
    const lossy = lossyNetwork()
    const session = testSession(server, 'alice', { fetch: lossy.fetch })
    const boots = session.conversation('boots')
    const { last, told } = recordedMessages(session)
    await last({ items: [] })
    // No event can confirm the message.
    lossy.network.stall()
    await expect(boots.send('Hello')).rejects.toThrow('The connection broke.')
    expect(lossy.sent).toBe(3)
    const { items } = await last({ items: [{ delivery: 'failed', plaintext: 'Hello' }] })
    const resending = boots.resend(items?.[0]?.id ?? '')
    lossy.isLossy = false
    const { id } = await resending
    await last({ items: [{ id, delivery: 'sent' }] })
    expect(await chat.messages('boots')).toMatchObject([{ id }])
    lossy.network.cut()
    await eventually(() => expect(lossy.network.heard).toContain('message.created'))
    await chat.say('boots', 'sebastian', 'Hi!')
    await last({ items: [{ plaintext: 'Hi!' }, { id }] })
    expectNoTwins(told)
  })

  test('a message whose call failed is shown once, as sent, when the list of the server contains it', async () => {
    const { server, chat } = await shop()
    const lossy = lossyNetwork()
    const session = testSession(server, 'alice', { fetch: lossy.fetch })
    const boots = session.conversation('boots')
    const { last, unsubscribe } = recordedMessages(session)
    await last({ items: [] })
    lossy.network.stall()
    await expect(boots.send('Hello')).rejects.toThrow('The connection broke.')
    await last({ items: [{ delivery: 'failed', plaintext: 'Hello' }] })
    const [delivered] = await chat.messages('boots')
    unsubscribe()
    const again = recordedMessages(session)
    await again.last({ items: [{ id: delivered?.id, delivery: 'sent' }] })
    expectNoTwins(again.told)
    await chat.deleteMessage('boots', delivered?.id ?? '')
    lossy.network.cut()
    await again.last({ items: [] })
  })

  test('is shown once if the list of the server has it before the response arrives', async () => {
    const { server, chat } = await shop()
    const network = testNetwork()
    const pass = network.fetch
    const sent = Promise.withResolvers<void>()
    const responds = Promise.withResolvers<void>()
    const session = testSession(server, 'alice', {
      fetch: async (request) => {
        const response = await pass(request)
        if (!isSending(request)) return response
        sent.resolve()
        await responds.promise
        return response
      },
    })
    const { last, unsubscribe } = recordedMessages(session)
    await last({ items: [] })
    network.stall()
    const sending = session.conversation('boots').send('Hello')
    await sent.promise
    unsubscribe()
    const again = recordedMessages(session)
    const [delivered] = await chat.messages('boots')
    await again.last({ items: [{ id: delivered?.id, delivery: 'sent' }] })
    expect((await sending).id).toBe(delivered?.id)
    responds.resolve()
    await chat.say('boots', 'sebastian', 'Hi!')
    network.cut()
    await again.last({ items: [{ plaintext: 'Hi!' }, { id: delivered?.id }] })
    expectNoTwins(again.told)
  })

  test('keeps the order of several messages', async () => {
    const { server } = await shop()
    const session = testSession(server, 'alice')
    const { last, told } = recordedMessages(session)
    await last({ items: [] })
    const boots = session.conversation('boots')
    for (const text of ['One', 'Two', 'Three']) await boots.send(text)
    const sent = ['Three', 'Two', 'One'].map((plaintext) => ({ plaintext, delivery: 'sent' }))
    await last({ items: sent })
    await eventually(() => expect(told.at(-1)?.items).toMatchObject(sent))
    expectNoTwins(told)
  })

  test('reaches the server in the order of the calls, after the typing before it', async () => {
    const { server, chat } = await shop()
    const network = testNetwork()
    const boots = testSession(server, 'alice', { fetch: network.fetch }).conversation('boots')
    const held = network.hold('/boots/typing', 'request')
    const typing = boots.markAsTyping()
    const release = await held
    const sending = ['One', 'Two', 'Three'].map((text) => boots.send(text))
    await new Promise(setImmediate)
    expect(network.requests.filter(isSending)).toEqual([])
    release()
    await Promise.all([typing, ...sending])
    const sent = await chat.messages('boots')
    expect(sent.map(({ text }) => text)).toEqual(['Three', 'Two', 'One'])
  })
})
