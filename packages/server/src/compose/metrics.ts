import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client'
import type { FastifyInstance } from 'fastify'
import { isUnavailable } from '../store/availability.ts'
import type { Store } from '../store/store.ts'

const latencies = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const groups = [1, 2, 4, 8, 16, 32, 64, 128, 256]

export type Metrics = ReturnType<typeof createMetrics>

/** Measures a server, for Prometheus. The package of Prometheus is loaded only with this module. */
export function createMetrics() {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const requests = new Histogram({
    name: 'parley_request_duration_seconds',
    help: 'Duration of requests, from their head to the end of the response, without streams. Operation "none" is for paths outside of the API.',
    labelNames: ['operation', 'status'],
    buckets: latencies,
    registers,
  })
  const commits = new Histogram({
    name: 'parley_commit_duration_seconds',
    help: 'Duration of transactions that write.',
    buckets: latencies,
    registers,
  })
  const commitWrites = new Histogram({
    name: 'parley_commit_writes',
    help: 'Writes in a transaction.',
    buckets: groups,
    registers,
  })
  const deliveries = new Counter({
    name: 'parley_webhook_attempts_total',
    help: 'Attempts to deliver events to webhooks.',
    labelNames: ['outcome'],
    registers,
  })
  const state = stateGauges(registers)

  return {
    contentType: register.contentType,

    onCommit(writes: number, milliseconds: number): void {
      commits.observe(milliseconds / 1000)
      commitWrites.observe(writes)
    },

    onAttempts({ delivered, failed }: { delivered: number; failed: number }): void {
      deliveries.inc({ outcome: 'delivered' }, delivered)
      deliveries.inc({ outcome: 'failed' }, failed)
    },

    /** Measures the requests of a server. */
    observe(server: FastifyInstance): void {
      server.addHook('onResponse', (request, reply, done) => {
        const { operation, operationId = 'none' } = request.routeOptions.config ?? {}
        const isStream = operation?.streams === true && reply.statusCode === 200
        if (!isStream)
          requests.observe(
            { operation: operationId, status: reply.statusCode },
            reply.elapsedTime / 1000,
          )
        done()
      })
    },

    /** The text for Prometheus. Reads the state of the log and the number of streams of the node. */
    async text(store: Store, nodeId: string, now: number): Promise<string> {
      await state.read(store, nodeId, now)
      return register.metrics()
    },
  }
}

/** The values that are read when Prometheus asks. */
function stateGauges(registers: Registry[]) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `parley_${name}`, help, labelNames, registers })
  const up = gauge('database_up', 'Whether the database can be read.')
  const streams = gauge('streams', 'Open streams of this node.')
  const entries = gauge('log_entries', 'Entries of the event log, counted at intervals.')
  const bytes = gauge('log_bytes', 'Bytes of the event log, counted at intervals.')
  const oldest = gauge('log_oldest_timestamp_seconds', 'Time of the oldest entry of the event log.')
  const unsettled = gauge(
    'log_unsettled_entries',
    'Entries that nobody can read yet, as an older transaction of the database is open.',
  )
  const lag = gauge(
    'consumer_lag_entries',
    'Entries that a reader of the event log has not read yet.',
    ['consumer'],
  )
  const behind = gauge(
    'consumer_behind_seconds',
    'Age of the first entry that a reader of the event log has not read yet; 0 if there is none.',
    ['consumer'],
  )
  return {
    async read(store: Store, nodeId: string, now: number): Promise<void> {
      for (const one of [streams, entries, bytes, oldest, unsettled, lag, behind]) one.reset()
      try {
        const read = await store.snapshot(async (tx) => ({
          log: await tx.logState.summary(),
          consumers: await tx.logState.consumers(),
          nodes: await tx.nodes.counted(),
        }))
        up.set(1)
        streams.set(read.nodes.find(({ id }) => id === nodeId)?.streams ?? 0)
        entries.set(read.log.events)
        bytes.set(read.log.bytes)
        oldest.set((read.log.oldestAt ?? now) / 1000)
        unsettled.set(read.log.unsettled)
        for (const { name, enabled, lag: left, behindSince } of read.consumers) {
          // The lag of a disabled webhook is not a problem.
          if (!enabled) continue
          lag.set({ consumer: name }, left)
          const age = behindSince === null ? 0 : Math.max(0, now - behindSince) / 1000
          behind.set({ consumer: name }, age)
        }
      } catch (error) {
        if (!isUnavailable(error)) throw error
        up.set(0)
      }
    },
  }
}
