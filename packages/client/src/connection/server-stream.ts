import type { Clock } from '../clock.ts'
import { ProblemError } from '../problem.ts'
import { backoff } from './backoff.ts'
import { ConnectionError, connectionError, isFinal } from './connection-error.ts'
import type { Frame } from './event-stream.ts'
import { Link } from './link.ts'
import {
  type ConnectionState,
  type Event,
  isOpening,
  type OpeningEvent,
  type Stream,
  type StreamListener,
} from './stream.ts'
import type { StreamCalls, WatchedState, WatchedUsers } from './stream-calls.ts'
import type { Tokens } from './tokens.ts'

type ClosedReason = Extract<Event, { type: 'closed' }>['reason']

export interface ServerStreamOptions {
  calls: StreamCalls
  tokens: Tokens
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
}

/** After this many milliseconds of connection, the count of failures starts again at 0. */
const stableAfter = 5000

/** The stream from the server, reopened when it is lost. If two links are open, only the newest one is read. */
export class ServerStream implements Stream {
  readonly #options: ServerStreamOptions
  readonly #listener: StreamListener
  #state: ConnectionState = 'disconnected'
  #cursor: string | undefined
  #link: Link | undefined
  #failures = 0
  #connectedSince = Number.POSITIVE_INFINITY
  #stopRetry = () => {}
  #stopRenewal = () => {}

  constructor(options: ServerStreamOptions, listener: StreamListener) {
    this.#options = options
    this.#listener = listener
  }

  /** Opens the stream where the last one ended, or after the given cursor. */
  open(cursor = this.#cursor): void {
    if (this.#state !== 'disconnected') return
    this.#cursor = cursor
    this.#failures = 0
    this.#state = 'connecting'
    void this.#runLink()
  }

  renew(): void {
    this.#stopRenewal()
    if (this.#link) void this.#renew(this.#link)
  }

  close(): void {
    this.#drop()
    this.#cursor = undefined
    this.#state = 'disconnected'
  }

  watch(streamId: string, users: WatchedUsers): Promise<WatchedState> {
    return this.#options.calls.watch(streamId, users)
  }

  markAlive(streamId: string): void {
    this.#options.calls.markAlive(streamId)
  }

  #setState(state: ConnectionState, error?: ConnectionError): void {
    this.#state = state
    this.#listener.onState(state, error)
  }

  /** Opens a stream and reads it to its end. `previous` is closed as soon as the new stream is open. */
  async #runLink(previous?: Link): Promise<void> {
    const { calls, tokens, clock } = this.#options
    const link = new Link(clock, () => this.#onLinkError(link, new ConnectionError('silent')))
    this.#link = link
    if (previous) link.signal.addEventListener('abort', () => previous.end())
    try {
      const body = await calls.openStream(this.#cursor, link.signal)
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
    const event = data === undefined ? undefined : (JSON.parse(data) as Event)
    if (event?.type === 'closed') {
      this.#onClosed(event.reason, link)
      return
    }
    if (isOpening(event)) this.#onOpening(event, link)
    this.#listener.onFrame({ previous: this.#cursor, id, event })
    // Set last: an event that could not be applied is requested again.
    if (id !== undefined) this.#cursor = id
  }

  #onClosed(reason: ClosedReason, link: Link): void {
    if (reason === 'token-expired' || reason === 'key-revoked')
      this.#options.tokens.refuse(link.token)
    this.#lose(new ConnectionError(reason))
  }

  #onOpening({ heartbeat }: OpeningEvent, link: Link): void {
    const { clock, tokens } = this.#options
    link.expectHeartbeats(heartbeat)
    this.#stopRenewal()
    if (tokens.renewsIn < Number.POSITIVE_INFINITY) this.#renewIn(tokens.renewsIn, link)
    if (this.#state !== 'connected') this.#connectedSince = clock.now()
    this.#setState('connected')
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
  }
}
