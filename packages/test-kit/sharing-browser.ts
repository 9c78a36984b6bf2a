import { sharedStream } from '../client/src/connection/shared-stream.ts'
import type { Stream } from '../client/src/connection/stream.ts'
import { createTokens, type Tokens } from '../client/src/connection/tokens.ts'
import { FakeBrowser, type FakeTab } from './fake-browser.ts'
import { FakeStreams } from './fake-streams.ts'
import { ManualClock } from './manual-clock.ts'
import { randomFrom } from './random.ts'

/** A page with a stream, and the events that its session received. */
export interface SharingPage {
  tab: FakeTab
  stream: Stream
  tokens: Tokens
  /** The events since the session loaded its snapshots, when it became connected or was reset. */
  told: number[]
  /** The newest event at that time. */
  loadedAt: number
  /** Whether the session reads a list before there is a stream. */
  isReading: boolean
  /** The states of the connection, each with its reason. */
  states: string[]
  streamIds: string[]
  /** The users whose presence changed. */
  online: string[]
  error: Error | undefined
}

const none: undefined | (() => void) = undefined

/** A browser whose pages share a stream, and its server. The order in which things happen comes from the seed. */
export function sharingBrowser(seed: number) {
  const clock = new ManualClock()
  const random = randomFrom(seed)
  const browser = new FakeBrowser(clock, random)
  const server = new FakeStreams()

  function openPage({ name = 'parley', hasLocks = true, onRead = none } = {}): SharingPage {
    const tab = browser.openTab()
    const tokens = createTokens({ userId: 'alice', token: 'token', clock: tab.clock })
    const calls = server.callsOf(tab, tokens)
    if (!hasLocks)
      tab.locks.request = () => Promise.reject(new DOMException('No origin.', 'SecurityError'))
    /**
     * Reads a list whose response may come late. If there is no stream by then, the stream begins at the position at
     * which the list was read.
     */
    const begin = () =>
      new Promise<string | undefined>((resolve) => {
        page.isReading = true
        const readAt = server.end
        onRead?.()
        tab.queue('list', () => {
          page.isReading = false
          if (page.states.at(-1) !== 'connected') page.loadedAt = Math.min(page.loadedAt, readAt)
          resolve(`c${readAt}`)
        })
      })
    const options = {
      ...tab,
      ...(onRead && { begin }),
      calls,
      name,
      tokens,
      random: () => random.integer(0, 99) / 100,
    }
    const page: SharingPage = {
      tab,
      tokens,
      told: [],
      loadedAt: Number.POSITIVE_INFINITY,
      isReading: false,
      states: [],
      streamIds: [],
      online: [],
      error: undefined,
      stream: sharedStream(options, {
        onState(state, error) {
          page.error = error
          const text = error ? `${state}: ${error.reason}` : state
          if (page.states.at(-1) !== text) page.states.push(text)
        },
        onFrame({ event }) {
          if (!event) return
          const isReadAgain = event.type === 'reset' || (event.type === 'ready' && page.isReading)
          if (isReadAgain) page.told = []
          if (isReadAgain || page.loadedAt === Number.POSITIVE_INFINITY) page.loadedAt = server.end
          if ('streamId' in event) page.streamIds.push(event.streamId)
          else if (event.type === 'user.online') page.online.push(event.userId)
          // A snapshot ignores the events that it includes.
          else if ('id' in event && event.id > page.loadedAt) page.told.push(event.id)
        },
      }),
    }
    page.stream.open()
    return page
  }

  /** Opens pages one after the other. The first one leads. */
  async function openPages(count: number): Promise<SharingPage[]> {
    const pages: SharingPage[] = []
    for (let number = 0; number < count; number += 1) {
      pages.push(openPage())
      await browser.run()
    }
    return pages
  }

  /** Lets time pass, a little at a time. */
  async function pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 500) {
      clock.advance(500)
      await browser.run()
    }
  }

  return { run: () => browser.run(), openPage, openPages, pass, random, server }
}
