import { chatOf } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { engine } from '@openparley/test-kit/database'
import { eventTypes } from '@openparley/test-kit/event-check'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { countedSeed, givenSeed } from '@openparley/test-kit/random'
import { testApp } from '@openparley/test-kit/server'
import { openStream, type TestStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCommands, settings } from '../model/all-commands.ts'
import { begin, conversationIds, type Real, userIds as users } from '../model/commands.ts'
import { emptyState } from '../model/state.ts'
import { applyEvents, emptyView, expectSame, takeView } from './snapshots.ts'
import { applyToWindows, expectSameWindows, listNames, takeWindows } from './windows.ts'

/** Few in a run of all tests; `npm run soak -- --only sequences` runs more. */
const sequences = Number(process.env.SEQUENCES ?? { sqlite: 6, postgres: 5 }[engine])

/** The users whose lists of participants are compared. */
const members = users.slice(0, 3)

/** How many of them are the same in each run. */
const counted = 4

/** `SEED=… npx vitest run test/stream/replay` makes the same calls again. */
const seed = givenSeed()

/** Presence, typing and notices about the stream are not replayed. */
const notInLog = ['user.online', 'user.offline', 'conversation.typing', 'reset', 'closed']

/** The sequences import nothing: `messages-import.test.ts` replays imports. */
const notInSequences = ['messages.imported']

/** The users and conversations of the user's stream. It watches only the user. */
const idsOf = (userId: string) => ({ users: [userId], conversations: conversationIds })

test(`in ${sequences} random sequences of calls, earlier snapshots with the later events equal later snapshots (SEED=${seed})`, async () => {
  const now = clock()
  const start = now.time
  const seen = new Set<string>()
  const changedWindows: Record<string, number> = {}

  const property = fc.asyncProperty(anyCommands, anyCommands, async (first, second) => {
    now.time = start
    const site = await testApp({ now, settings })
    const chat = chatOf(site.client)
    const model = emptyState(start)
    const real: Real = {
      call: site.call,
      tokenFor: (userId, time) => userToken(site, userId, time),
      setTime(time) {
        now.time = time
      },
    }
    const streams: TestStream[] = []
    for (const userId of users) streams.push(await openStream(site, userId))
    await begin(model, real)
    await fc.asyncModelRun(() => ({ model, real }), first)
    const between = await Promise.all(users.map((userId) => takeView(site, userId, idsOf(userId))))
    const windows = await Promise.all(members.map((userId) => takeWindows(site, userId, 2)))
    const cursors = streams.map(({ cursor }) => cursor)
    await fc.asyncModelRun(() => ({ model, real }), second)
    await receivedSoFar(streams, chat)
    const after = await Promise.all(users.map((userId) => takeView(site, userId, idsOf(userId))))

    for (const [index, userId] of users.entries()) {
      const stream = streams[index] as TestStream
      const events = stream.frames.flatMap(({ event }) => event ?? [])
      for (const { type } of events) seen.add(type)
      const [view, taken] = [between[index], after[index]]
      if (!view || !taken) throw new Error('Each user has their views.')
      // Starts without a snapshot, and from snapshots between the events. The latter ignore events that they include.
      expectSame(applyEvents(emptyView(idsOf(userId)), userId, events), taken)
      expectSame(applyEvents(view, userId, events), taken)
      // And from a cursor that is a little older than the snapshots.
      const resumed = await openStream(site, userId, { after: cursors[index] })
      const replay = await resumed.until(({ type }) => type === 'ready')
      expectSame(applyEvents(view, userId, replay), taken)
      await resumed.cut()
      const few = windows[index]
      if (!few) continue
      const all = await takeWindows(site, userId, 50)
      for (const name of expectSameWindows(applyToWindows(few, userId, events), few, all))
        changedWindows[name] = (changedWindows[name] ?? 0) + 1
    }
    await Promise.all(streams.map((stream) => stream.cut()))
  })
  await fc.assert(property, { numRuns: counted, seed: countedSeed, endOnFailure: false })
  // The sequences would prove little if they did not change windows, and cause every type of event.
  for (const name of listNames) expect(changedWindows[name]).toBeGreaterThan(counted / 4)
  await fc.assert(property, { numRuns: sequences - counted, seed, endOnFailure: false })
  if (sequences < 40) return
  const others = new Set([...notInLog, ...notInSequences])
  expect([...seen].sort()).toEqual(eventTypes.filter((type) => !others.has(type)).sort())
}, 300_000)
