import { checkedFetch } from './exchange.ts'

/** A fetch whose connections to the real server can be paused, stalled and cut. */
export interface Network {
  fetch(request: Request): Promise<Response>
  /** All requests so far, oldest first. */
  requests: Request[]
  /** Requests for the event stream. */
  streamRequests(): Request[]
  /** Everything received on event streams so far. */
  heard: string
  /** Breaks all open event streams. */
  cut(): void
  /** Stalls the open event streams: nothing more arrives on them. */
  stall(): void
  /**
   * Pauses requests whose path contains the text before they are sent, or their responses before they are delivered.
   * Resolves when there is such a request, with a function that continues it.
   */
  hold(path: string, what: 'request' | 'answer'): Promise<() => void>
}

interface Gate {
  path: string
  what: 'request' | 'answer'
  reached: () => void
  opened: Promise<void>
}

const isStream = (request: Request) => new URL(request.url).pathname.endsWith('/realtime/events')

export function testNetwork(): Network {
  const gates: Gate[] = []
  let cutter = new AbortController()
  let stalled = { is: false }

  async function pass(request: Request, what: Gate['what']): Promise<void> {
    const gate = gates.find(
      (gate) => gate.what === what && new URL(request.url).pathname.includes(gate.path),
    )
    gate?.reached()
    await gate?.opened
  }

  const network: Network = {
    requests: [],
    heard: '',
    streamRequests: () => network.requests.filter(isStream),
    async fetch(request) {
      network.requests.push(request)
      await pass(request, 'request')
      if (!isStream(request)) {
        const response = await checkedFetch(request)
        await pass(request, 'answer')
        return response
      }
      const own = stalled
      const signal = AbortSignal.any([request.signal, cutter.signal])
      const response = await checkedFetch(new Request(request, { signal }))
      const decoder = new TextDecoder()
      const listening = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          if (own.is) return
          network.heard += decoder.decode(chunk, { stream: true })
          controller.enqueue(chunk)
        },
      })
      await pass(request, 'answer')
      return new Response(response.body?.pipeThrough(listening) ?? null, response)
    },
    cut() {
      cutter.abort(new Error('cut'))
      cutter = new AbortController()
    },
    stall() {
      stalled.is = true
      stalled = { is: false }
    },
    hold: (path, what) =>
      new Promise((resolve) => {
        const { promise: opened, resolve: open } = Promise.withResolvers<void>()
        const gate: Gate = {
          path,
          what,
          opened,
          reached: () =>
            resolve(() => {
              gates.splice(gates.indexOf(gate), 1)
              open()
            }),
        }
        gates.push(gate)
      }),
  }
  return network
}
