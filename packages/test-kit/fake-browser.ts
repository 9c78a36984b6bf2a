import type { Clock } from '@openparley/client'
import type { ManualClock } from './manual-clock.ts'
import type { Random } from './random.ts'

interface Task {
  /** Tasks of one source run in their order, tasks of different sources in any order. */
  source: string
  run: () => void
}

type Channel = Pick<BroadcastChannel, 'close' | 'onmessage' | 'postMessage'>

interface LockRequest {
  tab: FakeTab
  callback: (lock: Lock | null) => unknown
  settle: PromiseWithResolvers<unknown>
}

/** A page in a `FakeBrowser`. */
export interface FakeTab {
  clock: Clock
  locks: { request: LockManager['request'] }
  openChannel: (name: string) => Channel
  /** Adds a task for the page, such as a response that arrives. */
  queue: (source: string, run: () => void) => void
  page: EventTarget
  isFrozen: boolean
  /** Nothing runs in the page until `thaw`. It keeps its lock, and data that arrives waits. */
  hang: () => void
  /** Like Chromium: the page gets the event, and messages of other pages are delivered. */
  freeze: () => void
  thaw: () => void
  /** Drops the messages of other pages that wait. */
  loseMessages: () => void
  /** Ends the page without a word to it. */
  crash: () => void
}

/** Pages with Web Locks and BroadcastChannels. Everything that is due runs in a random order, one task at a time. */
export class FakeBrowser {
  readonly #clock: ManualClock
  readonly #random: Random
  readonly #tasks = new Map<FakeTab, Task[]>()
  /** The frozen pages that get messages. */
  readonly #listening = new Set<FakeTab>()
  readonly #channels = new Map<Channel, { name: string; tab: FakeTab; number: number }>()
  readonly #locks = new Map<string, LockRequest[]>()
  #numbers = 0

  constructor(clock: ManualClock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  openTab(): FakeTab {
    const tasks: Task[] = []
    const tab: FakeTab = {
      page: new EventTarget(),
      isFrozen: false,
      hang: () => {
        tab.isFrozen = true
      },
      freeze: () => {
        if (tab.isFrozen) return
        tab.isFrozen = true
        this.#listening.add(tab)
        tab.page.dispatchEvent(new Event('freeze'))
      },
      thaw: () => {
        tab.isFrozen = false
        if (this.#listening.delete(tab)) tab.page.dispatchEvent(new Event('resume'))
      },
      clock: {
        now: () => this.#clock.now(),
        after: (milliseconds, callback) => {
          let isCancelled = false
          const run = () => isCancelled || callback()
          const stop = this.#clock.after(milliseconds, () => tab.queue('timer', run))
          return () => {
            isCancelled = true
            stop()
          }
        },
      },
      locks: {
        request: ((name: string, options: LockOptions, callback: LockRequest['callback']) =>
          this.#requestLock(name, options, {
            tab,
            callback,
            settle: Promise.withResolvers(),
          })) as LockManager['request'],
      },
      openChannel: (name) => this.#openChannel(name, tab),
      queue: (source, run) => this.#tasks.has(tab) && tasks.push({ source, run }),
      loseMessages: () => {
        tasks.splice(
          0,
          tasks.length,
          ...tasks.filter(({ source }) => !source.startsWith('channel')),
        )
      },
      crash: () => {
        this.#tasks.delete(tab)
        for (const [channel, of] of this.#channels)
          if (of.tab === tab) this.#channels.delete(channel)
        for (const name of this.#locks.keys())
          this.#change(name, (requests) => requests.filter((one) => one.tab !== tab))
      },
    }
    this.#tasks.set(tab, tasks)
    return tab
  }

  /** Runs all tasks, except the tasks of frozen pages. */
  async run(): Promise<void> {
    for (;;) {
      await new Promise(setImmediate)
      const ready = [...this.#tasks]
        .map(([tab, tasks]) => ({ tasks, sources: this.#readySources(tab, tasks) }))
        .filter(({ sources }) => sources.length > 0)
      if (ready.length === 0) return
      const { tasks, sources } = this.#random.pick(ready)
      const source = this.#random.pick(sources)
      const [task] = tasks.splice(
        tasks.findIndex((task) => task.source === source),
        1,
      )
      task?.run()
    }
  }

  #readySources(tab: FakeTab, tasks: Task[]): string[] {
    const sources = [...new Set(tasks.map(({ source }) => source))]
    if (!tab.isFrozen) return sources
    return this.#listening.has(tab) ? sources.filter((source) => source.startsWith('channel')) : []
  }

  #openChannel(name: string, tab: FakeTab): Channel {
    this.#numbers += 1
    const number = this.#numbers
    const channel: Channel = {
      onmessage: null,
      close: () => this.#channels.delete(channel),
      postMessage: (data) => {
        for (const [other, of] of this.#channels)
          if (other !== channel && of.name === name) {
            const message = { data: structuredClone(data) } as MessageEvent
            of.tab.queue(`channel ${number}`, () => {
              if (this.#channels.has(other))
                other.onmessage?.call(other as BroadcastChannel, message)
            })
          }
      },
    }
    this.#channels.set(channel, { name, tab, number })
    return channel
  }

  #requestLock(name: string, { steal, signal }: LockOptions, request: LockRequest) {
    const abort = () => {
      const requests = this.#locks.get(name) ?? []
      if (!requests.slice(1).includes(request)) return
      this.#change(name, (requests) => requests.filter((one) => one !== request))
      request.settle.reject(new DOMException('The request was aborted.', 'AbortError'))
    }
    signal?.addEventListener('abort', abort)
    this.#change(name, ([holder, ...others]) => {
      if (!steal) return holder ? [holder, ...others, request] : [request]
      const stolen = new DOMException('The lock was stolen.', 'AbortError')
      holder?.tab.queue('locks', () => holder.settle.reject(stolen))
      return [request, ...others]
    })
    return request.settle.promise
  }

  /** Changes the queue for a lock. The first request in the queue has the lock. */
  #change(name: string, change: (requests: LockRequest[]) => LockRequest[]): void {
    const requests = this.#locks.get(name) ?? []
    const changed = change(requests)
    this.#locks.set(name, changed)
    const [holder] = changed
    if (!holder || holder === requests[0]) return
    holder.tab.queue('locks', () => {
      const held = Promise.resolve(holder.callback({ name, mode: 'exclusive' }))
      void held.then(() => {
        this.#change(name, (requests) => requests.filter((one) => one !== holder))
        holder.settle.resolve(undefined)
      })
    })
  }
}
