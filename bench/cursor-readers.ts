import { connect, type Socket } from 'node:net'

/** Streams that keep their cursors, and can be cut off and opened again. */
export interface CursorReaders {
  /** Opens a stream, from its cursor if it has one. Resolves with its first event. */
  open(index: number): Promise<void>
  cutAll(): void
  /** Resolves when each stream has `count` messages since it was cut off. */
  reach(count: number): Promise<void>
  /** Throws if a stream has more or fewer than `count` messages since it was cut off. */
  check(count: number): void
}

interface Reader {
  socket?: Socket
  cursor?: string
  messages: number
  /** The start of a line whose end has not arrived. */
  rest: string
}

/** Readers of the streams of some users, on bare sockets, so that they cost little. */
export function startReaders(url: string, tokens: string[]): CursorReaders {
  const { hostname, port, pathname } = new URL(url)
  const readers = tokens.map((): Reader => ({ messages: 0, rest: '' }))
  let notify = () => {}

  function read(reader: Reader, text: string): void {
    const lines = (reader.rest + text).split('\n')
    reader.rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('id: ')) reader.cursor = line.slice(4)
      else if (line === 'event: reset') throw new Error('A stream was reset.')
      else if (line === 'event: message.created') reader.messages += 1
    }
    notify()
  }

  return {
    open: (index) =>
      new Promise((resolve, reject) => {
        const reader = readers[index] as Reader
        const socket = connect(Number(port), hostname)
        const head = [
          `GET ${pathname} HTTP/1.1`,
          `host: ${hostname}`,
          `authorization: Bearer ${tokens[index]}`,
          ...(reader.cursor === undefined ? [] : [`last-event-id: ${reader.cursor}`]),
        ]
        socket.setEncoding('utf8')
        socket.write(`${head.join('\r\n')}\r\n\r\n`)
        socket.once('error', reject)
        socket.on('data', (text: string) => {
          if (text.startsWith('HTTP/1.1 ') && !text.startsWith('HTTP/1.1 200'))
            reject(new Error(text.split('\r\n')[0]))
          read(reader, text)
          if (reader.cursor !== undefined) resolve()
        })
        reader.socket = socket
      }),
    cutAll() {
      for (const reader of readers) {
        reader.socket?.destroy()
        reader.messages = 0
        reader.rest = ''
      }
    },
    reach: (count) =>
      new Promise((resolve) => {
        // Most readers have their messages already, so this looks at few readers.
        let behind = readers
        notify = () => {
          while ((behind.at(-1)?.messages ?? count) >= count) {
            behind = behind.slice(0, -1)
            if (behind.length === 0) return resolve()
          }
        }
        notify()
      }),
    check(count) {
      const wrong = readers.find(({ messages }) => messages !== count)
      if (wrong) throw new Error(`A stream has ${wrong.messages} messages instead of ${count}.`)
    },
  }
}
