import type { FastifyInstance } from 'fastify'
import type { Store } from '../store/store.ts'
import type { AttemptCounts } from '../store/tables/webhook-progress.ts'
import type { StartOptions } from './start-options.ts'

/** Measures a server. Without metrics and traces, it does nothing. */
export interface Monitoring {
  onCommit?: (writes: number, milliseconds: number) => void
  onAttempts?: (counts: AttemptCounts) => void
  /** The store, with its writes measured. */
  observed(store: Store): Store
  /** Measures the requests of the server, and serves the metrics. Returns the URL if they have a port of their own. */
  start(server: FastifyInstance, source: Source): Promise<string | undefined>
  close(): Promise<void>
}

/** Where the metrics are read from. */
export interface Source {
  store: Store
  nodeId: string
  /** Unix milliseconds. */
  now: () => number
  onError: (error: unknown) => void
}

/** Loads only the packages that the options need, because those for metrics and traces slow down a start and take memory. */
export async function openMonitoring(options: StartOptions): Promise<Monitoring> {
  const { host = '127.0.0.1', publicMetrics, metricsPort: port, metricsHost } = options
  const hasMetrics = publicMetrics || port !== undefined
  const metrics = hasMetrics ? (await import('./metrics.ts')).createMetrics() : undefined
  let traces = options.traces
    ? await (await import('./traces.ts')).startTraces(options.traces)
    : undefined
  let listener: { url: string; close: () => Promise<void> } | undefined
  return {
    ...(metrics && { onCommit: metrics.onCommit, onAttempts: metrics.onAttempts }),
    observed: (store) => traces?.observed(store) ?? store,

    async start(server, { store, nodeId, now, onError }) {
      traces?.observe(server)
      if (!metrics) return undefined
      metrics.observe(server)
      const read = async () => ({
        type: metrics.contentType,
        text: await metrics.text(store, nodeId, now()),
      })
      if (publicMetrics)
        server.get('/metrics', async (_request, reply) => {
          const { type, text } = await read()
          return reply.type(type).send(text)
        })
      if (port === undefined) return undefined
      const { listenForMetrics } = await import('./metrics-listener.ts')
      listener = await listenForMetrics({ host: metricsHost ?? host, port }, read, onError)
      return listener.url
    },

    async close() {
      const [own, sent] = [listener, traces]
      listener = undefined
      traces = undefined
      await own?.close()
      await sent?.close()
    },
  }
}
