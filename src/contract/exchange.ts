/** A request as it was sent. */
export interface SentRequest {
  method: string
  url: string
  headers: Headers
  /** The text of the body; empty where there is none. */
  body: string
}

export interface ReceivedResponse {
  status: number
  headers: Headers
  /** The text of the body; undefined for a stream, whose events are checked one by one. */
  body: string | undefined
}

export interface Exchange {
  request: SentRequest
  response: ReceivedResponse
}

/** One event of a `text/event-stream` response (HTML Living Standard §9.2). */
export interface ServerSentEvent {
  /** `message` where the stream names none. */
  event: string
  data: string
  id: string | undefined
}

export const problemType = 'application/problem+json'
export const streamType = 'text/event-stream'

/** The value of a JSON text; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The events of a stream's text. Comments are heartbeats, and a block without data is no event. */
export function eventsOf(text: string): ServerSentEvent[] {
  return text.split(/(?:\r\n|\r|\n){2}/).flatMap((block) => {
    const fields = block.split(/\r\n|\r|\n/).flatMap((line) => {
      const match = /^(event|data|id)(?:: ?(.*))?$/.exec(line)
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

/** What a call is, for people: its method and target, and what is unusual about the rest. */
export function callLine({ method, url, headers, body }: SentRequest): string {
  const { pathname, search } = new URL(url)
  const type = headers.get('content-type')
  const what = [
    `${method} ${pathname}${search}`,
    headers.has('authorization') ? '' : 'without a token',
    type === null || type === 'application/json' ? '' : `as ${type}`,
    body.length > 10_000 ? `with ${body.length} characters` : '',
  ]
  return what.filter(Boolean).join(', ')
}
