import type { Span } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Store } from '../store/store.ts'
import type { TraceOptions } from './trace-options.ts'

const missing =
  'The variables of OpenTelemetry ask for traces, but its packages are not installed. Install them beside openparley, with `npm install @opentelemetry/api @opentelemetry/sdk-node`, or set OTEL_SDK_DISABLED=true.'

const packages = async () => ({
  api: await import('@opentelemetry/api'),
  sdk: await import('@opentelemetry/sdk-node'),
})

/**
 * Starts to send traces, as the environment variables of OpenTelemetry say. Throws an `Error` for the terminal if its
 * packages are not installed.
 */
export async function startTraces({ serviceName }: TraceOptions, load = packages) {
  const { api, sdk } = await load().catch((cause) => {
    throw cause.code === 'ERR_MODULE_NOT_FOUND' ? new Error(missing, { cause }) : cause
  })
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, context, propagation, trace } = api
  // Metrics are for Prometheus, and the log is the process's own output.
  const node = new sdk.NodeSDK({
    ...(serviceName !== undefined && { serviceName }),
    metricReaders: [],
    logRecordProcessors: [],
  })
  node.start()
  const tracer = trace.getTracer('openparley')
  const spans = new WeakMap<FastifyRequest, Span>()

  const inSpan = <T>(name: string, work: () => Promise<T>): Promise<T> =>
    // Writes of the server itself have no request.
    trace.getActiveSpan() === undefined
      ? work()
      : tracer.startActiveSpan(name, (span) =>
          work()
            .catch((error) => {
              span.setStatus({ code: SpanStatusCode.ERROR })
              throw error
            })
            .finally(() => span.end()),
        )

  return {
    /** The store, with a span for each write of a request: the wait for its transaction, and the commit. */
    observed: (store: Store): Store => ({
      ...store,
      write: (locks, work) => inSpan('commit', () => store.write(locks, work)),
      writeTogether: (locks, work, input) =>
        inSpan('commit', () => store.writeTogether(locks, work, input)),
    }),

    /** Adds a span for each request, named after its operation. It has no ids, headers or texts. */
    observe(server: FastifyInstance): void {
      server.addHook('onRequest', (request, _reply, done) => {
        const { config, url } = request.routeOptions
        const parent = propagation.extract(ROOT_CONTEXT, request.headers)
        const span = tracer.startSpan(
          config?.operationId ?? request.method,
          {
            kind: SpanKind.SERVER,
            attributes: {
              'http.request.method': request.method,
              ...(url !== undefined && { 'http.route': url }),
            },
          },
          parent,
        )
        spans.set(request, span)
        context.with(trace.setSpan(parent, span), done)
      })
      server.addHook('onResponse', (request, { statusCode }, done) => {
        const span = spans.get(request)
        span?.setAttribute('http.response.status_code', statusCode)
        if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
        span?.end()
        done()
      })
    },

    /** Sends the remaining spans. */
    async close(): Promise<void> {
      await node.shutdown()
      trace.disable()
      context.disable()
      propagation.disable()
      api.logs.disable()
    },
  }
}
