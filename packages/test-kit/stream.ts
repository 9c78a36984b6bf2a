import type { components } from '@openparley/spec/types'
import { expect, onTestFinished } from 'vitest'
import { type Event, eventFrom } from './event-check.ts'
import { checkedFetch, openChecked } from './exchange.ts'
import type { Site } from './server.ts'
import { framesOf } from './sse.ts'
import { userToken } from './token.ts'

export type { Event } from './event-check.ts'
export type { Site } from './server.ts'

/** An item of a stream: an event, or a heartbeat. */
export interface Frame {
  cursor: string
  event: Event | undefined
}

export interface StreamOptions {
  /** The cursor to resume after. */
  after?: string | undefined
  /** Default one for the user that is valid for an hour. */
  token?: string
  /** The origin of the page that makes the request. */
  origin?: string
}

async function streamRequest(
  site: Site,
  userId: string,
  { after, token, origin }: StreamOptions,
  signal: AbortSignal,
): Promise<Request> {
  const headers = {
    authorization: `Bearer ${token ?? (await userToken(site, userId))}`,
    ...(after !== undefined && { 'last-event-id': after }),
    ...(origin !== undefined && { origin }),
  }
  const url = `${site.baseUrl}/v1/${site.appId}/realtime/events`
  return new Request(url, { headers, signal })
}

/** The response to a request for the user's stream. */
export async function requestStream(
  site: Site,
  userId: string,
  options: StreamOptions = {},
): Promise<Response> {
  const connection = new AbortController()
  onTestFinished(() => connection.abort())
  return checkedFetch(await streamRequest(site, userId, options, connection.signal))
}

/** A connection to the stream of a user. Every event is validated when it arrives. */
export class TestStream {
  readonly response: Response
  /** All items that arrived, including those already taken. */
  readonly frames: Frame[] = []
  #taken = 0
  #isEnded = false
  #fault: unknown
  #wake: (() => void) | undefined
  readonly #connection: AbortController
  /** Kept in a field: when a request is garbage collected, its abort signal stops working. */
  readonly request: Request
  /** Resolves at the end of the stream. */
  readonly ended: Promise<void>

  constructor(request: Request, response: Response, connection: AbortController) {
    this.request = request
    this.response = response
    this.#connection = connection
    this.ended = this.#read()
  }

  async #read(): Promise<void> {
    try {
      for await (const frame of framesOf(this.response.body as AsyncIterable<Uint8Array>)) {
        this.frames.push({ cursor: frame.id, event: eventFrom(frame) })
        this.#wake?.()
      }
    } catch (error) {
      // A cut connection ends the stream; an invalid event fails the test.
      if (error instanceof TypeError || (error as Error).name === 'AbortError') return
      this.#fault = error
    } finally {
      this.#isEnded = true
      this.#wake?.()
    }
  }

  /** The cursor to resume with. */
  get cursor(): string | undefined {
    return this.frames.at(-1)?.cursor
  }

  /** Its id, from its first event. */
  get streamId(): string {
    for (const { event } of this.frames) if (event && 'streamId' in event) return event.streamId
    throw new Error('The stream has not begun.')
  }

  /** The next frame, or undefined at the end of the stream. */
  async nextFrame(): Promise<Frame | undefined> {
    while (this.#taken === this.frames.length && !this.#isEnded)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    if (this.#fault) throw this.#fault
    const frame = this.frames[this.#taken]
    if (frame) this.#taken += 1
    return frame
  }

  /** The next events, up to and including the first that matches. */
  async until(matches: (event: Event) => boolean): Promise<Event[]> {
    const events: Event[] = []
    for (;;) {
      const frame = await this.nextFrame()
      if (!frame) throw new Error(`The stream ended after ${JSON.stringify(events.slice(-3))}.`)
      if (frame.event) events.push(frame.event)
      if (frame.event && matches(frame.event)) return events
    }
  }

  /** The next event of the type; skips all others. */
  async next<Type extends Event['type']>(type: Type): Promise<Extract<Event, { type: Type }>> {
    const events = await this.until((event) => event.type === type)
    return events.at(-1) as Extract<Event, { type: Type }>
  }

  /** All remaining events, until the stream ends. */
  async rest(): Promise<Event[]> {
    const events: Event[] = []
    for (let frame = await this.nextFrame(); frame; frame = await this.nextFrame())
      if (frame.event) events.push(frame.event)
    return events
  }

  /** Cuts the connection, as a broken network does. */
  async cut(): Promise<void> {
    this.#connection.abort()
    await this.ended
  }
}

/** Opens the user's stream. It is cut when the test ends. */
export const openStream = async (site: Site, userId: string, options: StreamOptions = {}) =>
  (await unreadStream(site, userId, options))()

/** Opens the user's stream, and reads almost nothing until the returned function is called. */
export async function unreadStream(
  site: Site,
  userId: string,
  options: StreamOptions = {},
): Promise<() => TestStream> {
  const connection = new AbortController()
  const request = await streamRequest(site, userId, options, connection.signal)
  const { response } = await openChecked(request)
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  onTestFinished(() => connection.abort())
  return () => new TestStream(request, response, connection)
}

/** Opens a stream and waits until it is live. All later events are live. */
export async function liveStream(site: Site, userId: string): Promise<TestStream> {
  const stream = await openStream(site, userId)
  await stream.next('ready')
  return stream
}

type Selection = Omit<components['schemas']['WatchedUsers'], 'users'>

/** Sets the users that a live stream watches, and returns the response. */
export async function watchUsers(
  site: Site,
  userId: string,
  stream: TestStream,
  users: Record<string, number>,
  selection: Selection = {},
) {
  const response = await requestWatch(site, userId, stream.streamId, users, selection)
  expect(response.status).toBe(200)
  return (await response.json()) as components['schemas']['WatchedState']
}

export async function requestWatch(
  site: Site,
  userId: string,
  streamId: string,
  users: Record<string, number>,
  selection: Selection = {},
): Promise<Response> {
  const url = `${site.baseUrl}/v1/${site.appId}/realtime/streams/${streamId}`
  const headers = {
    authorization: `Bearer ${await userToken(site, userId)}`,
    'content-type': 'application/json',
  }
  const body = JSON.stringify({ users, ...selection })
  return checkedFetch(new Request(url, { method: 'PUT', headers, body }))
}

/** Opens a live stream that watches the users. */
export async function watchingStream(
  site: Site,
  userId: string,
  ...users: string[]
): Promise<TestStream> {
  const stream = await liveStream(site, userId)
  await watchUsers(site, userId, stream, Object.fromEntries(users.map((id) => [id, 0])))
  return stream
}

/** Opens a live stream that shows the conversation, by default in a window with the focus. */
export async function lookingStream(
  site: Site,
  userId: string,
  selectedConversationId: string | null,
  hasFocus = true,
): Promise<TestStream> {
  const stream = await liveStream(site, userId)
  await watchUsers(site, userId, stream, {}, { selectedConversationId, hasFocus })
  return stream
}
