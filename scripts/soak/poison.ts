import { conversationUpdated, withStore } from '@openparley/test-kit/event-log'
import { appId, secretKey } from '@openparley/test-kit/server-process'
import { userToken } from '@openparley/test-kit/token'
import { ensureApp } from '../../packages/server/src/operations/apps.ts'
import type { SoakOptions } from '../soak-scenario.ts'
import { call, createUsers, openStream, say, withFile, withServer } from '../soak-site.ts'

export const name = 'poison'

/** Almost the max size of a user's custom data. */
const kilobytes = 63
const maxChanges = 4000
const changesARound = 20
const lastText = 'last'

/** No API call creates such an event, but an old log may contain one. */
const largeEvent = conversationUpdated(3_000_000)

type Stream = Awaited<ReturnType<typeof openStream>>

/** Reads up to the last message; returns the ids of the messages, the number of changes, and the largest event. */
async function readAll(stream: Stream) {
  const read = { ids: [] as string[], changes: 0, largest: 0 }
  for (;;) {
    const { event } = await stream.next()
    if (event.type === 'reset') throw new Error(`A stream was reset: ${event.reason}.`)
    if (event.type === 'user.updated') read.changes += 1
    read.largest = Math.max(read.largest, event.conversation?.custom?.large?.length ?? 0)
    if (event.type !== 'message.created') continue
    read.ids.push(event.message.id)
    if (event.message.text !== lastText) continue
    stream.close()
    return read
  }
}

type Read = Awaited<ReturnType<typeof readAll>>

function expectAll({ ids, largest }: Read, expected: string[], who: string): void {
  if (ids.join() !== expected.join())
    throw new Error(`${who} got ${ids.length} messages of ${expected.length}.`)
  if (largest < 3_000_000) throw new Error(`${who} did not get the event of 3 MB.`)
}

/** A user causes events of the max size; clients that watch that user, or resume, must get every message. */
export const run = ({ milliseconds, log }: SoakOptions) =>
  withFile(async (file) => {
    const url = `sqlite:${file}`
    const settings = { clientSideUserSync: 'own' as const }
    await withStore(url, (store) =>
      ensureApp(store, { id: appId, secretKey, settings }, Date.now()),
    )
    return withServer(url, async (server) => {
      await createUsers(server, ['alice', 'bob', 'mallory'])
      const participants = ['alice', 'bob', 'mallory']
      await call(server, 'PUT', '/conversations/order', { participants })
      const alice = await openStream(server, 'alice')
      const { streamId } = (await alice.next()).event
      const watched = { users: { mallory: 0 } }
      const token = await userToken(server, 'alice')
      await call(server, 'PUT', `/realtime/streams/${streamId}`, watched, token)
      const reading = readAll(alice)
      // It is awaited below; an earlier failure must not end the process.
      reading.catch(() => undefined)
      const bob = await openStream(server, 'bob')
      const { cursor } = await bob.next()
      bob.close()

      const sent: string[] = []
      let changes = 0
      const mallory = await userToken(server, 'mallory')
      const poison = () => {
        changes += 1
        const custom = { large: `${changes}`.padEnd(kilobytes * 1024, 'x') }
        return call(server, 'PUT', '/realtime/users/mallory', { custom }, mallory)
      }
      const end = performance.now() + milliseconds
      do {
        await Promise.all(Array.from({ length: changesARound }, poison))
        sent.push(await say(server, 'order', 'Hello'))
      } while (performance.now() < end && changes < maxChanges)
      log(`${changes} changes of ${kilobytes} KiB, and one event of 3 MB`)
      await withStore(url, ({ write }) => write([], (tx) => tx.events.append(appId, 1, largeEvent)))
      sent.push(await say(server, 'order', lastText))
      const live = await reading
      expectAll(live, sent, 'The live stream')
      const resumed = await readAll(await openStream(server, 'bob', cursor))
      expectAll(resumed, sent, 'The resumed stream')
      return {
        changes,
        'messages to each': sent.length,
        'changes to who watches': live.changes,
      }
    })
  })
