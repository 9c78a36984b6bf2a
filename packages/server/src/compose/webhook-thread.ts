import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { addressRule } from '../feed/webhooks/addresses.ts'
import { onSignal } from '../feed/webhooks/commit-signal.ts'
import type {
  HostFunctions,
  ThreadData,
  ThreadFunctions,
} from '../feed/webhooks/delivery-thread.ts'
import { faultOf, remoteCalls } from '../feed/webhooks/remote-calls.ts'
import { WebhookWork } from '../feed/webhooks/webhook-work.ts'
import { fileUrls } from '../model/file.ts'
import { openReader } from '../store/open-engine.ts'
import { type Lease, readStore } from '../store/store.ts'

/** Connections to PostgreSQL. */
const connections = 2

/** Value for `nice`: if the processors are busy, requests to the API go first. */
const niceness = 10

// The program of the thread that delivers events to webhooks.
const { databaseUrl, databaseDirectUrl, publicUrl, allowed, commits, ...settings } =
  workerData as ThreadData
if (!parentPort) throw new Error('This program runs only as a worker thread.')
const listeners = new Set<() => void>()
const lost = new Map<number, AbortController>()
const reader = await openReader(databaseUrl, connections, databaseDirectUrl)
const functions: ThreadFunctions = {
  sync: () => work.sync(),
  lose: (number) => lost.get(number)?.abort(),
  async close() {
    await work.close()
    await reader.close()
  },
}
const { theirs: host } = remoteCalls<HostFunctions>(parentPort, functions)

async function lease(name: string): Promise<Lease | undefined> {
  const number = await host.lease(name)
  if (number === undefined) return undefined
  const controller = new AbortController()
  lost.set(number, controller)
  return {
    lost: controller.signal,
    async release() {
      lost.delete(number)
      await host.release(number)
    },
  }
}

const work = new WebhookWork({
  ...settings,
  store: {
    ...readStore(
      reader,
      fileUrls(() => publicUrl),
    ),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  },
  writes: host,
  lease,
  typists: host.typists,
  rule: addressRule(allowed),
  now: Date.now,
  log: {
    info: (fields, message) => void host.log('info', fields, message),
    warn: (fields, message) => void host.log('warn', fields, message),
  },
  onError: (error) => void host.report(faultOf(error)),
})
void onSignal(commits, () => {
  for (const listener of listeners) listener()
})
// On Linux, this changes only the calling thread; elsewhere it would change the whole process.
if (process.platform === 'linux') setPriority(niceness)
