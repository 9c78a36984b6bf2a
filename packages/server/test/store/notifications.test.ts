import { chatOf } from '@openparley/test-kit/chat'
import { withFileStore } from '@openparley/test-kit/file-store'
import { untilReadable } from '@openparley/test-kit/readable'
import { type TestAppOptions, testApp } from '@openparley/test-kit/server'
import { liveStream, lookingStream } from '@openparley/test-kit/stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { notificationWrites } from '../../src/feed/notification-writes.ts'
import { Notifications } from '../../src/feed/notifications.ts'
import type { Typist } from '../../src/feed/typing.ts'
import { webhookEvents } from '../../src/feed/webhooks/payloads.ts'
import type { Store } from '../../src/store/store.ts'
import { notificationConsumer } from '../../src/store/tables/consumers.ts'
import { logStart } from '../../src/store/tables/events.ts'

const freeLease = async () => ({ lost: new AbortController().signal, release: async () => {} })

interface CheckOptions {
  typing?: Typist[]
  store?: (store: Store) => Store
}

/** An app with a webhook, and with a conversation in which the server's clock stands still. */
async function appWithOrder(settings: TestAppOptions['settings'] = {}) {
  const time = Date.now()
  const app = await testApp({ now: () => time, settings })
  const { appId, databaseUrl } = app
  const chat = chatOf(app.client)
  await chat.conversationWith('order', ['alice', 'bob', 'carol'])
  const inStore = <T>(work: (store: Store) => Promise<T>) => withFileStore(databaseUrl, work)
  await inStore((store) =>
    store.write([notificationConsumer], async (tx) => {
      await tx.webhooks.put({
        ...{ appId, id: `wh_${appId}`, url: 'https://shop.example', description: null },
        ...{ events: ['notification.triggered'], ordered: true, disabledReason: null },
        ...{ createdAt: time, secrets: [], lost: null },
      })
      await tx.consumers.begin(notificationConsumer, await tx.events.position())
    }),
  )
  const unsubscribe = () =>
    inStore((store) => store.write([], (tx) => tx.webhooks.delete(appId, `wh_${appId}`)))
  onTestFinished(unsubscribe)
  return {
    app,
    chat,
    inStore,
    unsubscribe,
    /** Lets another node do the due work so many milliseconds later. */
    check: (later: number, { typing = [], store: wrap = (one) => one }: CheckOptions = {}) =>
      inStore(async (store) => {
        await untilReadable(store)
        const notifications = new Notifications({
          store,
          writes: notificationWrites(wrap(store), () => time + later),
          // The server has the lease, which only saves work.
          lease: freeLease,
          typists: async () => typing,
          now: () => time + later,
          onError: () => undefined,
        })
        try {
          await notifications.check()
        } finally {
          await notifications.close()
        }
      }),
    /** The notifications in the log, as webhooks get them now. */
    notifications: () =>
      inStore(async (store) => {
        await untilReadable(store)
        return store.snapshot(async (tx) => {
          const found = []
          for (let at: typeof logStart | undefined = logStart; at; ) {
            const page = await tx.events.readAfter(at, 1000)
            for (const entry of page)
              if (entry.appId === appId && entry.type === 'notification.triggered')
                found.push(...(await webhookEvents(entry, tx)))
            at = page.at(-1)
          }
          return found.flatMap((event) => (event.type === 'notification.triggered' ? [event] : []))
        })
      }),
  }
}

type App = Awaited<ReturnType<typeof appWithOrder>>

/** Who was notified of which texts. */
const told = async ({ notifications }: App) =>
  (await notifications()).map(({ data }) => [
    data.recipient.id,
    ...data.messages.map(({ text }) => text),
  ])

const mention = (sender: string, id: string) => ({
  ...{ type: 'UserMessage' as const, sender },
  content: [{ type: 'text', children: ['Hi ', { type: 'mention', id, text: id }] }] as never,
})

describe('notification.triggered', () => {
  test('is sent to everyone who has missed messages, once, with all messages of the delay', async () => {
    const app = await appWithOrder()
    const { chat, check, notifications } = app
    await chat.putUser('alice', { email: ['alice@example.com'] })
    const [first = ''] = await chat.say('order', 'bob', 'Hello')
    await check(29_999)
    expect(await told(app)).toEqual([])
    const [second = ''] = await chat.say('order', 'bob', 'Are you there?')
    await check(30_000)
    await check(30_000)
    await check(90_000)
    const [one, other, ...more] = await notifications()
    expect(more).toEqual([])
    expect(one).toMatchObject({
      id: expect.stringMatching(/^evt_\d+_\w+_0$/),
      key: 'conversation order',
      data: {
        notificationId: expect.stringMatching(/^ntf_\d+_\w+$/),
        recipient: await chat.user('alice'),
        sender: await chat.user('bob'),
        conversation: await chat.get('order'),
        messages: [await chat.message('order', first), await chat.message('order', second)],
      },
    })
    expect(other?.data.recipient.id).toBe('carol')
    await chat.say('order', 'carol', 'Here I am')
    await check(120_000)
    expect((await told(app)).slice(2)).toEqual([
      ['alice', 'Here I am'],
      ['bob', 'Here I am'],
    ])
  })

  test('is not sent to users who have read the messages, who look at the conversation, or who sent the messages', async () => {
    const app = await appWithOrder()
    const { chat, check } = app
    await chat.users('dave', 'erin')
    await chat.put('order', { participants: ['dave', 'erin'] })
    await lookingStream(app.app, 'alice', 'order')
    await lookingStream(app.app, 'carol', 'order', false)
    await lookingStream(app.app, 'erin', 'another')
    await liveStream(app.app, 'erin')
    await chat.say('order', 'bob', 'Hello')
    await chat.mark('dave', 'order', false)
    await check(30_000)
    expect(await told(app)).toEqual([
      ['carol', 'Hello'],
      ['erin', 'Hello'],
    ])
  })

  test('respects what participants want and what they are allowed to see', async () => {
    const app = await appWithOrder()
    const { chat, check } = app
    await chat.users('silent', 'mentioned', 'overlooked', 'banned')
    await chat.join('order', 'silent', { notify: false })
    await chat.join('order', 'mentioned', { notify: 'MentionsOnly' })
    await chat.join('order', 'overlooked', { notify: 'MentionsOnly' })
    await chat.join('order', 'banned', { access: 'None' })
    await chat.say('order', 'bob', 'Hello')
    await chat.send('order', mention('bob', 'mentioned'))
    await chat.leave('order', 'carol')
    await check(30_000)
    expect(await told(app)).toEqual([
      ['alice', 'Hello', 'Hi @mentioned'],
      ['mentioned', 'Hi @mentioned'],
    ])
  })

  test('is not sent for system messages, imported messages, and messages that are gone', async () => {
    const app = await appWithOrder()
    const { chat, check, inStore } = app
    await chat.send('order', { type: 'SystemMessage', text: 'Paid' })
    await app.app.call('POST', '/import/conversations/order/messages', {
      body: [{ type: 'UserMessage', sender: 'bob', text: 'Old', createdAt: Date.now() - 1e6 }],
    })
    const [gone = ''] = await chat.say('order', 'bob', 'Sorry')
    await chat.deleteMessage('order', gone)
    await check(30_000)
    expect(await told(app)).toEqual([])
    const [late = ''] = await chat.say('order', 'bob', 'Wrong chat')
    await check(60_000)
    expect(await told(app)).toHaveLength(2)
    await chat.deleteMessage('order', late)
    expect(await told(app)).toEqual([])
    await chat.say('order', 'bob', 'Bye')
    await check(29_000)
    await chat.delete('order')
    expect(await inStore((store) => store.read.missed.get(app.app.appId, 'order'))).toBeUndefined()
    await check(90_000)
    expect(await told(app)).toEqual([])
  })

  test('waits while somebody types in the conversation, but not longer than a minute', async () => {
    const app = await appWithOrder()
    const { chat, check } = app
    const bob = { appId: app.app.appId, userId: 'bob', at: logStart, newestSeq: 1000 }
    const typing = [{ ...bob, conversationId: 'order' }]
    await chat.say('order', 'bob', 'One')
    await check(30_000, { typing })
    await check(89_999, { typing })
    expect(await told(app)).toEqual([])
    await chat.say('order', 'bob', 'Two')
    await check(91_000, { typing })
    expect(await told(app)).toEqual([
      ['alice', 'One', 'Two'],
      ['carol', 'One', 'Two'],
    ])
    await chat.say('order', 'bob', 'Three')
    const another = { ...bob, conversationId: 'another' }
    const elsewhere = { ...bob, conversationId: 'order', appId: 'another' }
    const outsider = { ...bob, conversationId: 'order', userId: 'dave' }
    const hasSent = { ...bob, conversationId: 'order', newestSeq: 0 }
    await check(100_000, { typing: [another, elsewhere, outsider, hasSent] })
    expect((await told(app)).slice(2)).toEqual([
      ['alice', 'Three'],
      ['carol', 'Three'],
    ])
  })

  test('uses the delay of the app, which its backend can change', async () => {
    const app = await appWithOrder({ notificationDelay: 900 })
    const { chat, check } = app
    const { call } = app.app
    await chat.say('order', 'bob', 'One')
    await check(899_999)
    expect(await told(app)).toEqual([])
    await check(900_000)
    expect(await told(app)).toHaveLength(2)
    const delay = async () =>
      ((await call('GET', '')).body as { notificationDelay: number }).notificationDelay
    await call('PUT', '', { body: { notificationDelay: 0 } })
    expect(await delay()).toBe(0)
    await chat.say('order', 'bob', 'Two')
    await check(10)
    expect(await told(app)).toHaveLength(4)
    await call('PUT', '', { body: { notificationDelay: null } })
    expect(await delay()).toBe(30)
    for (const notificationDelay of [-1, 901, 1.5, '30']) {
      const { status, body } = await call('PUT', '', { body: { notificationDelay } })
      expect([status, Object.keys((body as { errors: object }).errors)]).toEqual([
        400,
        ['#/notificationDelay'],
      ])
    }
  })

  test('has the newest 30 of many messages', async () => {
    const app = await appWithOrder()
    const texts = Array.from({ length: 35 }, (_, index) => `Message ${index}`)
    for (let sent = 0; sent < texts.length; sent += 5)
      await app.chat.say('order', 'bob', ...texts.slice(sent, sent + 5))
    await app.check(31_000)
    expect(await told(app)).toEqual(['alice', 'carol'].map((id) => [id, ...texts.slice(5)]))
  })

  test('is sent only for mentions in conversations with more than 300 participants', async () => {
    const app = await appWithOrder()
    const { chat, check } = app
    const crowd = Array.from({ length: 300 }, (_, index) => `user-${index}`)
    for (let made = 0; made < crowd.length; made += 100)
      await chat.users(...crowd.slice(made, made + 100))
    await chat.put('order', { participants: crowd })
    await chat.say('order', 'bob', 'Hello everyone')
    await chat.send('order', mention('bob', 'user-7'))
    await check(31_000)
    expect(await told(app)).toEqual([['user-7', 'Hi @user-7']])
  })

  test('is in the log once, although nodes stop before any of their writes, or work at the same time', async () => {
    const app = await appWithOrder()
    const { chat, check } = app
    await chat.conversationWith('boots', ['alice', 'bob'])
    await chat.say('order', 'bob', 'Hello')
    await chat.say('boots', 'bob', 'Hi')
    /** A node whose write with this number fails after its work, as if it was killed before the commit. */
    const dying =
      (fatal: number) =>
      (store: Store): Store => {
        let writes = 0
        return {
          ...store,
          write: (locks, work) =>
            store.write(locks, async (tx) => {
              const result = await work(tx)
              writes += 1
              if (writes >= fatal) throw new Error('killed')
              return result
            }),
        }
      }
    for (const fatal of [1, 2])
      await check(30_000, { store: dying(fatal) }).catch((error: Error) =>
        expect(error.message).toBe('killed'),
      )
    await Promise.all([1, 2, 3].map(() => check(30_000)))
    expect((await told(app)).sort()).toEqual([
      ['alice', 'Hello'],
      ['alice', 'Hi'],
      ['carol', 'Hello'],
    ])
  })

  test('is in the order of its conversation, and no stream gets it', async () => {
    const app = await appWithOrder()
    const { chat, check, inStore } = app
    const stream = await liveStream(app.app, 'alice')
    await chat.say('order', 'bob', 'Hello')
    await check(30_000)
    await chat.say('order', 'bob', 'Last')
    const seen = await stream.until(
      (event) => event.type === 'message.created' && event.message.text === 'Last',
    )
    expect(seen.map(({ type }) => type)).toEqual(['message.created', 'message.created'])
    const types = await inStore(async ({ read }) => {
      const { appId } = app.app
      const end = await read.events.position()
      const entries = await read.events.readOf(
        { appId, conversationId: 'order' },
        logStart,
        end,
        100,
      )
      return entries.map(({ type }) => type).slice(-4)
    })
    expect(types).toEqual([
      'message.created',
      'notification.triggered',
      'notification.triggered',
      'message.created',
    ])
  })

  test('costs nothing while no webhook gets the event: saved messages are removed, and the log is not kept', async () => {
    const app = await appWithOrder()
    const { chat, check, inStore, unsubscribe } = app
    await chat.say('order', 'bob', 'Hello')
    await check(0)
    const noted = () => inStore((store) => store.read.missed.get(app.app.appId, 'order'))
    const consumer = () => inStore((store) => store.read.consumers.get(notificationConsumer))
    const end = () => inStore((store) => notificationWrites(store, Date.now).endNotifications())
    await end()
    expect(await noted()).toBeDefined()
    expect(await consumer()).toBeDefined()
    await unsubscribe()
    await check(30_000)
    expect(await told(app)).toEqual([])
    expect(await noted()).toBeUndefined()
    expect(await consumer()).toBeUndefined()
  })

  test('leaves no saved messages after the start of a server if no webhook gets the event any more', async () => {
    const app = await appWithOrder()
    await app.chat.say('order', 'bob', 'Hello')
    await app.check(0)
    await app.inStore(async (store) => {
      await store.write([], (tx) => tx.webhooks.delete(app.app.appId, `wh_${app.app.appId}`))
      await notificationWrites(store, Date.now).endNotifications()
      expect(await store.read.missed.get(app.app.appId, 'order')).toBeUndefined()
      expect(await store.read.consumers.get(notificationConsumer)).toBeUndefined()
    })
  })
})
