import type { Clock, MessageSnapshot } from '@openparley/client'

export interface AnnouncerOptions {
  /** Changes the text of the live region. */
  say: (text: string) => void
  one: (sender: string, text: string) => string
  many: (count: number) => string
  /** The time of the newest message that needs no announcement; undefined before the first messages are loaded. */
  known?: number | undefined
  clock?: Clock
}

/** Milliseconds between two announcements. */
const interval = 1000

const pageClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** How much of a message is read out. */
const maxLength = 200

/**
 * Announces messages of others that come while the conversation is open, at most one text in a second: several messages are a
 * number. Older pages, edits, and the user's own messages are not announced.
 */
export function createAnnouncer({ say, one, many, known, clock = pageClock }: AnnouncerOptions) {
  /** Messages until then are known. */
  let newest = known
  let waiting: MessageSnapshot[] = []
  let saidAt = Number.NEGATIVE_INFINITY
  let cancel = () => {}

  function speak(): void {
    const [first] = waiting
    if (!first) return
    const { sender, plaintext } = first
    say(
      waiting.length === 1
        ? one(sender?.name ?? '', plaintext.slice(0, maxLength))
        : many(waiting.length),
    )
    waiting = []
    saidAt = clock.now()
  }

  return {
    /** Call this with the messages that are loaded, newest first, whenever they changed. */
    update(messages: readonly MessageSnapshot[], userId: string): void {
      const sent = messages.filter(({ delivery }) => delivery === 'sent')
      const known = newest
      newest = Math.max(known ?? 0, sent[0]?.createdAt ?? 0)
      if (known === undefined) return
      const ids = new Set(sent.map(({ id }) => id))
      // A message that was deleted meanwhile is not announced.
      waiting = waiting.filter(({ id }) => ids.has(id))
      waiting.push(
        ...sent
          .filter(({ createdAt, sender }) => createdAt > known && sender && sender.id !== userId)
          .reverse(),
      )
      if (waiting.length === 0) return
      cancel()
      cancel = clock.after(Math.max(0, saidAt + interval - clock.now()), speak)
    },
    /** Forgets what is known: the next messages are not announced. */
    reset(): void {
      newest = undefined
      waiting = []
      cancel()
    },
  }
}
