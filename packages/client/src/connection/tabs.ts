import { onAbort } from '../abort.ts'
import type { Clock } from '../clock.ts'
import type { TabApis } from './browser-tabs.ts'

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
  /** Called when another tab leads instead of this one. */
  onDepose: () => void
  /** Called when the leader is silent, so that this tab asks it for a message. */
  onSilence: () => void
}

/** This tab, among the other tabs of the browser. */
export interface Tabs<Message> {
  readonly id: number
  readonly leads: boolean
  /** Resolves when the other tabs can see that this tab exists. */
  readonly entered: Promise<void>
  open(): void
  close(): void
  post(message: Message): void
  /** Calls the listener when the tab is closed, has crashed or was killed. Call this after that tab has entered. */
  onEnd(id: number, listener: () => void): void
  /** Call this when the leader has sent a message. */
  hear(): void
}

/** Resolves when the signal is aborted; a lock is held until then. */
const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => onAbort(signal, resolve))

/**
 * Creates the tabs of a browser. The tab that holds a Web Lock is their leader. A tab that is closed loses its lock,
 * but a tab that hangs or is frozen keeps it. So a tab releases the lock when the browser is about to freeze it. If a
 * leader does not respond, another tab takes the lock. The old leader notices this when it continues.
 */
export function createTabs<Message>(
  { locks, openChannel, page, name, clock, random }: TabsOptions,
  { onMessage, onLead, onDepose, onSilence }: TabsListener<Message>,
): Tabs<Message> {
  const id = Math.random()
  let channel: ReturnType<TabApis['openChannel']> | undefined
  let request = new AbortController()
  let lifecycle = new AbortController()
  let leads = false
  let silentChecks = 0
  let stopTimer = () => {}
  let entered = Promise.resolve()

  /** Holds a separate lock until this tab ends. */
  function holdOwnLock(): Promise<void> {
    const { signal } = lifecycle
    return new Promise((resolve) => {
      const hold = () => {
        resolve()
        return aborted(signal)
      }
      locks.request(lockOf(id), { signal }, hold).catch(() => resolve())
    })
  }

  const lockOf = (id: number) => `${name} ${id}`

  function enter(): void {
    requestLock()
    onSilence()
  }

  function resign(): void {
    request.abort()
    if (!leads) return
    leads = false
    onDepose()
  }

  function requestLock(steal = false): void {
    request.abort()
    request = new AbortController()
    const { signal } = request
    silentChecks = 0
    const lead = async () => {
      if (signal.aborted) return
      leads = true
      onLead()
      await aborted(signal)
    }
    // A request that steals cannot have a signal (Web Locks §4.2).
    locks.request(name, steal ? { steal } : { signal }, lead).catch((error: Error) => {
      if (signal.aborted) return
      if (!leads) {
        // A page without an origin has no locks, and shares nothing with other tabs.
        if (error.name === 'SecurityError') void lead()
        return
      }
      leads = false
      onDepose()
      enter()
    })
  }

  /** Asks a leader that is silent at two checks in a row, and takes over at the fourth. */
  function scheduleCheck(): void {
    // The random part prevents all followers from acting at the same time.
    const pause = 1500 + 1000 * random()
    stopTimer = clock.after(pause, () => {
      scheduleCheck()
      if (leads) return
      silentChecks += 1
      if (silentChecks > 3) requestLock(true)
      else if (silentChecks > 1) onSilence()
    })
  }

  return {
    id,
    get leads() {
      return leads
    },
    get entered() {
      return entered
    },
    open() {
      lifecycle = new AbortController()
      // In Chromium, a frozen page responds to messages, but its network and its timers are stopped.
      page.addEventListener('freeze', resign, lifecycle)
      page.addEventListener('resume', enter, lifecycle)
      channel = openChannel(name)
      channel.onmessage = ({ data }) => onMessage(data as Message)
      entered = holdOwnLock()
      enter()
      scheduleCheck()
    },
    close() {
      lifecycle.abort()
      request.abort()
      leads = false
      stopTimer()
      channel?.close()
      channel = undefined
    },
    post(message) {
      channel?.postMessage(message)
    },
    onEnd(id, listener) {
      const { signal } = lifecycle
      locks.request(lockOf(id), { signal }, listener).catch(() => undefined)
    },
    hear() {
      silentChecks = 0
    },
  }
}
