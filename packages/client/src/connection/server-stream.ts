import type { Clock } from '../clock.ts'
import { ProblemError } from '../problem.ts'
import { backoff, createRetries } from './backoff.ts'
import { ConnectionError, connectionError } from './connection-error.ts'
import type { Frame } from './event-stream.ts'
import { createLink, type Link } from './link.ts'
import {
  type ConnectionState,
  type Event,
  isOpening,
  type OpeningEvent,
  type Stream,
  type StreamListener,
} from './stream.ts'
import type { StreamCalls } from './stream-calls.ts'
import type { Tokens } from './tokens.ts'

export interface ServerStreamOptions {
  calls: StreamCalls
  tokens: Tokens
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  /** Returns the cursor at which a new stream begins; undefined for the next event. */
  begin?: () => Promise<string | undefined>
}

/** The stream from the server. */
export interface ServerStream extends Stream {
  /** Opens the stream where the last one ended, or after the given cursor. */
  open(cursor?: string): void
}

/** Makes a stream from the server, which is opened again when it is lost. If two links are open, only the newest one is read. */
export function serverStream(options: ServerStreamOptions, listener: StreamListener): ServerStream {
  const { calls, tokens, clock, begin } = options
  const retries = createRetries(options)
  let state: ConnectionState = 'disconnected'
  let cursor: string | undefined
  let newest: Link | undefined
  let connectedSince = Number.POSITIVE_INFINITY
  let stopRetry = () => {}
  let stopRenewal = () => {}
  let stopAlive = () => {}

  function setState(next: ConnectionState, error?: ConnectionError): void {
    state = next
    listener.onState(state, error)
  }

  /** Opens a stream and reads it to its end. `previous` is closed as soon as the new stream is open. */
  async function runLink(previous?: Link): Promise<void> {
    const loseLink = (cause: unknown) => link === newest && lose(cause)
    const link = createLink(clock, () => loseLink(new ConnectionError('silent')))
    newest = link
    if (previous) link.signal.addEventListener('abort', () => previous.end())
    try {
      const from = cursor ?? (await begin?.())
      link.signal.throwIfAborted()
      cursor = from
      const body = await calls.openStream(cursor, link.signal)
      link.token = tokens.current
      previous?.end()
      for await (const frame of link.frames(body)) if (link === newest) onFrame(frame, link)
      loseLink(new ConnectionError('ended'))
    } catch (error) {
      loseLink(error)
    } finally {
      link.end()
    }
  }

  function onFrame({ id, data }: Frame, link: Link): void {
    const event = data === undefined ? undefined : (JSON.parse(data) as Event)
    if (event?.type === 'closed') {
      const { reason } = event
      if (reason === 'token-expired' || reason === 'key-revoked') tokens.refuse(link.token)
      lose(new ConnectionError(reason))
      return
    }
    if (isOpening(event)) onOpening(event, link)
    listener.onFrame({ previous: cursor, id, event })
    // Set after the event was applied, so that an event that could not be applied is requested again.
    if (id !== undefined) cursor = id
  }

  function onOpening({ streamId, heartbeat }: OpeningEvent, link: Link): void {
    link.expectHeartbeats(heartbeat)
    stopAlive()
    scheduleAlive(streamId)
    stopRenewal()
    if (tokens.renewsIn() < Number.POSITIVE_INFINITY) renewIn(tokens.renewsIn(), link)
    if (state !== 'connected') connectedSince = clock.now()
    setState('connected')
  }

  /** Without a call in 100 seconds, the server sets the user offline. */
  function scheduleAlive(streamId: string): void {
    const interval = 40_000
    stopAlive = clock.after(interval, () => {
      calls.markAlive(streamId)
      scheduleAlive(streamId)
    })
  }

  function renewIn(milliseconds: number, link: Link): void {
    stopRenewal = clock.after(milliseconds, () => void renew(link))
  }

  /** Opens a stream with a new token before the old one expires, so that the user stays online. */
  async function renew(link: Link): Promise<void> {
    // Without a new token, the stream continues until the server closes it. The error is reported then.
    const token = await tokens.get().catch(() => link.token)
    if (link !== newest) return
    if (token === link.token) renewIn(1000 + backoff(5, options.random), link)
    else void runLink(link)
  }

  /** Closes the current stream, and reconnects unless the error is final. */
  function lose(cause: unknown): void {
    const error = connectionError(cause)
    drop()
    if (isFinal(error, tokens.canRenew())) {
      setState('disconnected', error)
      return
    }
    const isStable = clock.now() - connectedSince >= 5000
    if (isStable) retries.reset()
    connectedSince = Number.POSITIVE_INFINITY
    setState('connecting', error)
    stopRetry = retries.after(error.cause, () => void runLink())
  }

  function drop(): void {
    stopRetry()
    stopRenewal()
    stopAlive()
    newest?.end()
    newest = undefined
  }

  return {
    open(from = cursor) {
      if (state !== 'disconnected') return
      cursor = from
      retries.reset()
      state = 'connecting'
      void runLink()
    },
    renew() {
      stopRenewal()
      if (newest) void renew(newest)
    },
    close() {
      drop()
      cursor = undefined
      state = 'disconnected'
    },
    watch: calls.watch,
  }
}

/** Whether a retry would fail for the same reason. */
const isFinal = ({ reason, cause }: ConnectionError, canRenewToken: boolean): boolean =>
  reason === 'wrong-user' ||
  reason === 'app-deleted' ||
  ((reason === 'token-expired' || reason === 'key-revoked') && !canRenewToken) ||
  (cause instanceof ProblemError && !cause.isTemporary)
