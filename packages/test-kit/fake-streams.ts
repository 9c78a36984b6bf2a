import type { Selection, StreamCalls, WatchedUsers } from '../client/src/connection/stream-calls.ts'
import type { Tokens } from '../client/src/connection/tokens.ts'
import type { FakeTab } from './fake-browser.ts'

interface OpenStream {
  tab: FakeTab
  id: string
  write: (frame: string) => void
  cut: () => void
}

/** A server with a log of events, some of which the user may not see, and the streams that read it. */
export class FakeStreams {
  /** The events that the user may see. */
  readonly visible: number[] = []
  /** The streams opened so far. */
  opened = 0
  /** The sets of users that were watched, each with its stream. */
  readonly watched: [streamId: string, users: WatchedUsers][] = []
  /** The last selection that was set for the pages of a stream. */
  selection: Selection | undefined
  readonly alive: string[] = []
  /** The tokens with which streams were opened. */
  readonly tokens: (string | undefined)[] = []
  /** If set, no stream opens, and no users are watched. */
  refusal: Error | undefined
  readonly #open = new Set<OpenStream>()
  #end = 0
  #start = 0

  /** Id of the newest event. */
  get end(): number {
    return this.#end
  }

  get openStreams(): OpenStream[] {
    return [...this.#open]
  }

  append(isVisible: boolean): void {
    this.#end += 1
    if (!isVisible) return
    this.visible.push(this.#end)
    this.tell(eventFrame(this.#end))
  }

  /** Sends a frame on every stream. */
  tell(frame: string): void {
    for (const { write } of this.#open) write(frame)
  }

  /** Moves the cursors of all streams to the end of the log. */
  beat(): void {
    this.tell(`id: c${this.#end}\n\n`)
  }

  /** Removes the events so far from the log. A stream cannot resume from an older cursor. */
  trim(): void {
    this.#start = this.#end
  }

  /** The calls of a page. */
  callsOf(tab: FakeTab, tokens: Tokens): StreamCalls {
    return {
      openStream: (cursor, signal) =>
        new Promise((resolve, reject) => {
          this.opened += 1
          this.tokens.push(tokens.current)
          const source = `network ${this.opened}`
          const { refusal } = this
          if (refusal) tab.queue(source, () => reject(refusal))
          else {
            const body = this.#begin(tab, source, cursor, signal)
            tab.queue(source, () => resolve(body))
          }
        }),
      watch: async (streamId, users, selection) => {
        if (this.refusal) throw this.refusal
        this.selection = selection
        this.watched.push([streamId, users])
        return {
          users: [...users].map(([id]) => ({ ...someone, id, lastEventId: this.#end })),
          online: [...users.keys()],
        }
      },
      markAlive: (streamId) => this.alive.push(streamId),
    }
  }

  #begin(tab: FakeTab, source: string, cursor: string | undefined, signal: AbortSignal) {
    const id = `stream-${this.opened}`
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        const end = () => this.#open.delete(stream)
        const stream: OpenStream = {
          tab,
          id,
          write: (frame) =>
            tab.queue(source, () => {
              if (!signal.aborted && this.#open.has(stream))
                controller.enqueue(new TextEncoder().encode(frame))
            }),
          cut: () => {
            end()
            tab.queue(source, () => signal.aborted || controller.error(new TypeError('cut')))
          },
        }
        this.#open.add(stream)
        signal.addEventListener('abort', end)
        const at = cursor === undefined ? this.#end : Number(cursor.slice(1))
        const opening = { heartbeat: 1e9, streamId: id }
        if (at >= this.#start)
          for (const missed of this.visible) if (missed > at) stream.write(eventFrame(missed))
        const [type, more] = at < this.#start ? ['reset', { reason: 'expired' }] : ['ready', {}]
        const event = JSON.stringify({ type, ...opening, ...more })
        stream.write(`id: c${this.#end}\ndata: ${event}\n\n`)
      },
    })
  }
}

const eventFrame = (id: number) =>
  `id: c${id}\ndata: ${JSON.stringify({ type: 'message.created', id })}\n\n`

const someone = {
  custom: {},
  locale: 'en-US',
  name: 'Someone',
  photoUrl: null,
  role: 'default',
  welcomeMessage: null,
}
