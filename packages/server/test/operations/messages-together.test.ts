import { chatOf, userMessage } from '@openparley/test-kit/chat'
import { everyItem } from '@openparley/test-kit/lists'
import { clientOf, testApp } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'

const path = { conversationId: 'order' }

test('calls that wait for one conversation together get separate responses', async () => {
  const server = await testApp()
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob', 'carol'])
  const carol = await liveStream(server, 'carol')
  const users = ['alice', 'bob', 'nobody', 'carol', null]
  const calls = Array.from({ length: 150 }, (_, index) => {
    const sender = users[index % users.length] ?? null
    const texts = Array.from({ length: 1 + (index % 3) }, (_, part) => `${index}.${part}`)
    return { sender, texts }
  })
  const client = clientOf(server)
  const answers = await Promise.all(
    calls.map(({ sender, texts }) => {
      const from =
        sender === null
          ? { type: 'SystemMessage' as const }
          : { type: 'UserMessage' as const, sender }
      const body = texts.map((text) => ({ ...from, text }))
      return client.POST('/conversations/{conversationId}/messages', { params: { path }, body })
    }),
  )

  const sent = new Map<string, string>()
  for (const [index, { data, response }] of answers.entries()) {
    const { sender, texts } = calls[index] as (typeof calls)[number]
    expect(response.status, `from ${sender}`).toBe(sender === 'nobody' ? 400 : 200)
    for (const [part, { id }] of (data ?? []).entries()) sent.set(id, texts[part] as string)
  }
  const texts = calls.filter(({ sender }) => sender !== 'nobody').flatMap((call) => call.texts)
  expect([...sent.values()].sort()).toEqual(texts.sort())

  const events = await carol.until(
    (event) => event.type === 'message.created' && [...sent.keys()].at(-1) === event.message.id,
  )
  const told = events.flatMap((event) => (event.type === 'message.created' ? [event.message] : []))
  const listed = await everyItem(100, (page) =>
    chat.messages('order', { ...page, orderDirection: 'ASC' }),
  )
  expect(listed.map(({ id, text }) => [id, text]).sort()).toEqual([...sent].sort())
  expect(told.map(({ id }) => id)).toEqual(listed.map(({ id }) => id).slice(0, told.length))
  for (const userId of ['alice', 'bob', 'carol'])
    expect(await chat.seenBy(userId, 'order')).toMatchObject({
      unreadMessageCount: listed.filter(({ senderId }) => senderId !== userId).length,
      lastMessage: { id: listed.at(-1)?.id },
    })
})

test('simultaneous calls for many conversations count, store and refuse the same as calls one after the other', async () => {
  const server = await testApp()
  const chat = chatOf(server.client)
  const conversations = Array.from({ length: 12 }, (_, index) => `c${index}`)
  for (const id of conversations) await chat.conversationWith(id, ['alice', 'bob', 'carol'])
  const bob = await liveStream(server, 'bob')
  const send = async (id: string, sender: string, text: string, key: string) => {
    const { data, response } = await server.client.POST(
      '/conversations/{conversationId}/messages',
      {
        params: { path: { conversationId: id } },
        body: [userMessage(sender, text, { idempotencyKey: key })],
      },
    )
    return data?.[0]?.id ?? response.status
  }
  // Each conversation uses the same keys. One of the keys is used twice, at the same time.
  const sent = await Promise.all(
    ['c0', ...conversations, 'nowhere'].flatMap((id) =>
      [
        ['alice', 'one', 'first'],
        ['bob', 'two', 'second'],
        ['alice', 'three', 'first'],
        ['nobody', 'four', 'third'],
      ].map(([sender = '', text = '', key = '']) => send(id, sender, text, key)),
    ),
  )
  expect(sent.slice(-4)).toEqual([404, 404, 404, 404])
  const ids = new Set(sent.filter((one) => typeof one === 'string'))
  expect(ids.size, 'two messages in each conversation').toBe(2 * conversations.length)
  for (const [index, id] of conversations.entries()) {
    const [first, second, third, fourth] = sent.slice(4 * index + 4)
    expect([first, fourth]).toEqual([third, 400])
    const listed = await chat.messages(id)
    expect(listed.map((one) => one.id).sort()).toEqual([first, second].sort())
    for (const [userId, unread] of Object.entries({ alice: 1, bob: 1, carol: 2 }))
      expect(await chat.seenBy(userId, id)).toMatchObject({
        unreadMessageCount: unread,
        lastMessage: { id: listed[0]?.id },
      })
  }
  const events = await bob.until(
    (event) => event.type === 'message.created' && event.message.id === [...ids].at(-1),
  )
  const told = events.flatMap((event) =>
    event.type === 'message.created' ? [event.message.id] : [],
  )
  expect(new Set(told).size, 'nothing is sent twice').toBe(told.length)
})
