import { coverageOf, createObserver, type Fact } from '@openparley/conformance'
import type { Delivery } from '@openparley/contract'
import type { components } from '@openparley/spec/types'
import { chatOf, dataOf } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { contract } from '@openparley/test-kit/contract'
import { withStore } from '@openparley/test-kit/event-log'
import { judgedReceiver, webhookSecret as secret } from '@openparley/test-kit/judged-receiver'
import { type TestServer, testServer } from '@openparley/test-kit/server'
import { uploaded } from '@openparley/test-kit/uploads'
import { expect, test } from 'vitest'

/** The start of an MP4 file. */
const video = new Uint8Array(Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isomiso2', 'latin1'))

const profile = (name: string) => ({
  name,
  email: [`${name}@example.com`],
  phone: ['+1123456789'],
  photoUrl: 'https://example.com/photo.png',
  headerPhotoUrl: 'https://example.com/header.png',
  welcomeMessage: 'Hello!',
  availabilityText: 'In the shop until six',
  role: 'buyer',
  locale: 'nl-NL',
  custom: { tier: 'gold' },
  pushTokens: { 'fcm:token': true },
})

type Content = components['schemas']['MessageToSend']['content']

/** Every kind of text, a place and a file: a message has one of them. */
const contents: ((fileToken: string) => NonNullable<Content>)[] = [
  () => [
    {
      type: 'text',
      children: [
        { type: 'mention', id: 'bob', text: 'Bob' },
        { type: 'bold', children: ['bold'] },
        { type: 'italic', children: [{ type: 'strikethrough', children: ['20'] }] },
        { type: 'customEmoji', text: ':tada:' },
        { type: 'link', url: 'https://example.com', children: ['the order'] },
        { type: 'autoLink', url: 'https://example.com/391', text: 'example.com/391' },
        { type: 'actionLink', action: 'show', params: { id: '391' }, children: ['Show'] },
        { type: 'actionButton', action: 'pay', params: { id: '391' }, children: ['Pay'] },
        {
          type: 'bulletList',
          children: [{ type: 'bulletPoint', children: [{ type: 'codeSpan', text: '#1' }] }],
        },
      ],
    },
  ],
  () => [{ type: 'location', latitude: 51.5081, longitude: -0.1281 }],
  (fileToken) => [{ type: 'file', fileToken }],
]

const eventNames = contract.webhooks.map(({ name }) => name)
const missing = 'notification.triggered'
const later = [
  'message.deleted',
  'conversation.deleted',
  missing,
  'webhook.disabled',
  'webhook.test',
]

/** A conversation whose events have all their fields, with a newest message that has the content. */
async function fillConversation(
  server: TestServer,
  order: string,
  contentOf: (fileToken: string) => NonNullable<Content>,
) {
  const chat = chatOf(server.client)
  const texts = { subject: 'Boots', topicId: 'boots', welcomeMessages: ['Welcome!'] }
  await chat.put(order, {
    ...texts,
    photoUrl: 'https://example.com/boots.png',
    custom: { category: 'shoes' },
    participants: ['alice', 'bob', 'carol'],
  })
  const [referencedMessageId = ''] = await chat.say(order, 'alice', 'Hello')
  const message = { type: 'UserMessage' as const, sender: 'alice', custom: { k: 'v' } }
  const fields = { width: '640', height: '480', duration: '12.5' }
  /** Sends a message, edits it, reacts to it, and reads it as these users. */
  async function send(...readers: string[]): Promise<string> {
    const file = await uploaded(server, video, { filename: 'boots.mp4', fields })
    const content = contentOf(file.attachmentToken)
    const [id = ''] = await chat.send(order, { ...message, content, referencedMessageId })
    const react = (emoji: string, method: string) =>
      server.call(method, `/conversations/${order}/messages/${id}/reactions/${emoji}/bob`)
    await react('👍', 'PUT')
    await react('🎉', 'PUT')
    await react('🎉', 'DELETE')
    await chat.edit(order, id, { custom: { k: 'w' } })
    for (const user of readers) await chat.mark(user, order, false)
    return id
  }
  const [notice = ''] = await chat.send(order, { type: 'SystemMessage', text: 'Paid' })
  await chat.edit(order, notice, { text: 'Paid in full' })
  await chat.mark('bob', order, false)
  const id = await send('alice', 'bob')
  await chat.put(order, { subject: 'Black boots' })
  await chat.change(order, 'bob', { notify: false })
  await chat.leave(order, 'carol')
  const miss = async () => {
    await chat.change(order, 'bob', { notify: true })
    await send()
  }
  return { order, id, notice, send, miss }
}

test('each event is delivered with every field that it can have, and a 410 disables the webhook', async () => {
  const time = clock(Date.now())
  const server = await testServer({
    webhookAllow: ['127.0.0.0/8'],
    now: time,
    apps: [{ id: 'shop', secretKey: 'sk_test_shop_0001', settings: { notificationDelay: 1 } }],
  })
  const observer = createObserver(contract)
  const facts = new Set<Fact>()
  const onDelivery = (delivery: Delivery) => {
    for (const fact of observer.delivery(delivery)) facts.add(fact)
  }
  const receiver = await judgedReceiver(server, { onDelivery })
  // The second receiver belongs to several webhooks, which do not wait for each other.
  const orderOf = () => undefined
  const leaving = await judgedReceiver(server, { onDelivery, orderOf, reply: 410 })
  const chat = chatOf(server.client)
  for (const name of ['alice', 'bob', 'carol']) await chat.putUser(name, profile(name))
  await chat.putUser('alice', { email: ['a@example.com'] })
  const filled = await Promise.all(
    contents.map((content, index) => fillConversation(server, `order_${index}`, content)),
  )

  async function register(url: string, events: string[] | null): Promise<string> {
    const body = { url, events: events as never, secret, description: 'all events' }
    const webhook = await dataOf(server.client.POST('/webhooks', { body }))
    const params = { path: { webhookId: webhook.id } }
    await withStore(server.databaseUrl, ({ write }) =>
      write([], (tx) =>
        tx.webhooks.setLost(server.appId, webhook.id, { from: 1, until: 2, after: 0 }),
      ),
    )
    await dataOf(server.client.POST('/webhooks/{webhookId}/replay', { params, body: { since: 0 } }))
    return webhook.id
  }
  const arrived = (names: string[]) =>
    Promise.all(
      names.flatMap((name) =>
        [receiver, leaving].map(({ first }) => first(({ event }) => event === name)),
      ),
    )
  /** The event of each of the conversations, which do not wait for each other. */
  const arrivedOfEach = (name: string) =>
    Promise.all(
      filled.map(({ order }) =>
        receiver.first(
          ({ event, value }) => event === name && JSON.stringify(value).includes(`"${order}"`),
        ),
      ),
    )
  const sendTest = async (webhookId: string) => {
    await dataOf(
      server.client.POST('/webhooks/{webhookId}/test', { params: { path: { webhookId } } }),
    )
  }

  const all = await register(receiver.url, null)
  const gone = new Map<string, string>()
  for (const name of eventNames.filter((one) => one !== 'webhook.test'))
    gone.set(name, await register(leaving.url, [name]))
  const now = eventNames.filter((name) => !later.includes(name))
  await arrived(now)
  await Promise.all(filled.map(({ miss }) => miss()))
  // The messages have been edited and have their reactions: the delay can end.
  time.time += 2000
  await arrivedOfEach(missing)
  for (const { order, id, notice, send } of filled) {
    await chat.deleteMessage(order, notice)
    await chat.deleteMessage(order, id)
    await send('alice', 'bob')
    await chat.delete(order)
  }
  await sendTest(all)
  await sendTest(gone.get('message.sent') ?? '')
  await arrived(eventNames)
  await arrivedOfEach('conversation.deleted')

  const { gaps } = coverageOf(contract.document, facts)
  const left = gaps.filter(({ kind }) => /delivered$/.test(kind))
  expect(left.map(({ what }) => what)).toEqual([])
  for (const webhookId of gone.values())
    await expect
      .poll(() =>
        dataOf(server.client.GET('/webhooks/{webhookId}', { params: { path: { webhookId } } })),
      )
      .toMatchObject({ enabled: false, disabledReason: 'gone' })
})
