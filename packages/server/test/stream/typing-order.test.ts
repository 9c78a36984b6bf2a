import { setImmediate } from 'node:timers/promises'
import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { testServer } from '@openparley/test-kit/server'
import { expect, onTestFinished, test } from 'vitest'
import { LastMessages } from '../../src/feed/last-messages.ts'
import { Notices } from '../../src/feed/notices.ts'
import { Reader } from '../../src/feed/reader.ts'
import { Streams } from '../../src/feed/streams.ts'
import { Turn } from '../../src/feed/turn.ts'
import { Watching } from '../../src/feed/watching.ts'
import { openDatabase } from '../../src/store/database.ts'

// The order of typing and messages, step by step: another node hears of the typing before, with or after the log.

/** The streams of another node of a server with the conversation `trade` between alice and bob. */
async function otherNode() {
  const server = await testServer({ databaseUrl: await lastingDatabase() })
  const chat = chatOf(server.client)
  await chat.conversationWith('trade', ['alice', 'bob'])
  const store = await openDatabase(server.databaseUrl)
  onTestFinished(() => store.close())
  const onError = (error: unknown) => {
    throw error
  }
  const notices = new Notices(store)
  const turn = new Turn()
  const watching = new Watching({ store, notices, nodeId: 'other', onAlive() {}, onError })
  const streams = new Streams({
    store,
    epoch: 'epoch',
    watching,
    findApp: (id) => store.read.apps.get(id),
    onEntry() {},
  })
  const now = () => store.read.events.position()
  return {
    now,
    say: (text: string) => chat.say('trade', 'alice', text),
    leave: (userId: string) => chat.leave('trade', userId),
    /** Opens a stream from the position on, or from now on. */
    async open(userId: string, from?: Awaited<ReturnType<typeof now>>) {
      const reader = new Reader({
        ...{ appId: 'shop', userId, streamId: `stream of ${userId}`, epoch: 'epoch', turn },
        ...{ key: 'key', expires: Number.POSITIVE_INFINITY },
      })
      const types: string[] = []
      reader.follow({
        send: (items) => void types.push(...items.flatMap(({ event }) => event?.type ?? [])),
        end() {},
      })
      if (!from) streams.joinNow(reader, await now())
      else expect(streams.join(reader, from)).toBe(true)
      return {
        /** Leaves the node, as a client that disconnects. */
        close: () => streams.leave(reader),
        /** The types of the events since the last call. */
        async got() {
          await setImmediate()
          return types.splice(0)
        },
      }
    },
    /** Delivers what is new in the log. */
    async readLog() {
      if (streams.position)
        await streams.handle(await store.read.events.readAfter(streams.position, 100))
    },
    showTyping: (at: Awaited<ReturnType<typeof now>>) =>
      streams.showTyping(
        { appId: 'shop', conversationId: 'trade', userId: 'alice', at, newestSeq: 0 },
        undefined,
      ),
  }
}

test('typing that arrives after a newer message is dropped', async () => {
  const { now, open, say, readLog, showTyping } = await otherNode()
  const bob = await open('bob')
  const before = await now()
  await say('Hello')
  await readLog()
  await showTyping(before)
  expect(await bob.got()).toEqual(['message.created'])
  await showTyping(await now())
  expect(await bob.got()).toEqual(['conversation.typing'])
})

test('typing that arrives before older messages is sent after them', async () => {
  const { now, open, say, readLog, showTyping } = await otherNode()
  const bob = await open('bob')
  await say('Hello')
  await showTyping(await now())
  expect(await bob.got()).toEqual([])
  await readLog()
  expect(await bob.got()).toEqual(['message.created', 'conversation.typing'])
})

test('typing that arrives before older and newer messages is dropped', async () => {
  const { now, open, say, readLog, showTyping } = await otherNode()
  const bob = await open('bob')
  await say('Hello')
  await showTyping(await now())
  await say('Bob')
  await readLog()
  expect(await bob.got()).toEqual(['message.created', 'message.created'])
})

test('a stream gets no typing from before its start, since its replay may contain a newer message', async () => {
  const { now, open, say, readLog, showTyping } = await otherNode()
  const first = await open('bob')
  const before = await now()
  await say('Hello')
  const resumed = await open('bob', await now())
  await showTyping(before)
  expect([await first.got(), await resumed.got()]).toEqual([['conversation.typing'], []])
  await readLog()
  await showTyping(await now())
  expect(await first.got()).toEqual(['message.created', 'conversation.typing'])
  // The message was in its replay.
  expect(await resumed.got()).toEqual(['conversation.typing'])
})

test('participants who left get no typing events, whether or not their stream has heard that they left', async () => {
  const { now, open, leave, readLog, showTyping } = await otherNode()
  const bob = await open('bob')
  const before = await now()
  await leave('bob')
  await showTyping(before)
  expect(await bob.got()).toEqual([])
  await readLog()
  await showTyping(await now())
  expect(await bob.got()).toEqual(['participant.left'])
})

test('a node without streams forgets who is in the conversations', async () => {
  const { now, open, leave, readLog, showTyping } = await otherNode()
  const first = await open('bob')
  await showTyping(await now())
  expect(await first.got()).toEqual(['conversation.typing'])
  first.close()
  await leave('bob')
  await showTyping(await now())
  const second = await open('bob')
  await showTyping(await now())
  await readLog()
  expect(await second.got()).toEqual([])
})

const entry = (id: number, conversationId: string) => ({
  ...{ xid: 0, id, mark: 0, appId: 'shop', type: 'message.created', conversationId },
  ...{ userId: null, opens: undefined, closes: undefined, json: '{}', private: null },
})
const at = (id: number) => ({ xid: 0, id, mark: 0 })

test('in conversations that are no longer cached, typing is shown only if it is later than all removed messages', () => {
  const last = new LastMessages(2)
  const known = (conversationId: string, id: number) =>
    last.isAfter({ appId: 'shop', conversationId }, at(id))
  last.add(entry(1, 'a'))
  last.add(entry(2, 'b'))
  expect([known('a', 0), known('a', 1), known('c', 0)]).toEqual([true, false, false])
  last.add(entry(3, 'c'))
  // Looking at a conversation keeps it in the cache: the conversation of message 2 was removed.
  expect([known('a', 0), known('b', 1), known('b', 2), known('d', 1)]).toEqual([
    true,
    true,
    false,
    true,
  ])
})
