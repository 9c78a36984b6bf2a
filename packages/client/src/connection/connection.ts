import type { components } from '@openparley/spec/types'
import type { Clock } from '../clock.ts'
import { Emitter, type Subscription } from '../emitter.ts'
import { ProblemError } from '../problem.ts'
import type { LoggedEvent } from '../state/apply.ts'
import { backoff } from './backoff.ts'
import { ConnectionError, connectionError, isFinal } from './connection-error.ts'
import type { Frame } from './event-stream.ts'
import { Link } from './link.ts'
import type { Tokens } from './tokens.ts'

type Event = components['schemas']['Event']

export type ConnectionState = 'connecting' | 'connected' | 'disconnected'

/** The first event of a stream. */
type OpeningEvent = Extract<Event, { streamId: string }>

type StateListener = (state: ConnectionState, error: ConnectionError | undefined) => void

export interface ConnectionOptions {
  /** Opens a stream that continues after the cursor. Without a cursor, it begins with the next event. */
  openStream: (
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<ReadableStream<Uint8Array>>
  tokens: Tokens
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  onEvent: (event: LoggedEvent) => void
  /** Called when the events since the cursor are no longer available. */
  onReset: () => void
  /** Called when the stream has a position in the log. Anything read from now on is at least as new. */
  onReady: (streamId: string) => void
  /** Called when the last stream is no longer used. */
  onEnd: () => void
}

/** After this many milliseconds of connection, the count of failures starts again at 0. */
const stableAfter = 5000

/** The session's connection to the server and its state. If two links are open, only the newest one is read. */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #listeners = new Emitter<Parameters<StateListener>>()
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

  /** Connects and reconnects until `close` is called or the server refuses permanently. */
  open(): void {
    if (this.#state !== 'disconnected') return
    this.#failures = 0
    this.#setState('connecting')
    void this.#runLink()
  }

  /** Disconnects. The next `open` starts without a cursor. */
  close(): void {
    this.#drop()
    this.#cursor = undefined
    this.#setState('disconnected')
  }

  /** Every change of state goes through here. Returns whether the state changed. */
  #setState(state: ConnectionState, error?: ConnectionError): boolean {
    this.#error = error
    if (state === this.#state) return false
    this.#state = state
    this.#listeners.emit(state, error)
    return true
  }

  /** Opens a stream and reads it to its end. `previous` is closed as soon as the new stream is open. */
  async #runLink(previous?: Link): Promise<void> {
    const { openStream, tokens, clock } = this.#options
    const link = new Link(clock, () => this.#onLinkError(link, new ConnectionError('silent')))
    this.#link = link
    if (previous) link.signal.addEventListener('abort', () => previous.end())
    try {
      const body = await openStream(this.#cursor, link.signal)
      link.token = tokens.current
      previous?.end()
      for await (const frame of link.frames(body))
        if (link === this.#link) this.#onFrame(frame, link)
      this.#onLinkError(link, new ConnectionError('ended'))
    } catch (error) {
      this.#onLinkError(link, error)
    } finally {
      link.end()
    }
  }

  #onFrame({ id, data }: Frame, link: Link): void {
    if (data !== undefined) this.#onEvent(JSON.parse(data) as Event, link)
    // Set last: an event that could not be applied is requested again.
    if (id !== undefined) this.#cursor = id
  }

  #onEvent(event: Event, link: Link): void {
    switch (event.type) {
      case 'ready':
        this.#onReady(link, event)
        break
      case 'reset':
        this.#options.onReset()
        this.#onReady(link, event)
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

  #onReady(link: Link, { heartbeat, streamId }: OpeningEvent): void {
    const { clock, tokens, onReady } = this.#options
    link.expectHeartbeats(heartbeat)
    this.#stopRenewal()
    if (tokens.renewsIn < Number.POSITIVE_INFINITY) this.#renewIn(tokens.renewsIn, link)
    if (this.#setState('connected')) this.#connectedSince = clock.now()
    onReady(streamId)
  }

  #renewIn(milliseconds: number, link: Link): void {
    this.#stopRenewal = this.#options.clock.after(milliseconds, () => void this.#renew(link))
  }

  /** Opens a stream with a new token before the old one expires, so that the user stays online. */
  async #renew(link: Link): Promise<void> {
    const { tokens, random } = this.#options
    // Without a new token the stream continues until the server closes it, which is reported then.
    const token = await tokens.get().catch(() => link.token)
    if (link !== this.#link) return
    if (token === link.token) this.#renewIn(1000 + backoff(5, random), link)
    else void this.#runLink(link)
  }

  #onLinkError(link: Link, cause: unknown): void {
    if (link === this.#link) this.#lose(cause)
  }

  /** Closes the current stream, and reconnects unless the error is final. */
  #lose(cause: unknown): void {
    const { clock, random, tokens } = this.#options
    const error = connectionError(cause)
    this.#drop()
    if (isFinal(error, tokens.canRenew)) {
      this.#setState('disconnected', error)
      return
    }
    if (clock.now() - this.#connectedSince >= stableAfter) this.#failures = 0
    this.#connectedSince = Number.POSITIVE_INFINITY
    this.#setState('connecting', error)
    const asked = error.cause instanceof ProblemError ? error.cause.retryAfter : 0
    const wait = Math.max(asked, backoff(this.#failures, random))
    this.#failures += 1
    this.#stopRetry = clock.after(wait, () => void this.#runLink())
  }

  #drop(): void {
    this.#stopRetry()
    this.#stopRenewal()
    this.#link?.end()
    this.#link = undefined
    this.#options.onEnd()
  }
}
