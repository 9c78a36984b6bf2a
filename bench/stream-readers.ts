import { connect, type Socket } from 'node:net'

/** Many readers of the streams of one server, which count the received events. */
export interface StreamReaders {
  /** Events received by all readers together. */
  readonly received: number
  /** Resolves when `received` is at least `count`. */
  reach(count: number): Promise<void>
  close(): void
}

/** Counts events, and resolves waiting promises. */
export class Counter {
  received = 0
  #waiting: { count: number; resolve: () => void }[] = []

  add(more: number): void {
    this.received += more
    const due = this.#waiting.filter(({ count }) => count <= this.received)
    if (due.length === 0) return
    this.#waiting = this.#waiting.filter(({ count }) => count > this.received)
    for (const { resolve } of due) resolve()
  }

  reach(count: number): Promise<void> {
    if (this.received >= count) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ count, resolve }))
  }
}

/** How many connections are opened at the same time. */
const opening = 100

/** Opens connections, a few at a time. */
export async function opened<T>(count: number, open: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = []
  for (let index = 0; index < count; index += opening) {
    const some = Array.from({ length: Math.min(opening, count - index) }, (_, more) =>
      open(index + more),
    )
    all.push(...(await Promise.all(some)))
  }
  return all
}

const marker = Buffer.from('\nevent: message.created\n')
const readyMarker = Buffer.from('\nevent: ready\n')

/** Readers of server-sent events on bare sockets, so that counting costs little. */
export async function sseReaders(
  url: string,
  count: number,
  headers: (index: number) => string[] = () => [],
): Promise<StreamReaders> {
  const counter = new Counter()
  const { hostname, port, pathname } = new URL(url)
  const open = (index: number) =>
    new Promise<Socket>((resolve, reject) => {
      const socket = connect(Number(port), hostname)
      const head = [`GET ${pathname} HTTP/1.1`, `host: ${hostname}`, ...headers(index)]
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
      socket.once('error', reject)
      let isReady = false
      socket.on('data', (chunk) => {
        if (!isReady && (chunk.includes(readyMarker) || chunk.includes('event: ready'))) {
          isReady = true
          resolve(socket)
        }
        let found = 0
        for (let at = chunk.indexOf(marker); at >= 0; at = chunk.indexOf(marker, at + 1)) found += 1
        if (found > 0) counter.add(found)
      })
    })
  const sockets = await opened(count, open)
  return Object.assign(counter, {
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  })
}
