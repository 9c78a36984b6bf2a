import { emitter, type Subscription } from '../emitter.ts'
import type { ConnectionError } from './connection-error.ts'
import type { ConnectionState, Event, Stream, StreamListener } from './stream.ts'

/** An event about users, conversations and messages. */
export type StreamEvent = Exclude<Event, { streamId: string } | { type: 'closed' }>

type StateListener = StreamListener['onState']

export interface ConnectionOptions {
  stream: (listener: StreamListener) => Stream
  onEvent: (event: StreamEvent) => void
  /** Called when the events since the cursor are no longer available. */
  onReset: () => void
  /** Called when the stream has a position in the log. Anything read from now on is at least as new. */
  onReady: (streamId: string) => void
  /** Called when the last stream is no longer used. */
  onEnd: () => void
}

/** Makes the session's connection to the server, which has a state. */
export function createConnection(options: ConnectionOptions) {
  const listeners = emitter<Parameters<StateListener>>()
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

  function onEvent(event: Event): void {
    if (event.type === 'closed') return
    if (event.type === 'ready' || event.type === 'reset') {
      if (event.type === 'reset') options.onReset()
      options.onReady(event.streamId)
    } else options.onEvent(event)
  }

  const stream = options.stream({
    onState: setState,
    onFrame: ({ event }) => event && onEvent(event),
  })

  /** Connects and reconnects until `close` is called or the server refuses permanently. */
  function open(): void {
    if (state !== 'disconnected') return
    setState('connecting')
    stream.open()
  }

  return {
    stream,
    open,
    get state() {
      return state
    },
    get error() {
      return error
    },
    subscribe: (listener: StateListener): Subscription => listeners.add(listener),
    /** Call this when there is another token. The stream is replaced, and a session that the server refused connects again. */
    renew(): void {
      if (state === 'connected') stream.renew()
      else if (error && state === 'disconnected') open()
    },
    /** Disconnects. The next `open` begins with the next event. */
    close(): void {
      stream.close()
      setState('disconnected')
    },
  }
}
