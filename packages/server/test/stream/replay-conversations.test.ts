import { chatOf } from '@openparley/test-kit/chat'
import { clock } from '@openparley/test-kit/clock'
import { engine } from '@openparley/test-kit/database'
import { receivedSoFar } from '@openparley/test-kit/fence'
import { countedSeed, givenSeed } from '@openparley/test-kit/random'
import { testApp } from '@openparley/test-kit/server'
import { openStream } from '@openparley/test-kit/stream'
import { userToken } from '@openparley/test-kit/token'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCommands, settings } from '../model/all-commands.ts'
import { begin, conversationIds, type Real, userIds } from '../model/commands.ts'
import { emptyState } from '../model/state.ts'
import { expectWindow, expectWindowAtEachMoment, takeWindow } from './conversation-windows.ts'
import { importInto, otherCalls, randomLists } from './replayed-calls.ts'
import { applyEvents, emptyView, expectSame, isLogged, takeView } from './snapshots.ts'

/** Few in a run of all tests; `npm run soak -- --only sequences` runs more. */
const sequences = Number(process.env.SEQUENCES ?? { sqlite: 6, postgres: 4 }[engine])

/** How many of them are the same in each run. */
const counted = 3

const seed = givenSeed()

/** The users who exist from the beginning. */
const users = userIds.slice(0, 3)

test(`in ${sequences} random sequences of calls with imports, the newest conversations and the later events are the present list (SEED=${seed})`, async () => {
  const now = clock()
  const start = now.time
  const count = { events: 0, requests: 0, windows: 0, folded: 0 }

  const inputs = [anyCommands, randomLists(users.length), anyCommands, otherCalls] as const
  const property = fc.asyncProperty(...inputs, async (first, listsAt, second, others) => {
    now.time = start
    const site = await testApp({ now, settings })
    const model = emptyState(start)
    const real: Real = {
      call: site.call,
      tokenFor: (userId, time) => userToken(site, userId, time),
      setTime(time) {
        now.time = time
      },
    }
    const streams = await Promise.all(users.map((userId) => openStream(site, userId)))
    await begin(model, real)
    await fc.asyncModelRun(() => ({ model, real }), first)
    const windows = await Promise.all(
      listsAt(model).map((list, index) => takeWindow(site, users[index] ?? '', list)),
    )
    await fc.asyncModelRun(() => ({ model, real }), second)
    for (const call of others) await call(site, now.time)
    await importInto(site, conversationIds[0], users)
    await receivedSoFar(streams, chatOf(site.client))

    for (const [index, window] of windows.entries()) {
      const userId = users[index] ?? ''
      const events = (streams[index]?.frames ?? []).flatMap(({ event }) => event ?? [])
      const logged = events.filter(isLogged)
      expect(logged.map(({ type }) => type)).toContain('messages.imported')
      const ids = { users: [], conversations: conversationIds }
      const view = await takeView(site, userId, ids)
      expectSame(applyEvents(emptyView(ids), userId, events), view)
      count.events += logged.length
      count.requests += expectWindowAtEachMoment(userId, window, logged)
      count.windows += 1
      if (await expectWindow(site, userId, window, logged)) count.folded += 1
    }
    await Promise.all(streams.map((stream) => stream.cut()))
  })
  await fc.assert(property, { numRuns: counted, seed: countedSeed, endOnFailure: false })
  // Most events need no request, and many windows reach the end without a request.
  expect(count.requests).toBeLessThan(count.events / 4)
  expect(count.folded).toBeGreaterThan(count.windows / 4)
  await fc.assert(property, { numRuns: sequences - counted, seed, endOnFailure: false })
}, 300_000)
