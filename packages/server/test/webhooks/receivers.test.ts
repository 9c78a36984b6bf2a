import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { components } from '@openparley/spec/types'
import { chatOf, dataOf } from '@openparley/test-kit/chat'
import { eventually } from '@openparley/test-kit/eventually'
import { onFileFinished } from '@openparley/test-kit/file-end'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { beforeAll, expect, test } from 'vitest'

type Schemas = components['schemas']
type Sent = Schemas['MessageSentWebhook']['data']

/** Processes an event of the receiver; the receiver responds when this is done. */
type Handler = (event: { type: string; data: Sent }) => Promise<unknown>

let server: TestServer
let chat: ReturnType<typeof chatOf>

beforeAll(async () => {
  server = await testServer({ webhookAllow: ['127.0.0.0/8'] }, {}, onFileFinished)
  chat = chatOf(server.client)
  const users: [string, Schemas['UserPatch']][] = [
    ['customer', { name: 'Carol', role: 'customer', email: ['carol@example.com'] }],
    ['agent', { name: 'Sam', role: 'support' }],
    ['bot', { name: 'Bot' }],
  ]
  for (const [id, user] of users) await chat.putUser(id, user)
})

/** A receiver like those for the hosted service: with its headers and the secret key of the app. */
async function receiver(handle: Handler, events: Schemas['WebhookEventType'][] = ['message.sent']) {
  const refused: string[] = []
  const isSigned = ({ headers }: IncomingMessage, body: string) => {
    const signed = `${headers['x-talkjs-timestamp']}.${body}`
    const hash = createHmac('sha256', server.secretKey).update(signed).digest('hex')
    return headers['x-talkjs-signature'] === hash.toUpperCase()
  }
  const http = createServer((request, response) => {
    const respond = async () => {
      const body = await text(request)
      if (!isSigned(request, body)) throw new Error('The signature is wrong.')
      await handle(JSON.parse(body))
      response.writeHead(200).end()
    }
    respond().catch((error) => {
      refused.push(`${error}`)
      response.writeHead(500).end()
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`
  const { id } = await dataOf(server.client.POST('/webhooks', { body: { url, events } }))
  return {
    refused,
    async stop() {
      await dataOf(
        server.client.DELETE('/webhooks/{webhookId}', { params: { path: { webhookId: id } } }),
      )
      http.closeAllConnections()
      http.close()
    },
  }
}

const textsIn = async (id: string) => {
  const { data } = await dataOf(
    server.client.GET('/conversations/{conversationId}/messages', {
      params: { path: { conversationId: id } },
    }),
  )
  return data.map((message) => message.text).toReversed()
}

test('a bot sends a placeholder while it thinks, and replaces it by the answer', async () => {
  const accesses: string[] = []
  const bot = await receiver(async ({ data: { conversation, message, sender } }) => {
    if (!sender || sender.id === 'bot') return
    const placeholder = { sender: 'bot', type: 'UserMessage' as const, text: '_One moment_' }
    const [id = ''] = await chat.send(conversation.id, {
      ...placeholder,
      custom: { isTyping: 'true' },
    })
    for (const access of ['Read', 'ReadWrite'] as const) {
      await chat.change(conversation.id, sender.id, { access })
      accesses.push(access)
    }
    await chat.edit(conversation.id, id, {
      text: `You said: ${message.text}`,
      custom: { isTyping: 'false' },
    })
  })
  await chat.put('bot', { participants: ['customer', 'bot'] })
  await chat.say('bot', 'customer', 'Where is my order?')
  await eventually(async () =>
    expect(await textsIn('bot')).toEqual(['Where is my order?', 'You said: Where is my order?']),
  )
  await eventually(() => expect(accesses).toEqual(['Read', 'ReadWrite']))
  expect(bot.refused).toEqual([])
  await bot.stop()
})

test('a notice is sent out of hours, once, to customers only, until somebody of the support team writes', async () => {
  const told = new Set<string>()
  const replier = await receiver(async ({ data: { conversation, message, sender } }) => {
    expect(message.createdAt).toBeGreaterThan(0)
    if (sender?.role === 'support') told.delete(conversation.id)
    if (sender?.role !== 'customer' || told.has(conversation.id)) return
    told.add(conversation.id)
    await chat.send(conversation.id, { type: 'SystemMessage', text: 'We are away.' })
  })
  await chat.put('help', { participants: ['customer', 'agent'] })
  await chat.say('help', 'customer', 'Hello?', 'Anybody?')
  await eventually(async () =>
    expect(await textsIn('help')).toEqual(['Hello?', 'Anybody?', 'We are away.']),
  )
  await chat.say('help', 'agent', 'I am back.')
  await eventually(() => expect(told.size).toBe(0))
  expect(replier.refused).toEqual([])
  await replier.stop()
})

test('a conversation is marked as answered by the role of the sender, and the replies are counted on another message', async () => {
  const marker = await receiver(async ({ data: { conversation, message, sender } }) => {
    await chat.put(conversation.id, { custom: { answered: `${sender?.role === 'support'}` } })
    const { parentId, parentMessageId } = conversation.custom
    if (parentId === undefined || message.type !== 'UserMessage') return
    const count = (await textsIn(conversation.id)).length
    await chat.edit(parentId, `${parentMessageId}`, { custom: { replyCount: `${count}` } })
  })
  await chat.put('parent', { participants: ['customer', 'agent'] })
  const [parentMessageId = ''] = await chat.say('parent', 'customer', 'What do you think?')
  await chat.put('thread', {
    participants: ['customer', 'agent'],
    custom: { parentId: 'parent', parentMessageId },
  })
  await chat.say('thread', 'agent', 'Good', 'Very good')
  const path = { conversationId: 'parent', messageId: parentMessageId }
  await eventually(async () => {
    const message = await dataOf(
      server.client.GET('/conversations/{conversationId}/messages/{messageId}', {
        params: { path },
      }),
    )
    expect(message.custom).toEqual({ replyCount: '2' })
    expect((await chat.get('thread')).custom).toMatchObject({ answered: 'true' })
    expect((await chat.get('parent')).custom).toMatchObject({ answered: 'false' })
  })
  expect(marker.refused).toEqual([])
  await marker.stop()
})

test('a log of events finds the sender, the reader, the email address and the participants', async () => {
  const lines: string[] = []
  const log = await receiver(
    async ({ type, data }) => {
      const { user, recipient } = data as unknown as Record<string, Schemas['User'] | undefined>
      if (type === 'user.created') lines.push(`${type} ${user?.id} ${user?.email?.[0]}`)
      const { message, conversation } = data
      if (type === 'message.sent')
        lines.push(
          `${type} ${message.senderId} ${message.text} ${Object.keys(conversation.participants)}`,
        )
      if (type === 'message.read')
        lines.push(`${type} ${recipient?.id} ${message.senderId} ${message.text}`)
    },
    ['user.created', 'message.sent', 'message.read'],
  )
  await chat.putUser('dora', { name: 'Dora', email: ['dora@example.com'] })
  await chat.put('log', { participants: ['dora', 'agent'] })
  await chat.say('log', 'agent', 'Hello')
  await chat.mark('dora', 'log', false)
  await eventually(() =>
    expect(lines.toSorted()).toEqual([
      'message.read dora agent Hello',
      'message.sent agent Hello agent,dora',
      'user.created dora dora@example.com',
    ]),
  )
  expect(log.refused).toEqual([])
  await log.stop()
})
