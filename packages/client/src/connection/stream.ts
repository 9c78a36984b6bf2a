import type { components } from '@openparley/spec/types'
import type { ConnectionError } from './connection-error.ts'
import type { StreamCalls } from './stream-calls.ts'

export type Event = components['schemas']['Event']

/** The first event of a stream. */
export type OpeningEvent = Extract<Event, { streamId: string }>

export type ConnectionState = 'connecting' | 'connected' | 'disconnected'

/** A step of a stream: an event, a new cursor, or both. */
export interface StreamFrame {
  /** The cursor before the step. */
  previous: string | undefined
  /** The cursor after it. Undefined if the event is not in the log. */
  id: string | undefined
  event: Event | undefined
}

export interface StreamListener {
  onState: (state: ConnectionState, error: ConnectionError | undefined) => void
  /** Called with each step, in the order of the log. */
  onFrame: (frame: StreamFrame) => void
}

/** Where a connection gets its events from. */
export interface Stream extends Pick<StreamCalls, 'watch'> {
  /** Connects and reconnects until `close` is called or the server refuses permanently. */
  open(): void
  /** Call this when there is another token: the stream is opened again with the new token, without a gap. */
  renew(): void
  /** Disconnects. The next `open` begins with the next event. */
  close(): void
}

export const isOpening = (event: Event | undefined): event is OpeningEvent =>
  event?.type === 'ready' || event?.type === 'reset'
