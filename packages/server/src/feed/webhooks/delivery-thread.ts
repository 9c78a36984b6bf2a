import { Worker } from 'node:worker_threads'
import type { Lease, Store } from '../../store/store.ts'
import type { Typist } from '../typing.ts'
import { CommitSignal } from './commit-signal.ts'
import type { DeliveryLog } from './endpoint-options.ts'
import { errorOf, type Fault, type Remote, remoteCalls } from './remote-calls.ts'
import type { WebhookWrites } from './webhook-work.ts'

/** The settings with which the delivery thread is started. */
export interface ThreadSettings {
  databaseUrl: string
  databaseDirectUrl?: string | undefined
  /** The URL of the server as clients see it. */
  publicUrl: string
  /** Networks that are not public but may get webhooks. */
  allowed: string[]
  poll: number
  timeout: number
  delays?: readonly number[] | undefined
}

export interface ThreadData extends ThreadSettings {
  /** See `CommitSignal.count`. */
  commits: Int32Array
}

/** The functions of the delivery thread that the main thread can call. */
export interface ThreadFunctions {
  /** A webhook may have changed. */
  sync(): void
  /** A lease was lost. */
  lose(lease: number): void
  close(): Promise<void>
}

/** The functions of the main thread that the delivery thread can call. */
export interface HostFunctions extends WebhookWrites {
  /** Takes a lease. Returns its number; undefined while another node holds the lease. */
  lease(name: string): Promise<number | undefined>
  release(lease: number): Promise<void>
  /** See `Typing.recent`. */
  typists(): Typist[]
  log(level: keyof DeliveryLog, fields: object, message: string): void
  report(fault: Fault): void
}

export interface DeliveryThreadOptions {
  /** The program of the thread. */
  program: URL
  store: Store
  writes: WebhookWrites
  typists: () => Typist[]
  log: DeliveryLog
  onError: (error: unknown) => void
  settings: ThreadSettings
  /** Called when it has ended. */
  onEnd: () => void
}

/**
 * The work of a node for webhooks, in a separate thread, so that the thread of the API is not slowed down. The separate
 * thread reads the database itself; this thread does its writes and holds its leases.
 */
export class DeliveryThread {
  readonly #worker: Worker
  readonly #calls: ReturnType<typeof remoteCalls<ThreadFunctions>>
  readonly #onError: (error: unknown) => void
  readonly #ended: Promise<void>
  #isClosing = false

  constructor(options: DeliveryThreadOptions) {
    const { program, store, writes, typists, log, onError, settings, onEnd } = options
    const commits = new CommitSignal()
    const workerData: ThreadData = { ...settings, commits: commits.count }
    this.#onError = onError
    this.#worker = new Worker(program, { workerData, name: 'webhooks' })
    this.#worker.unref()
    const leases = new Map<number, Lease>()
    let taken = 0
    const tell = this.#tell.bind(this)
    const functions: HostFunctions = {
      ...writes,
      async lease(name) {
        const lease = await store.lease(name)
        if (!lease) return undefined
        taken += 1
        const number = taken
        leases.set(number, lease)
        lease.lost.addEventListener('abort', () => tell((theirs) => theirs.lose(number)), {
          once: true,
        })
        return number
      },
      async release(number) {
        const lease = leases.get(number)
        leases.delete(number)
        await lease?.release()
      },
      typists,
      log: (level, fields, message) => log[level](fields, message),
      report: (fault) => onError(errorOf(fault)),
    }
    this.#calls = remoteCalls<ThreadFunctions>(this.#worker, functions)
    const unsubscribe = store.onCommit(() => commits.tell())
    this.#worker.on('error', onError)
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#isClosing = true
        unsubscribe()
        this.#calls.end()
        const all = [...leases.values()].map((lease) => lease.release().catch(onError))
        void Promise.all(all).then(() => {
          resolve()
          onEnd()
        })
      })
    })
  }

  /** Call this after a change of a webhook. */
  sync(): void {
    this.#tell((theirs) => theirs.sync())
  }

  /** Ends the thread when its running attempts are finished. */
  async close(): Promise<void> {
    const closed = this.#calls.theirs.close()
    this.#isClosing = true
    // If the thread fails in between, the failure is reported elsewhere, and the thread has ended too.
    await closed.catch(() => undefined)
    await this.#worker.terminate()
    await this.#ended
  }

  #tell(call: (theirs: Remote<ThreadFunctions>) => Promise<void>): void {
    call(this.#calls.theirs).catch((error) => this.#isClosing || this.#onError(error))
  }
}
