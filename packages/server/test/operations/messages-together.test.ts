import { chatOf } from '@openparley/test-kit/chat'
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
