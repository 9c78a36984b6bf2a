import { LRUCache } from 'lru-cache'
import { maxEntries } from '../base/cache-size.ts'
import type { App } from '../model/app.ts'
import { permissionsOf, type Roles } from '../model/permissions.ts'
import type { ReadTx } from '../store/store.ts'
import type { Cursor } from '../store/tables/events.ts'
import type { Notices } from './notices.ts'
import type { Streams } from './streams.ts'

/** A user who types in a conversation. */
export interface Typist {
  appId: string
  conversationId: string
  userId: string
  /** The end of the log when the user typed. */
  at: Cursor
  /** The sequence number of the conversation's newest message at that time. */
  newestSeq: number
}

export interface TypingOptions {
  streams: Streams
  notices: Notices
  findApp: (id: string) => Promise<App | undefined>
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
}

/** Milliseconds within which repeated typing of a user is not sent again. */
const repeatInterval = 3000

/** Milliseconds for which clients show that a user types. */
const duration = 10_000

/** Max users who are shown in a conversation at the same time. Clients name at most 5. */
const maxTypists = 20

/** Max conversations, and max users in them, whose typing is remembered. */
const maxRemembered = 10_000

/**
 * Sends who types to the streams of the other participants, on every node. Typing is not in the log: an event can be
 * lost, but the client repeats its call while the user types.
 */
export class Typing {
  readonly #options: TypingOptions
  /** When this node last sent a user's typing, and the newest message of the conversation at that time. */
  readonly #sent = new LRUCache<string, { time: number; newestSeq: number }>(
    maxEntries(maxRemembered),
  )
  /** When each user was last shown, by conversation. */
  readonly #shown = new LRUCache<string, Map<string, number>>(maxEntries(maxRemembered))
  /** Where each user typed last, on any node, and when. */
  readonly #last = new LRUCache<string, Typist & { time: number }>(maxEntries(maxRemembered))

  constructor(options: TypingOptions) {
    this.#options = options
    options.notices.on('typing', (typist) => {
      this.#note(typist)
      this.#show(typist)
    })
  }

  /**
   * Sends a typing event to the other participants. A repeated call within 3 seconds sends nothing, unless the user has
   * sent a message since: `hasSent` says whether the newest message is the user's.
   */
  send(typist: Typist, hasSent: boolean): void {
    this.#note(typist)
    const { newestSeq } = typist
    const key = `${keyOf(typist)}\n${typist.userId}`
    const time = this.#options.now()
    const last = this.#sent.get(key)
    const isNew = last === undefined || (hasSent && newestSeq > last.newestSeq)
    if (!isNew && isWithin(repeatInterval, last.time, time)) return
    this.#sent.set(key, { time, newestSeq })
    this.#show(typist)
    this.#options.notices.send('typing', typist)
  }

  /**
   * Returns in which conversations the users type, by user. Typing ends after 10 seconds, or when the user sends a
   * message.
   */
  async conversationsOf(
    tx: ReadTx,
    appId: string,
    userIds: Iterable<string>,
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    const now = this.#options.now()
    for (const userId of userIds) {
      const last = this.#last.peek(JSON.stringify([appId, userId]))
      if (!last || !isWithin(duration, last.time, now)) continue
      const { conversationId, newestSeq } = last
      const hasSent = await tx.messages.hasSent(appId, conversationId, userId, newestSeq)
      if (!hasSent) found.set(userId, conversationId)
    }
    return found
  }

  /** Returns who has typed within the last 10 seconds. Some may have sent their message since. */
  recent(): Typist[] {
    const found: Typist[] = []
    const now = this.#options.now()
    // The order of the cache is the order of typing, as only typing counts as a use. The users who typed last come
    // first.
    for (const last of this.#last.values()) {
      if (!isWithin(duration, last.time, now)) break
      found.push(last)
    }
    return found
  }

  #note(typist: Typist): void {
    const { appId, userId } = typist
    this.#last.set(JSON.stringify([appId, userId]), { ...typist, time: this.#options.now() })
  }

  #show(typist: Typist): void {
    const { streams, findApp, onError } = this.#options
    if (!streams.hasReaders(typist.appId) || this.#isCrowded(typist)) return
    const show = async () => {
      const app = await findApp(typist.appId)
      if (app) await streams.showTyping(typist, seersOf(app.settings.roles))
    }
    show().catch(onError)
  }

  /** Whether the user is not shown because too many others type. */
  #isCrowded(typist: Typist): boolean {
    const now = this.#options.now()
    const key = keyOf(typist)
    const times = this.#shown.get(key) ?? new Map<string, number>()
    for (const [userId, time] of times) if (!isWithin(duration, time, now)) times.delete(userId)
    if (!times.has(typist.userId) && times.size >= maxTypists) return true
    this.#shown.set(key, times.set(typist.userId, now))
    return false
  }
}

const keyOf = ({ appId, conversationId }: Typist) => `${appId}\n${conversationId}`

/** A clock that was set back ends the interval. */
const isWithin = (interval: number, since: number, now: number) =>
  now >= since && now - since < interval

/** Returns whether a role may see who types; undefined if all roles may. */
function seersOf(roles: Roles): ((role: string) => boolean) | undefined {
  const maySee = (role: string) => permissionsOf(roles, role).seeTyping
  return ['default', ...Object.keys(roles)].every(maySee) ? undefined : maySee
}
