import { Emitter, type Subscription } from '../emitter.ts'
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

/** The session's connection to the server and its state. */
export class Connection {
  readonly stream: Stream
  readonly #options: ConnectionOptions
  readonly #listeners = new Emitter<Parameters<StateListener>>()
  #state: ConnectionState = 'disconnected'
  #error: ConnectionError | undefined

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.stream = options.stream({
      onState: (state, error) => this.#setState(state, error),
      onFrame: ({ event }) => event && this.#onEvent(event),
    })
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
    this.#setState('connecting')
    this.stream.open()
  }

  /** Call this when there is another token. The stream is replaced, and a session that the server refused connects again. */
  renew(): void {
    if (this.#state === 'connected') this.stream.renew()
    else if (this.#error && this.#state === 'disconnected') this.open()
  }

  /** Disconnects. The next `open` begins with the next event. */
  close(): void {
    this.stream.close()
    this.#setState('disconnected')
  }

  /** Every change of state goes through here. */
  #setState(state: ConnectionState, error?: ConnectionError): void {
    this.#error = error
    if (state !== 'connected') this.#options.onEnd()
    if (state === this.#state) return
    this.#state = state
    this.#listeners.emit(state, error)
  }

  #onEvent(event: Event): void {
    switch (event.type) {
      case 'ready':
        this.#options.onReady(event.streamId)
        break
      case 'reset':
        this.#options.onReset()
        this.#options.onReady(event.streamId)
        break
      case 'closed':
        break
      default:
        this.#options.onEvent(event)
    }
  }
}
