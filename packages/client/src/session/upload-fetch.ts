import { onAbort } from '../abort.ts'
import type { UploadOptions } from './upload-types.ts'

export type Fetch = (request: Request) => Promise<Response>

/**
 * Returns a `fetch` that reports how many bytes of a request's body were sent. In browsers, only `XMLHttpRequest` can
 * do that. Elsewhere the body is a stream, and bytes count as sent when they are read from it.
 */
export const uploadFetch =
  (fetch: Fetch, { onProgress, signal }: UploadOptions, size: number): Fetch =>
  (request) => {
    // The form around the file has some bytes too.
    const onSent = (bytes: number) => onProgress?.(Math.min(bytes, size), size)
    const send =
      typeof XMLHttpRequest === 'undefined'
        ? sendStream(fetch, request, onSent, signal)
        : sendXhr(request, onSent, signal)
    return signal ? Promise.race([send, aborted(signal)]) : send
  }

/** Rejects when the signal aborts. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => onAbort(signal, () => reject(signal.reason)))

function sendStream(
  fetch: Fetch,
  request: Request,
  onSent: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<Response> {
  let sent = 0
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk)
      sent += chunk.length
      onSent(sent)
    },
  })
  // The signal of the request is not enough: Node drops it when the request is garbage collected.
  const body = request.body?.pipeThrough(counter, signal && { signal }) ?? null
  // A body that is a stream needs `duplex` (Fetch §5.4), which the types of browsers do not have.
  return fetch(new Request(request, { body, duplex: 'half' } as RequestInit))
}

async function sendXhr(
  request: Request,
  onSent: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const body = await request.blob()
  signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open(request.method, request.url)
    for (const [name, value] of request.headers) xhr.setRequestHeader(name, value)
    xhr.upload.onprogress = ({ loaded }) => onSent(loaded)
    xhr.onload = () => {
      const { status, statusText, responseText } = xhr
      const headers = new Headers()
      for (const name of ['content-type', 'retry-after'])
        headers.set(name, xhr.getResponseHeader(name) ?? '')
      resolve(new Response(responseText, { status, statusText, headers }))
    }
    xhr.onerror = () => reject(new TypeError('The file could not be sent.'))
    signal?.addEventListener('abort', () => xhr.abort())
    xhr.send(body)
  })
}
