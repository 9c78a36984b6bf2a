/** A request as it was sent. */
export interface SentRequest {
  method: string
  url: string
  headers: Headers
  /** The text of the body; empty if there is none. */
  body: string
}

export interface ReceivedResponse {
  status: number
  headers: Headers
  /** The text of the body; undefined for a stream, whose events are checked separately. */
  body: string | undefined
}

/**
 * A request as it was sent, and the response as it was received.
 *
 * @example
 * const exchange: Exchange = {
 *   request: { method: 'GET', url: 'http://127.0.0.1:8080/pets/1', headers: new Headers(), body: '' },
 *   response: { status: 200, headers: new Headers({ 'content-type': 'application/json' }), body: '{}' },
 * }
 */
export interface Exchange {
  request: SentRequest
  response: ReceivedResponse
}

/**
 * One event of a `text/event-stream` response (HTML Living Standard §9.2).
 *
 * @example
 * const event: ServerSentEvent = { event: 'born', data: '{"type":"born"}', id: '8' }
 * contract.conformsEvent('streamPets', event)
 */
export interface ServerSentEvent {
  /** Default `message`. */
  event: string
  data: string
  id: string | undefined
}

export const problemType = 'application/problem+json'
export const streamType = 'text/event-stream'

/** The value of a JSON text; undefined if it is not valid JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Reads the events in the text of a stream. Comments and blocks without data are not events.
 *
 * @example
 * eventsOf('event: born\ndata: {}\nid: 8\n\n') // [{ event: 'born', data: '{}', id: '8' }]
 */
export function eventsOf(text: string): ServerSentEvent[] {
  return text.split(/(?:\r\n|\r|\n){2}/).flatMap((block) => {
    const fields = block.split(/\r\n|\r|\n/).flatMap((line) => {
      const match = /^(event|data|id)(?:: ?(.*))?$/s.exec(line)
      return match ? [{ name: match[1], value: match[2] ?? '' }] : []
    })
    const values = (name: string) =>
      fields.filter((field) => field.name === name).map(({ value }) => value)
    const data = values('data')
    if (data.length === 0) return []
    return [
      {
        event: values('event').at(-1) || 'message',
        data: data.join('\n'),
        id: values('id').at(-1),
      },
    ]
  })
}
