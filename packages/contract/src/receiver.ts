import type { Violation } from './diff.ts'
import type { SentRequest } from './exchange.ts'
import type { Place } from './order.ts'

/**
 * One request that a receiver got.
 *
 * @example
 * const { event, value, violations } = await receiver.first(({ event }) => event === 'pet.born')
 */
export interface Delivery {
  /** The name of its webhook in the document; undefined if the document has no such webhook. */
  event: string | undefined
  request: SentRequest
  /** The bytes of the body, as they were received. */
  rawBody: Uint8Array<ArrayBuffer>
  /** The JSON of the body; undefined if it is not valid. */
  value: unknown
  id: string | undefined
  /** Unix milliseconds. */
  receivedAt: number
  /** The status of the reply. Undefined if there is no reply yet, or the connection was closed without a reply. */
  status: number | undefined
  /** Differences from the document, an invalid signature, an event with another event's id, or a wrong order. */
  violations: Violation[]
}

/** A reply to a delivery: a status, or more. */
export type Reply =
  | number
  | {
      /** Default 204. */
      status?: number
      headers?: Record<string, string>
      /** Default empty. */
      body?: string
      /** Milliseconds until the reply. Default: 0. */
      delay?: number
      /** Closes the connection without a reply. */
      hangUp?: true
    }

export type Replies = Reply | ((delivery: Delivery) => Reply | Promise<Reply>)

/**
 * Checks that a receiver makes in addition to the document.
 *
 * @example
 * const options: ReceiveOptions = {
 *   verify: (rawBody, headers) => new Webhook(secret).verify(Buffer.from(rawBody), Object.fromEntries(headers)),
 *   orderOf: ({ value }) => ({ key: value.data.petId, place: value.data.version }),
 * }
 */
export interface ReceiveOptions {
  /** Default: `127.0.0.1`. */
  host?: string | undefined
  /** Default: 0, which is any free port. */
  port?: number | undefined
  /** The URL under which the sender reaches the receiver. Default: the address on which it listens. */
  url?: string | undefined
  /** Throws, or returns false, if the signature is not valid. Without it, signatures are not checked. */
  verify?: ((rawBody: Uint8Array<ArrayBuffer>, headers: Headers) => unknown) | undefined
  /** The name of the webhook in the document. Default: the `type` of the body. */
  eventOf?: ((request: SentRequest) => string | undefined) | undefined
  /** The id of the event, the same in each repeat. Default: the header `webhook-id`. */
  idOf?: ((delivery: Delivery) => string | undefined) | undefined
  /** The part that repeated deliveries of an event share, and that differs for other events. Default: the whole body. */
  identityOf?: ((delivery: Delivery) => string) | undefined
  /** Events of one key must be accepted in the order of their places. Default: no order. */
  orderOf?: ((delivery: Delivery) => Place | undefined) | undefined
  /** The reply, or a function that returns it. Default 204. */
  reply?: Replies | undefined
  /** Called when a delivery has got its reply, or has lost its connection. */
  onDelivery?: ((delivery: Delivery) => void) | undefined
}

/**
 * A running receiver: see `receive`.
 *
 * @example
 * receiver.reply(500)
 * await receiver.first(({ event, status }) => event === 'pet.born' && status === 500)
 * receiver.reply(({ id }) => (seen.has(id) ? 204 : { delay: 1000 }))
 */
export interface Receiver extends AsyncDisposable {
  /** The URL to register at the sender. */
  readonly url: string
  /** All deliveries, in the order of their arrival. */
  readonly deliveries: readonly Delivery[]
  /** The violations of all deliveries. */
  readonly violations: Violation[]
  /** The ids of events that no reply with a 2xx has accepted. */
  readonly unaccepted: string[]
  /** Replies to all later deliveries in this way. */
  reply(replies: Replies): void
  /**
   * Resolves with the first matching delivery that got its reply, including earlier deliveries. Rejects when the
   * receiver is closed.
   */
  first(matches: (delivery: Delivery) => boolean): Promise<Delivery>
  /** Stops it, and closes open connections. */
  close(): Promise<void>
}
