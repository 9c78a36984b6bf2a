import { onAbort } from '../abort.ts'

/** The fields between two empty lines of an event stream. */
export interface Frame {
  id: string | undefined
  data: string | undefined
}

/**
 * Reads the event stream format (HTML Standard §9.2.6) until it ends or the signal aborts. Unlike `EventSource`, it
 * also yields a frame that has only an `id`: a heartbeat that moves the cursor. `onBytes` is called for each chunk.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  onBytes: () => void,
): AsyncGenerator<Frame> {
  const reader = body.getReader()
  // The signal of the request is not enough: Node drops it when the request is garbage collected.
  // `cancel` rejects on a stream that has already failed; its reader gets the error.
  onAbort(signal, () => void reader.cancel().catch(() => {}))
  const decoder = new TextDecoder()
  let rest = ''
  let id: string | undefined
  let data: string | undefined
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    onBytes()
    // A CR at the very end may be half of a CRLF.
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') {
        if (id !== undefined || data !== undefined) yield { id, data }
        id = undefined
        data = undefined
        continue
      }
      const [, name, text = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
      if (name === 'id') id = text
      if (name === 'data') data = data === undefined ? text : `${data}\n${text}`
    }
  }
}
