import type { components } from '@openparley/spec/types'
import type { LoggedEvent } from './apply.ts'
import { backoff } from './backoff.ts'
import type { Clock } from './clock.ts'
import { ConnectionError, connectionError, isFinal } from './connection-error.ts'
import type { Frame } from './event-stream.ts'
import { Link } from './link.ts'
import { Listeners, type Subscription } from './listeners.ts'
import { ProblemError } from './problem.ts'
import type { Tokens } from './tokens.ts'

type Event = components['schemas']['Event']

export type ConnectionState = 'connecting' | 'connected' | 'disconnected'

/** The event that begins a stream. */
type Beginning = Extract<Event, { streamId: string }>

type StateListener = (state: ConnectionState, error: ConnectionError | undefined) => void

export interface ConnectionOptions {
  /** Opens a stream behind the cursor, or at the present. */
  openStream: (
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<ReadableStream<Uint8Array>>
  tokens: Tokens
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  onEvent: (event: LoggedEvent) => void
  /** The events since the cursor are lost. */
  onReset: () => void
  /** The stream has a place in the log: what comes is behind it, and what is read from now on is not before it. */
  onReady: (streamId: string) => void
  /** The stream that was there last is no longer used. */
  onEnd: () => void
}

/** A stream that lived as long, in milliseconds, ends a row of failures. */
const steady = 5000

/** The session's link to the server, and the one place that knows its state. Of several links, the newest is heard. */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #listeners = new Listeners<Parameters<StateListener>>()
  #state: ConnectionState = 'disconnected'
  #error: ConnectionError | undefined
  #cursor: string | undefined
  #link: Link | undefined
  #failures = 0
  #connectedSince = Number.POSITIVE_INFINITY
  #stopRetry = () => {}
  #stopRenewal = () => {}

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  get state(): ConnectionState {
    return this.#state
  }

  get error(): ConnectionError | undefined {
    return this.#error
  }

  subscribe(listener: StateListener): Subscription {
    return this.#listeners.add(listener)
  }

  /** Connects, and stays connected, until `close` or until the server refuses for good. */
  open(): void {
    if (this.#state !== 'disconnected') return
    this.#failures = 0
    this.#setState('connecting')
    void this.#follow()
  }

  /** Disconnects. The next `open` begins at the present. */
  close(): void {
    this.#drop()
    this.#cursor = undefined
    this.#setState('disconnected')
  }

  /** The one place where the state changes. Answers whether it did. */
  #setState(state: ConnectionState, error?: ConnectionError): boolean {
    this.#error = error
    if (state === this.#state) return false
    this.#state = state
    this.#listeners.tell(state, error)
    return true
  }

  /** Opens a stream and reads it to its end. One that is replaced is let go when the new one is there. */
  async #follow(previous?: Link): Promise<void> {
    const { openStream, tokens, clock } = this.#options
    const link = new Link(clock, () => this.#loseIf(link, new ConnectionError('silent')))
    this.#link = link
    if (previous) link.signal.addEventListener('abort', () => previous.end())
    try {
      const body = await openStream(this.#cursor, link.signal)
      link.token = tokens.current
      previous?.end()
      for await (const frame of link.frames(body)) if (link === this.#link) this.#take(frame, link)
      this.#loseIf(link, new ConnectionError('ended'))
    } catch (error) {
      this.#loseIf(link, error)
    } finally {
      link.end()
    }
  }

  #take({ id, data }: Frame, link: Link): void {
    if (data !== undefined) this.#hear(JSON.parse(data) as Event, link)
    // Only now: an event that could not be taken is asked for again.
    if (id !== undefined) this.#cursor = id
  }

  #hear(event: Event, link: Link): void {
    switch (event.type) {
      case 'ready':
        this.#settle(link, event)
        break
      case 'reset':
        this.#options.onReset()
        this.#settle(link, event)
        break
      case 'closed':
        if (event.reason === 'token-expired' || event.reason === 'key-revoked')
          this.#options.tokens.refuse(link.token)
        this.#lose(new ConnectionError(event.reason))
        break
      case 'user.online':
      case 'user.offline':
        break
      default:
        this.#options.onEvent(event)
    }
  }

  #settle(link: Link, { heartbeat, streamId }: Beginning): void {
    const { clock, tokens, onReady } = this.#options
    link.expectBeats(heartbeat)
    this.#stopRenewal()
    if (tokens.renewsIn < Number.POSITIVE_INFINITY) this.#renewIn(tokens.renewsIn, link)
    if (this.#setState('connected')) this.#connectedSince = clock.now()
    onReady(streamId)
  }

  #renewIn(milliseconds: number, link: Link): void {
    this.#stopRenewal = this.#options.clock.after(milliseconds, () => void this.#renew(link))
  }

  /** Goes on with a stream of a fresh token, while the old one still lives: the user stays online. */
  async #renew(link: Link): Promise<void> {
    const { tokens, random } = this.#options
    // Without a new token the stream goes on until the server ends it; that is reported then.
    const token = await tokens.get().catch(() => link.token)
    if (link !== this.#link) return
    if (token === link.token) this.#renewIn(1000 + backoff(5, random), link)
    else void this.#follow(link)
  }

  #loseIf(link: Link, cause: unknown): void {
    if (link === this.#link) this.#lose(cause)
  }

  /** Ends the stream in use, and tries again where that may help. */
  #lose(cause: unknown): void {
    const { clock, random, tokens } = this.#options
    const error = connectionError(cause)
    this.#drop()
    if (isFinal(error, tokens.canRenew)) {
      this.#setState('disconnected', error)
      return
    }
    if (clock.now() - this.#connectedSince >= steady) this.#failures = 0
    this.#connectedSince = Number.POSITIVE_INFINITY
    this.#setState('connecting', error)
    const asked = error.cause instanceof ProblemError ? error.cause.retryAfter : 0
    const wait = Math.max(asked, backoff(this.#failures, random))
    this.#failures += 1
    this.#stopRetry = clock.after(wait, () => void this.#follow())
  }

  #drop(): void {
    this.#stopRetry()
    this.#stopRenewal()
    this.#link?.end()
    this.#link = undefined
    this.#options.onEnd()
  }
}
