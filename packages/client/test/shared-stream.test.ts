import { givenSeed } from '@openparley/test-kit/random'
import { type SharingPage, sharingBrowser } from '@openparley/test-kit/sharing-browser'
import { describe, expect, test } from 'vitest'
import { ProblemError } from '../src/problem.ts'

type Browser = ReturnType<typeof sharingBrowser>

/** The sessions are connected, and received each event since they loaded their snapshots, once and in order. */
function expectAllTold(pages: SharingPage[], { visible, openStreams }: Browser['server']): void {
  for (const { told, loadedAt, states, streamIds } of pages) {
    expect(states.at(-1)).toBe('connected')
    expect(told).toEqual(visible.filter((id) => id > loadedAt))
    expect(streamIds.at(-1)).toBe(openStreams.at(-1)?.id)
  }
}

const seeds = (count: number) => Array.from({ length: count }, (_, number) => givenSeed() + number)

describe('tabs of a browser', () => {
  test('share one stream; a page that is opened later connects without a request', async () => {
    const { openPage, openPages, run, server } = sharingBrowser(1)
    const pages = await openPages(5)
    server.append(true)
    await run()
    pages.push(openPage())
    await run()
    server.append(true)
    await run()
    expect(pages.map(({ told }) => told)).toEqual([[1, 2], [1, 2], [1, 2], [1, 2], [1, 2], [2]])
    expect(pages.map(({ states }) => states)).toEqual(Array(6).fill(['connected']))
    expect(server.opened).toBe(1)
  })

  test('miss nothing if the first one reads a list before there is a stream', async () => {
    const { openPage, run, server } = sharingBrowser(1)
    const onRead = () => server.append(true)
    const [leader, follower] = [openPage({ onRead }), openPage({ onRead })]
    await run()
    server.append(true)
    await run()
    expect([leader.told, follower.told]).toEqual([[1, 2], [2]])
    expect(leader.loadedAt).toBe(0)
    expect(server.opened).toBe(1)
  })

  test('stay connected when the leader closes; the next leader resumes from the same position', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const [leader, ...others] = await openPages(4)
    server.append(true)
    await run()
    leader?.stream.close()
    server.append(true)
    await run()
    expect(others.map(({ told }) => told)).toEqual(Array(3).fill([1, 2]))
    expect(others.map(({ states }) => states)).toEqual(Array(3).fill(['connected']))
    expect(server.opened).toBe(2)
    expectAllTold(others, server)
  })

  test.each(seeds(10))(
    'replace a leader that hangs within 11 seconds; the old leader becomes a follower when it continues (seed %i)',
    async (seed) => {
      const { openPages, pass, run, server } = sharingBrowser(seed)
      const pages = await openPages(4)
      const [leader, ...others] = pages
      if (!leader) throw new Error('no pages')
      leader.tab.hang()
      server.append(true)
      await pass(11_000)
      expectAllTold(others, server)
      leader.tab.thaw()
      await run()
      await pass(5000)
      server.append(true)
      await run()
      expectAllTold(pages, server)
      // No tab received what the former leader sent when it continued.
      for (const { streamIds } of others) expect(streamIds.lastIndexOf('stream-1')).toBe(0)
      expect(server.openStreams).toHaveLength(1)
    },
  )

  test('immediately replace a leader that is about to be frozen', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const pages = await openPages(4)
    const [leader, ...others] = pages
    leader?.tab.freeze()
    server.append(true)
    await run()
    expectAllTold(others, server)
    expect(server.openStreams).toHaveLength(1)
    leader?.tab.thaw()
    server.append(true)
    await run()
    expectAllTold(pages, server)
    expect(server.opened).toBe(2)
  })

  test.each(seeds(40))(
    'get each event once, in order, whatever happens to them (seed %i)',
    async (seed) => {
      const { openPage, pass, random, run, server } = sharingBrowser(seed)
      const open = () => openPage(random.pick([{}, { onRead: () => server.append(true) }]))
      let pages = [open()]
      const actions = {
        open: () => pages.length < 6 && pages.push(open()),
        close() {
          const page = random.pick(pages)
          if (pages.length === 1 || page.tab.isFrozen) return
          page.stream.close()
          pages = pages.filter((one) => one !== page)
        },
        crash() {
          const page = random.pick(pages)
          if (pages.length === 1) return
          page.tab.crash()
          for (const stream of server.openStreams) if (stream.tab === page.tab) stream.cut()
          pages = pages.filter((one) => one !== page)
        },
        freeze() {
          random.pick(pages).tab.isFrozen = true
        },
        thaw() {
          for (const { tab } of pages) {
            if (tab.isFrozen && random.integer(0, 2) === 0) tab.loseMessages()
            tab.thaw()
          }
        },
        cut() {
          for (const stream of server.openStreams) if (random.integer(0, 1)) stream.cut()
        },
        append: () => server.append(true),
        appendHidden: () => server.append(false),
        beat: () => server.beat(),
        trim: () => random.integer(0, 3) === 0 && server.trim(),
        pass: () => pass(random.integer(1, 20) * 500),
        run,
      }
      const names = Object.keys(actions) as (keyof typeof actions)[]
      const often = [...names, 'append', 'append', 'append', 'pass', 'run', 'thaw'] as const
      for (let turn = 0; turn < 80; turn += 1) await actions[random.pick(often)]()
      // The other tabs do not need the frozen ones.
      if (pages.every(({ tab }) => tab.isFrozen)) actions.thaw()
      await pass(60_000)
      server.append(true)
      await pass(1000)
      const active = pages.filter(({ tab }) => !tab.isFrozen)
      for (const { told, loadedAt } of active)
        expect(told).toEqual(server.visible.filter((id) => id > loadedAt))
      actions.thaw()
      await pass(60_000)
      server.append(true)
      await pass(1000)
      expectAllTold(pages, server)
      expect(server.openStreams).toHaveLength(1)
    },
  )

  test('see why the leader has no connection', async () => {
    const { openPages, pass, run, server } = sharingBrowser(1)
    const pages = await openPages(3)
    const problem = { type: 'about:blank', title: 'Unavailable', status: 503, detail: 'Busy.' }
    server.refusal = new ProblemError(problem, 1000)
    for (const { cut } of server.openStreams) cut()
    await run()
    await pass(1000)
    for (const { states, error } of pages) {
      expect(states).toEqual(['connected', 'connecting: unreachable', 'connecting: refused'])
      expect(error).toMatchObject({ name: 'ConnectionError', cause: problem })
      expect(error?.cause).toBeInstanceOf(ProblemError)
    }
    server.refusal = undefined
    await pass(5000)
    server.append(true)
    await run()
    expectAllTold(pages, server)
  })

  test('take over from a leader whose token expires; the leader ends disconnected', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const [leader, ...others] = await openPages(3)
    server.tell('data: {"type":"closed","reason":"token-expired"}\n\n')
    await run()
    server.append(true)
    await run()
    expect(leader?.states).toEqual(['connected', 'disconnected: token-expired'])
    expect(leader?.told).toEqual([])
    expectAllTold(others, server)
    leader?.stream.open()
    await run()
    server.append(true)
    await run()
    expect(leader?.told).toEqual([1, 2])
    expect(server.opened).toBe(3)
  })

  test('give the leader their new token', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const pages = await openPages(3)
    pages[1]?.tokens.set('fresh')
    pages[1]?.stream.renew()
    await run()
    pages[0]?.tokens.set('fresher')
    pages[0]?.stream.renew()
    await run()
    expect(server.tokens).toEqual(['token', 'fresh', 'fresher'])
    expect(pages.map(({ states }) => states)).toEqual(Array(3).fill(['connected']))
    expectAllTold(pages, server)
  })

  test('with another version of the messages, or another user, have their own stream', async () => {
    const { openPage, run, server } = sharingBrowser(1)
    const pages = [openPage({ name: 'one' }), openPage({ name: 'other' })]
    await run()
    server.append(true)
    await run()
    expect(pages.map(({ told }) => told)).toEqual([[1], [1]])
    expect(server.opened).toBe(2)
  })

  test('without locks, as in a sandboxed frame, have their own stream', async () => {
    const { openPage, run, server } = sharingBrowser(1)
    const page = openPage({ hasLocks: false })
    await run()
    server.append(true)
    await run()
    expectAllTold([page], server)
  })
})
