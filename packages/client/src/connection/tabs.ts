import type { Clock } from '../clock.ts'

/** The parts of a browser that its tabs share. */
export interface TabApis {
  locks: { request: LockManager['request'] }
  openChannel: (name: string) => Pick<BroadcastChannel, 'close' | 'onmessage' | 'postMessage'>
  /** Dispatches `freeze` and `resume` events (Page Lifecycle). */
  page: Pick<Document, 'addEventListener'>
}

export interface TabsOptions extends TabApis {
  /** Tabs with the same name belong together. */
  name: string
  clock: Clock
  /** From 0 to below 1. */
  random: () => number
}

export interface TabsListener<Message> {
  /** Called with each message of another tab. */
  onMessage: (message: Message) => void
  /** Called when this tab becomes the leader. */
  onLead: () => void
  /** Called when another tab has taken the place of this one. */
  onDepose: () => void
  /** Called when this tab should ask the leader to say something. */
  onSilence: () => void
}

/** Milliseconds between two checks of a follower. The random part prevents that all of them act at once. */
const interval = 1500
const jitter = 1000

/** Number of checks in a row without a word of the leader after which a follower asks, and takes its place. */
const patience = 1
const maxPatience = 3

/** Returns what this page needs to share a stream with the other tabs, or undefined if it has to be alone. */
export function browserTabs(): TabApis | undefined {
  // Node has both interfaces too, but no tabs.
  if (typeof document === 'undefined' || !navigator.locks) return undefined
  try {
    const openChannel = (name: string) => new BroadcastChannel(name)
    openChannel('').close()
    return { locks: navigator.locks, openChannel, page: document }
  } catch {
    return undefined
  }
}

/**
 * The name by which tabs find each other. Its number changes with the messages, as two tabs may have different versions of
 * this package.
 */
export const tabsName = (session: { baseUrl: string; appId: string; userId: string }): string =>
  JSON.stringify(['parley', 1, session.baseUrl, session.appId, session.userId])

/**
 * The tabs of a browser, one of which leads: the one that holds a Web Lock. A closed tab loses its lock, but one that hangs
 * or is frozen keeps it. So a tab gives it up when it is told that it will be frozen, and the others take it from a leader that
 * does not respond, who learns of it when it continues.
 */
export class Tabs<Message> {
  readonly #options: TabsOptions
  readonly #listener: TabsListener<Message>
  #channel: ReturnType<TabApis['openChannel']> | undefined
  #request = new AbortController()
  #leads = false
  #silentChecks = 0
  #stopTimer = () => {}
  #lifecycle = new AbortController()

  constructor(options: TabsOptions, listener: TabsListener<Message>) {
    this.#options = options
    this.#listener = listener
  }

  get leads(): boolean {
    return this.#leads
  }

  open(): void {
    const { openChannel, name, page } = this.#options
    this.#lifecycle = new AbortController()
    // A frozen page of Chromium responds to messages, but its network and its timers stand still.
    page.addEventListener('freeze', () => this.#resign(), this.#lifecycle)
    page.addEventListener('resume', () => this.#enter(), this.#lifecycle)
    this.#channel = openChannel(name)
    this.#channel.onmessage = ({ data }) => this.#listener.onMessage(data as Message)
    this.#enter()
    this.#scheduleCheck()
  }

  close(): void {
    this.#lifecycle.abort()
    this.#request.abort()
    this.#leads = false
    this.#stopTimer()
    this.#channel?.close()
    this.#channel = undefined
  }

  post(message: Message): void {
    this.#channel?.postMessage(message)
  }

  /** Call this when the leader has said something. */
  hear(): void {
    this.#silentChecks = 0
  }

  #enter(): void {
    this.#requestLock()
    this.#listener.onSilence()
  }

  #resign(): void {
    this.#request.abort()
    if (!this.#leads) return
    this.#leads = false
    this.#listener.onDepose()
  }

  #requestLock(steal = false): void {
    this.#request.abort()
    const request = new AbortController()
    const { signal } = request
    this.#request = request
    this.#silentChecks = 0
    const lead = () =>
      new Promise<void>((release) => {
        if (signal.aborted) return release()
        signal.addEventListener('abort', () => release())
        this.#leads = true
        this.#listener.onLead()
      })
    const { locks, name } = this.#options
    // A request that steals cannot have a signal (Web Locks §4.2).
    locks.request(name, steal ? { steal } : { signal }, lead).catch((error: Error) => {
      if (signal.aborted) return
      if (!this.#leads) {
        // A page without an origin has no locks, and no other tabs.
        if (error.name === 'SecurityError') void lead()
        return
      }
      this.#leads = false
      this.#listener.onDepose()
      this.#enter()
    })
  }

  #scheduleCheck(): void {
    const { clock, random } = this.#options
    this.#stopTimer = clock.after(interval + jitter * random(), () => {
      this.#scheduleCheck()
      if (this.#leads) return
      this.#silentChecks += 1
      if (this.#silentChecks > maxPatience) this.#requestLock(true)
      else if (this.#silentChecks > patience) this.#listener.onSilence()
    })
  }
}
