import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import type { StreamItem } from '../operations/operation.ts'
import { socketOf } from './connections.ts'
import { frameOf } from './frames.ts'

/** Max bytes that wait while a frame is being sent. */
const backlogBound = 1024 * 1024

/** Milliseconds without traffic after which the operating system probes the connection. */
const keepAliveDelay = 5000

/** Milliseconds after which a client that reads nothing is disconnected. */
const stallTimeout = 5000

/**
 * Sends items to one client. While a write is in progress, further frames wait and are then sent in one write. A client that
 * is too slow is disconnected.
 */
export class Outbox {
  readonly #raw: ServerResponse
  /** Undefined if the response waits for the one before it, or if a wrapper of the connection sends the headers later. */
  readonly #socket: Socket | undefined
  #waiting: Buffer[] = []
  #waitingBytes = 0
  #reason = 'disconnected'

  /** Sends the headers. */
  constructor(raw: ServerResponse, headers: Record<string, string>) {
    this.#raw = raw
    const { socket } = raw
    if (socket && socketOf(socket) === socket) this.#socket = socket
    // Detects a client that disappeared while nothing was being sent.
    if (socket) socketOf(socket).setKeepAlive(true, keepAliveDelay)
    // The stream ends with the connection, so chunked encoding is not needed.
    raw.useChunkedEncodingByDefault = false
    raw.writeHead(200, headers).flushHeaders()
    raw.on('timeout', () => this.#checkProgress())
  }

  /** Writing to the socket costs less than to the response, which needs a callback at the end of the turn for each write. */
  get #connection(): Writable {
    return this.#socket ?? this.#raw
  }

  get isClosed(): boolean {
    return this.#raw.destroyed
  }

  /** Sends the items, the optional ones only if the client has taken everything so far. */
  send(items: StreamItem[]): void {
    if (this.isClosed) return
    const isSlow = this.#connection.writableLength > 0
    const frames = (isSlow ? items.filter(({ isOptional }) => !isOptional) : items).map(frameOf)
    const { event } = items.at(-1) ?? {}
    if (event?.type === 'closed') this.#reason = JSON.parse(event.json).reason
    if (!this.#connection.writableNeedDrain) this.#write(frames)
    else if (frames.length > 0) this.#wait(frames)
  }

  /** Resolves when the client has received everything or has disconnected. */
  async flushed(): Promise<void> {
    const connection = this.#connection
    while (connection.writableNeedDrain && !this.isClosed)
      await new Promise<void>((resolve) => {
        const done = () => {
          connection.off('drain', done)
          this.#raw.off('close', done)
          resolve()
        }
        connection.on('drain', done)
        this.#raw.on('close', done)
      })
  }

  /** Ends the response when everything is sent. Returns why it ended. */
  async end(): Promise<string> {
    await this.flushed()
    await this.#sent()
    this.#raw.end()
    return this.#reason
  }

  destroy(): void {
    this.#raw.destroy()
  }

  /**
   * Resolves when the system has taken everything, or the client has disconnected. Before that, the response must not
   * end: a server that stops destroys the connections whose responses have ended, with all that waits on them.
   */
  async #sent(): Promise<void> {
    if (this.#connection.writableLength > 0 && !this.isClosed)
      await new Promise<void>((resolve) => {
        // If the connection closes, Node forgets what waits in the response to a later request.
        this.#raw.on('close', resolve)
        this.#connection.write('', () => resolve())
      })
  }

  #wait(frames: Buffer[]): void {
    if (this.#waiting.length === 0) this.#connection.once('drain', () => this.#release())
    this.#waiting.push(...frames)
    for (const { length } of frames) this.#waitingBytes += length
    // A single frame of any size may wait for the one before it.
    const bytesBehind = this.#waitingBytes - (this.#waiting[0]?.length ?? 0)
    if (bytesBehind > backlogBound) this.#cutOff('too slow')
  }

  #release(): void {
    const frames = this.#waiting
    this.#waiting = []
    this.#waitingBytes = 0
    this.#write(frames)
  }

  #write(frames: Buffer[]): void {
    const connection = this.#connection
    if (frames.length > 1) connection.cork()
    for (const frame of frames) connection.write(frame)
    if (frames.length > 1) connection.uncork()
    // Most connections have received everything by now, and need no timer.
    if (this.#socket && this.#socket.writableLength > 0 && !this.#socket.timeout)
      this.#socket.setTimeout(stallTimeout)
  }

  #checkProgress(): void {
    if (this.#connection.writableLength > 0) this.#cutOff('stalled')
    else this.#socket?.setTimeout(0)
  }

  #cutOff(reason: string): void {
    this.#reason = reason
    this.#raw.destroy()
  }
}
