import { type Chat, chatOf } from '@openparley/test-kit/chat'
import { withStore } from '@openparley/test-kit/event-log'
import { type TestApp, testApp } from '@openparley/test-kit/server'
import { liveStream, openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import { webhookEvents } from '../../src/feed/webhooks/payloads.ts'
import { Surroundings } from '../../src/feed/webhooks/surroundings.ts'
import type { Webhook } from '../../src/model/schema.ts'
import { logStart } from '../../src/store/tables/events.ts'

/** The events that webhooks get for the whole log of the app, as they are now. */
const told = ({ appId, databaseUrl }: TestApp) =>
  withStore(databaseUrl, (store) =>
    store.snapshot(async (tx) => {
      const around = new Surroundings(tx)
      const events = []
      for (let at: typeof logStart | undefined = logStart; at; ) {
        const page = await tx.events.readAfter(at, 1000)
        for (const entry of page)
          if (entry.appId === appId) events.push(...(await webhookEvents(entry, tx, around)))
        at = page.at(-1)
      }
      return events
    }),
  )

async function appWithOrder() {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.conversationWith('order', ['alice', 'bob'])
  return { app, chat }
}

const last = async (app: TestApp) => (await told(app)).at(-1)

test('a new user and a change of private properties contain the whole user at that time', async () => {
  const app = await testApp()
  const chat = chatOf(app.client)
  await chat.putUser('alice', { name: 'Alice', email: ['alice@example.com'] })
  const first = await chat.user('alice')
  await chat.putUser('alice', { phone: ['+1123456789'] })
  await chat.putUser('alice', { phone: ['+1123456789'] })
  const events = await told(app)
  expect(events.map(({ type, data, key }) => ({ type, data, key }))).toEqual([
    { type: 'user.created', data: { user: first }, key: 'user alice' },
    { type: 'user.updated', data: { user: await chat.user('alice') }, key: 'user alice' },
  ])
})

test('no stream gets a change of private properties, and a resume does not count it', async () => {
  const { app, chat } = await appWithOrder()
  const own = await liveStream(app, 'alice')
  const other = await liveStream(app, 'bob')
  await chat.putUser('alice', { email: ['alice@example.com'], pushTokens: { 'fcm:x': true } })
  await chat.say('order', 'bob', 'after')
  for (const stream of [own, other]) {
    const seen = await stream.until(({ type }) => type === 'message.created')
    expect(seen.map(({ type }) => type)).toEqual(['message.created'])
  }
  const before = own.frames.at(-1)?.cursor
  await chat.putUser('alice', { email: null })
  await chat.say('order', 'bob', 'again')
  await own.until((event) => event.type === 'message.created' && event.message.text === 'again')
  const resumed = await openStream(app, 'alice', { after: before })
  const replay = await resumed.until(({ type }) => type === 'ready')
  expect(replay).toMatchObject([{ type: 'message.created' }, { type: 'ready', replayed: 1 }])
})

test('a message contains its sender, its conversation and the users whom it mentions', async () => {
  const { app, chat } = await appWithOrder()
  const content = [{ type: 'text', children: ['Hi ', { type: 'mention', id: 'bob', text: 'bob' }] }]
  const [id = ''] = await chat.send('order', {
    ...{ type: 'UserMessage', sender: 'alice' },
    content: content as never,
  })
  const conversation = await chat.get('order')
  const message = await chat.message('order', id)
  expect(await last(app)).toMatchObject({
    type: 'message.sent',
    key: 'conversation order',
    data: { sender: await chat.user('alice'), conversation, message, mentions: ['bob'] },
  })
  await chat.send('order', { type: 'SystemMessage', text: 'Paid' })
  expect((await last(app))?.data).toMatchObject({ sender: null, message: { text: 'Paid' } })
})

test('a changed and a deleted message are as they were', async () => {
  const { app, chat } = await appWithOrder()
  const [id = ''] = await chat.say('order', 'alice', 'one')
  await chat.edit('order', id, { text: 'two' })
  const message = await chat.message('order', id)
  const sender = await chat.user('alice')
  await chat.deleteMessage('order', id)
  const conversation = await chat.get('order')
  expect((await told(app)).slice(-2)).toMatchObject([
    { type: 'message.updated', data: { sender, conversation, message } },
    { type: 'message.deleted', data: { sender, conversation, message } },
  ])
})

test('message.read is sent once, with the newest message of others', async () => {
  const { app, chat } = await appWithOrder()
  await chat.say('order', 'alice', 'one', 'two')
  await chat.say('order', 'bob', 'my own')
  const count = (await told(app)).length
  for (const isUnread of [false, false, true, false]) await chat.mark('bob', 'order', isUnread)
  const events = (await told(app)).slice(count)
  expect(events).toMatchObject([
    {
      type: 'message.read',
      data: {
        recipient: await chat.user('bob'),
        sender: await chat.user('alice'),
        conversation: await chat.get('order'),
        message: { text: 'two', readBy: ['bob'] },
      },
    },
  ])
})

test('message.read is not sent if the message no longer exists', async () => {
  const { app, chat } = await appWithOrder()
  const [id = ''] = await chat.say('order', 'alice', 'one')
  await chat.mark('bob', 'order', false)
  await chat.deleteMessage('order', id)
  expect(typesOf(await told(app))).not.toContain('message.read')
})

const typesOf = (events: { type: string }[]) => events.map(({ type }) => type)

test('message.read is sent in conversations of up to 300 participants', async () => {
  const { app, chat } = await appWithOrder()
  const ids = Array.from({ length: 300 }, (_, index) => `user${index}`)
  for (let at = 0; at < ids.length; at += 100) await chat.users(...ids.slice(at, at + 100))
  const readings = async () =>
    typesOf(await told(app)).filter((type) => type === 'message.read').length
  await chat.put('order', { participants: ids.slice(0, 298) })
  await chat.say('order', 'alice', 'one')
  await chat.mark('bob', 'order', false)
  expect(await readings()).toBe(1)
  await chat.put('order', { participants: ids.slice(298, 299) })
  expect(await readings(), 'by the participants of now').toBe(0)
})

test('participants contain their settings and the whole users', async () => {
  const { app, chat } = await appWithOrder()
  await chat.users('carol')
  await chat.join('order', 'carol', { access: 'Read' })
  await chat.change('order', 'carol', { notify: false })
  await chat.leave('order', 'carol')
  const user = await chat.user('carol')
  const conversation = await chat.get('order')
  expect((await told(app)).slice(-3)).toMatchObject([
    {
      type: 'participant.joined',
      data: {
        conversation,
        participants: [{ userId: 'carol', access: 'Read', notify: true, isUnread: false }],
        users: [user],
      },
    },
    {
      type: 'participant.updated',
      data: { conversation, participant: { userId: 'carol', notify: false }, user },
    },
    { type: 'participant.left', data: { conversation, user } },
  ])
})

/** A conversation that is changed, deleted, made again and deleted again. */
async function twice(chat: Chat) {
  await chat.say('order', 'alice', 'one')
  await chat.put('order', { subject: 'First' })
  const first = await chat.get('order')
  await chat.delete('order')
  await chat.put('order', { subject: 'Second', participants: ['bob'] })
  await chat.say('order', 'bob', 'two')
  const second = await chat.get('order')
  await chat.delete('order')
  return { first, second }
}

test('events of a deleted conversation contain it as it was when it was deleted', async () => {
  const { app, chat } = await appWithOrder()
  const { first, second } = await twice(chat)
  await chat.put('order', { subject: 'Third' })
  const events = (await told(app)).filter(({ key }) => key === 'conversation order')
  expect(events.map(({ type }) => type)).toEqual([
    ...['conversation.created', 'participant.joined', 'message.sent', 'conversation.updated'],
    ...['conversation.deleted', 'conversation.created', 'participant.joined', 'message.sent'],
    ...['conversation.deleted', 'conversation.created'],
  ])
  for (const { data } of events.slice(0, 5)) expect(data).toMatchObject({ conversation: first })
  for (const { data } of events.slice(5, 9)) expect(data).toMatchObject({ conversation: second })
})

test('ids of events are the same whenever they are built, and differ from each other', async () => {
  const { app, chat } = await appWithOrder()
  await chat.say('order', 'alice', 'one', 'two')
  const ids = async () => (await told(app)).map(({ id }) => id)
  const first = await ids()
  await chat.say('order', 'alice', 'three')
  expect((await ids()).slice(0, first.length)).toEqual(first)
  expect(new Set(first).size).toBe(first.length)
})

test('a reaction contains the message with its reactions at that time', async () => {
  const { app, chat } = await appWithOrder()
  const [id = ''] = await chat.say('order', 'alice', 'one')
  await chat.react('order', id, '🚀', 'bob')
  await chat.unreact('order', id, '🚀', 'bob')
  const user = await chat.user('bob')
  const conversation = await chat.get('order')
  const message = await chat.message('order', id)
  expect((await told(app)).slice(-2)).toMatchObject([
    {
      type: 'reaction.added',
      data: {
        ...{ user, emoji: '🚀', conversation },
        message: { ...message, reactions: [{ emoji: '🚀', count: 1 }] },
      },
    },
    { type: 'reaction.removed', data: { user, emoji: '🚀', conversation, message } },
  ])
  await chat.deleteMessage('order', id)
  expect(typesOf(await told(app))).not.toContain('reaction.added')
})

test('the event of a disabled webhook contains no user', async () => {
  const { app, chat } = await appWithOrder()
  const stream = await liveStream(app, 'alice')
  const webhook: Webhook = {
    ...{ id: 'wh_7HtvCJLjdZoRsYE2nCXp2n', url: 'https://example.com', description: null },
    ...{
      events: null,
      ordered: true,
      enabled: false,
      disabledReason: 'gone',
      lost: null,
      createdAt: 1,
    },
  }
  await withStore(app.databaseUrl, (store) =>
    store.write([], (tx) => tx.events.insertPrivate(app.appId, 2, 'webhook.disabled', { webhook })),
  )
  expect(await last(app)).toMatchObject({
    type: 'webhook.disabled',
    createdAt: 2,
    data: { webhook },
  })
  await chat.say('order', 'bob', 'after')
  const seen = await stream.until(({ type }) => type === 'message.created')
  expect(typesOf(seen)).toEqual(['message.created'])
})
