import type { ConnectionError } from './connection-error.ts'
import { receivedError, type SentError, sentError } from './sent-error.ts'
import { ServerStream, type ServerStreamOptions } from './server-stream.ts'
import { SharedWatch, type WatchMessage } from './shared-watch.ts'
import {
  type ConnectionState,
  isOpening,
  type OpeningEvent,
  type Stream,
  type StreamFrame,
  type StreamListener,
} from './stream.ts'
import type { WatchedState, WatchedUsers } from './stream-calls.ts'
import { Tabs, type TabsOptions } from './tabs.ts'

export type SharedStreamOptions = ServerStreamOptions & TabsOptions

/** A message of the leader, of a follower that wants to hear the leader, or about watched users. */
export type TabMessage =
  | {
      /** Grows with each leader. */
      term: number
      state: ConnectionState
      error: SentError | undefined
      frame: StreamFrame | undefined
    }
  | 'ask'
  | { /** The term of a leader that leads no more. */ deposed: number }
  | { token: string | undefined }
  | WatchMessage

/** Number of cursors that a tab remembers. */
const maxPassed = 1000

/**
 * A stream that the tabs of a browser share. The leader reads it from the server and posts each frame to the followers. A
 * follower that has missed frames, such as one that was frozen, reads what it lacks from the server itself, and then
 * continues with the leader's frames.
 */
export class SharedStream implements Stream {
  readonly #options: SharedStreamOptions
  readonly #listener: StreamListener
  readonly #server: ServerStream
  readonly #tabs: Tabs<TabMessage>
  readonly #watch: SharedWatch
  #term = 0
  #state: ConnectionState = 'disconnected'
  #error: ConnectionError | undefined
  /** The first event of the leader's stream, while it is connected. */
  #opening: OpeningEvent | undefined
  #cursor: string | undefined
  /** The newest cursors that this tab has passed: it has all events up to each of them. */
  readonly #passed = new Set<string | undefined>()
  /** The leader's frames that wait while this tab reads what it has missed. */
  #waiting: StreamFrame[] | undefined

  constructor(options: SharedStreamOptions, listener: StreamListener) {
    this.#options = options
    this.#listener = listener
    this.#server = new ServerStream(options, {
      onState: (state, error) => this.#onServerState(state, error),
      onFrame: (frame) => (this.#tabs.leads ? this.#lead(frame) : this.#catchUp(frame)),
    })
    this.#tabs = new Tabs(options, {
      onMessage: (message) => this.#onMessage(message),
      onLead: () => this.#onLead(),
      onDepose: () => {
        this.#server.close()
        this.#tabs.post({ deposed: this.#term })
        this.#term = 0
      },
      onSilence: () => this.#ask(),
    })
    this.#watch = new SharedWatch({
      leads: () => this.#tabs.leads,
      post: (message) => this.#tabs.post(message),
      watch: async (users) => options.calls.watch(this.#opening?.streamId ?? '', users),
    })
  }

  open(): void {
    this.#state = 'connecting'
    this.#error = undefined
    this.#tabs.open()
  }

  /** The leader uses the new token of any tab. */
  renew(): void {
    if (this.#tabs.leads) this.#server.renew()
    else this.#tabs.post({ token: this.#options.tokens.current })
  }

  close(): void {
    // The leader need not watch anyone for this tab.
    if (!this.#tabs.leads) this.#watch.watch(new Map()).catch(() => undefined)
    this.#end()
    this.#cursor = undefined
    this.#passed.clear()
  }

  watch(_: string, users: WatchedUsers): Promise<WatchedState> {
    return this.#watch.watch(users)
  }

  markAlive(streamId: string): void {
    if (this.#tabs.leads) this.#server.markAlive(streamId)
  }

  #end(): void {
    this.#tabs.close()
    this.#server.close()
    this.#watch.reset()
    this.#opening = undefined
    this.#waiting = undefined
  }

  #ask(): void {
    this.#tabs.post('ask')
  }

  #onLead(): void {
    this.#term = Math.max(this.#term + 1, this.#options.clock.now())
    this.#opening = undefined
    this.#waiting = undefined
    this.#post()
    // If this tab is reading what it has missed, it continues to.
    this.#server.open(this.#cursor)
  }

  #onServerState(state: ConnectionState, error: ConnectionError | undefined): void {
    if (state === 'disconnected') {
      // The next leader has another token.
      this.#end()
      this.#listener.onState(state, error)
    } else if (this.#tabs.leads) {
      this.#setState(state, error)
      this.#post()
    }
  }

  #setState(state: ConnectionState, error: ConnectionError | undefined): void {
    this.#state = state
    this.#error = error
    if (state !== 'connected') this.#opening = undefined
    this.#listener.onState(state, error)
  }

  #lead(frame: StreamFrame): void {
    this.#apply(frame)
    this.#post(frame)
  }

  #post(frame?: StreamFrame): void {
    const error = this.#error && sentError(this.#error)
    this.#tabs.post({ term: this.#term, state: this.#state, error, frame })
  }

  #onMessage(message: TabMessage): void {
    if (message === 'ask') {
      if (this.#tabs.leads) this.#post(this.#position())
    } else if ('term' in message) {
      const { term, state, error, frame } = message
      // A frozen leader that continues may say something before it learns that it is not the leader any more.
      if (this.#tabs.leads || term < this.#term) return
      this.#tabs.hear()
      this.#term = term
      this.#setState(state, error && receivedError(error))
      if (frame) this.#follow(frame)
    } else if ('deposed' in message) {
      // If two tabs took the lock at the same time, the one that kept it need not be the one with the higher term.
      if (message.deposed !== this.#term || this.#tabs.leads) return
      this.#term = 0
      this.#ask()
    } else if ('token' in message) {
      if (!this.#tabs.leads || message.token === undefined) return
      this.#options.tokens.set(message.token)
      this.#server.renew()
    } else this.#watch.onMessage(message)
  }

  /** Where the leader's stream is now, as a frame. */
  #position(): StreamFrame {
    const { streamId, heartbeat } = this.#opening ?? {}
    const event: OpeningEvent | undefined =
      streamId && heartbeat ? { type: 'ready', replayed: 0, streamId, heartbeat } : undefined
    return { previous: this.#cursor, id: this.#cursor, event }
  }

  #follow(frame: StreamFrame): void {
    const { previous, id, event } = frame
    if (this.#waiting) this.#waiting.push(frame)
    else if (
      this.#cursor === undefined ||
      id === undefined ||
      this.#passed.has(previous) ||
      this.#passed.has(id) ||
      event?.type === 'reset'
    )
      this.#apply(frame)
    else {
      this.#waiting = [frame]
      this.#server.open(this.#cursor)
    }
  }

  /** Takes a frame of the own stream, up to the end of what was missed. */
  #catchUp(frame: StreamFrame): void {
    const { event } = frame
    if (!isOpening(event)) {
      this.#apply(frame)
      return
    }
    this.#server.close()
    const [first, ...others] = this.#waiting ?? []
    this.#waiting = undefined
    this.#apply(event.type === 'reset' ? frame : { ...frame, event: undefined })
    // Opened later, the own stream has passed the leader's position of that time.
    this.#opening = undefined
    if (first) this.#pass(first.id)
    for (const waiting of first ? [first, ...others] : []) this.#follow(waiting)
    // The events of watched users are not replayed: the response begins the watch again.
    this.#ask()
  }

  #apply(frame: StreamFrame): void {
    const { id, event } = frame
    if (isOpening(event)) {
      const isNew = event.streamId !== this.#opening?.streamId
      this.#opening = event
      if (isNew) {
        this.#watch.reset()
        this.#listener.onFrame(frame)
      }
    } else if (!this.#passed.has(id)) this.#listener.onFrame(frame)
    if (id === undefined) return
    this.#cursor = id
    this.#pass(id)
  }

  #pass(id: string | undefined): void {
    if (id === undefined) return
    this.#passed.add(id)
    const [oldest] = this.#passed
    if (this.#passed.size > maxPassed) this.#passed.delete(oldest)
  }
}
