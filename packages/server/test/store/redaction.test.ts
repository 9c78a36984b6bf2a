import { chatOf, systemMessage, userMessage } from '@openparley/test-kit/chat'
import { contentsOf, lastingDatabase } from '@openparley/test-kit/database'
import { wholeLog, withStore } from '@openparley/test-kit/event-log'
import { untilReadable } from '@openparley/test-kit/readable'
import { testServer } from '@openparley/test-kit/server'
import { liveStream, openStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import { expect, test } from 'vitest'
import { redactLog } from '../../src/operations/forget-user.ts'

test('redacted personal data is not in resumed streams, and the events keep their positions', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  const streams = { alice: await liveStream(server, 'alice'), bob: await liveStream(server, 'bob') }
  await chat.putUser('bob', { name: 'Secret Bob', custom: { k: 'secret' } })
  const secret = { type: 'UserMessage' as const, sender: 'bob', custom: { k: 'secret' } }
  const messages = Array.from({ length: 600 }, () => ({ ...secret, text: 'My secret' }))
  for (let at = 0; at < messages.length; at += 10)
    await chat.send('order', ...messages.slice(at, at + 10))
  const [edited] = await chat.send('order', { ...secret, text: 'secret', location: [1, 2] })
  await chat.edit('order', edited as string, { text: 'Another secret' })
  const headers = { authorization: `Bearer ${await userToken(server, 'bob')}` }
  const keyed = { text: 'My secret by token', idempotencyKey: 'A secret key' }
  const path = '/realtime/conversations/order/messages'
  const sent = await server.call('POST', path, { headers, body: keyed })
  expect(sent.status).toBe(200)
  const answer = userMessage('alice', 'Oh!', { referencedMessageId: edited as string })
  const [last = ''] = await chat.send('order', answer, systemMessage('Paid.'))
  // After the first deletion, the newest message is the answer to the secret; after the second, it is a secret.
  await chat.deleteMessage('order', (await chat.messages('order'))[0]?.id as string)
  await chat.edit('order', last, { text: 'Oh.' })
  await chat.deleteMessage('order', last)
  await chat.putUser('bob', { name: 'Former user', custom: { k: null } })
  await chat.edit('order', (sent.body as { id: string }).id, { text: '-' })
  await chat.say('order', 'alice', "Not Bob's")
  await withStore(databaseUrl, async (store) => {
    const options = { text: '-', conversationIds: new Set<string>(), addsWritten: false }
    await redactLog(store, 'shop', 'bob', options)
    await untilReadable(store)
  })
  const stored = JSON.stringify(await contentsOf(databaseUrl))
  expect(stored).not.toContain('A secret key')
  for (const [userId, stream] of Object.entries(streams)) {
    const after = stream.frames[0]?.cursor
    const resumed = await openStream(server, userId, { after })
    const replay = await resumed.until(({ type }) => type === 'ready')
    expect(JSON.stringify(replay)).not.toContain('ecret')
    const live = await stream.until(
      (event) => event.type === 'message.created' && event.message.text === "Not Bob's",
    )
    const idOf = (event: object) => ('id' in event ? [event.id] : [])
    expect(replay.flatMap(idOf)).toEqual(live.flatMap(idOf))
    expect(replay.at(-2)).toMatchObject({ message: { text: "Not Bob's" } })
  }
})

test('personal data is redacted in what only webhooks get too', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  await chat.putUser('bob', { email: ['secret@example.com'], pushTokens: { 'fcm:secret': true } })
  const [first = ''] = await chat.say('order', 'bob', 'My secret', 'Another secret')
  await chat.deleteMessage('order', first)
  await chat.put('order', { subject: 'A secret subject' })
  await chat.delete('order')
  await chat.putUser('bob', { email: null, pushTokens: null })
  const log = await withStore(databaseUrl, async (store) => {
    const options = { text: '-', conversationIds: new Set<string>(), addsWritten: true }
    await redactLog(store, 'shop', 'bob', options)
    await untilReadable(store)
    return wholeLog(store)
  })
  expect(JSON.stringify(log)).not.toContain('ecret')
  const parts = log.map((entry) => entry.private && JSON.parse(entry.private))
  expect(parts.flatMap((part) => part?.message ?? [])).toMatchObject([{ text: '-' }])
  const deleted = { id: 'order', subject: null, lastMessage: { text: '-', senderId: 'bob' } }
  expect(parts.flatMap((part) => part?.conversation ?? [])).toMatchObject([deleted])
  expect(parts.at(-1)).toMatchObject({ user: { email: null, pushTokens: null } })
})
