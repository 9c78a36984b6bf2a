import type { Clock } from '../clock.ts'
import { emitter, type Subscription } from '../emitter.ts'
import { createRetries } from './backoff.ts'
import { type ConnectionError, connectionError } from './connection-error.ts'
import type { SessionStream } from './session-stream.ts'
import type { ConnectionState, StreamListener } from './stream.ts'

type StateListener = StreamListener['onState']

export interface ConnectionOptions {
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
  /** Loads the code of the stream. Called when the connection is first opened, and again if loading fails. */
  load: (onState: StateListener) => Promise<SessionStream>
  /** Called when the last stream is no longer used. */
  onEnd: () => void
}

/** Makes the session's connection to the server, which has a state. */
export function createConnection(options: ConnectionOptions) {
  const listeners = emitter<Parameters<StateListener>>()
  const retries = createRetries(options)
  let stream: SessionStream | undefined
  let isLoading = false
  let stopRetry = () => {}
  let state: ConnectionState = 'disconnected'
  let error: ConnectionError | undefined

  /** Every change of state goes through here. */
  function setState(next: ConnectionState, cause?: ConnectionError): void {
    error = cause
    if (next !== 'connected') options.onEnd()
    if (next === state) return
    state = next
    listeners.emit(state, error)
  }

  async function load(): Promise<void> {
    if (isLoading) return
    isLoading = true
    try {
      // A stream that is loaded is opened in this turn.
      stream ??= await options.load(setState)
    } catch (cause) {
      if (state === 'disconnected') return
      setState('connecting', connectionError(cause))
      stopRetry = retries.after(cause, () => void load())
    } finally {
      isLoading = false
    }
    if (state !== 'disconnected') stream?.open()
  }

  /** Connects and reconnects until `close` is called or the server refuses permanently. */
  function open(): void {
    if (state !== 'disconnected') return
    setState('connecting')
    void load()
  }

  return {
    open,
    get state() {
      return state
    },
    get error() {
      return error
    },
    subscribe: (listener: StateListener): Subscription => listeners.add(listener),
    /** Call this when the users to watch, or what the page shows, may have changed. */
    update: () => stream?.update(),
    /** The users who are typing in the conversation, the last one last. */
    typingIn: (conversationId: string) => stream?.typingIn(conversationId) ?? [],
    /** Call this when there is another token. The stream is replaced, and a session that the server refused connects again. */
    renew(): void {
      if (state === 'connected') stream?.renew()
      else if (error && state === 'disconnected') open()
    },
    /** Disconnects. The next `open` begins with the next event. */
    close(): void {
      stopRetry()
      stream?.close()
      setState('disconnected')
    },
  }
}
