import type { Session, SessionConnection, Subscription } from '@openparley/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Milliseconds without a connection after which the user sees a notice. */
const patience = 3000

/** Whether the session has been without a connection for a while, or will not connect again by itself. */
export class ConnectionWatch implements ReactiveController {
  state: 'connected' | 'offline' | 'ended' = 'connected'
  readonly #host: ReactiveControllerHost
  readonly #session: () => Session | undefined
  readonly #onConnected: () => void
  #watched: Session | undefined
  #subscription: Subscription | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    host: ReactiveControllerHost,
    session: () => Session | undefined,
    onConnected: () => void = () => {},
  ) {
    this.#onConnected = onConnected
    this.#host = host
    this.#session = session
    host.addController(this)
  }

  hostConnected(): void {
    window.addEventListener('online', this.#network)
    window.addEventListener('offline', this.#network)
  }

  hostUpdated(): void {
    const session = this.#session()
    if (session === this.#watched) return
    this.#leave()
    this.#watched = session
    if (!session) return
    this.#subscription = session.connection.subscribe(() => this.#changed(session.connection))
    this.#changed(session.connection)
  }

  hostDisconnected(): void {
    window.removeEventListener('online', this.#network)
    window.removeEventListener('offline', this.#network)
    this.#leave()
  }

  #leave(): void {
    this.#subscription?.unsubscribe()
    clearTimeout(this.#timer)
    this.#watched = undefined
    this.#timer = undefined
  }

  /** A stream may seem connected for a while after the network is gone. */
  readonly #network = (): void => {
    if (this.#watched) this.#changed(this.#watched.connection)
  }

  #changed({ state, error }: SessionConnection): void {
    if (state === 'connecting' || (state === 'connected' && !navigator.onLine)) {
      const delay = navigator.onLine ? patience : 0
      this.#timer ??= setTimeout(() => this.#set('offline'), delay)
      return
    }
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#set(state === 'disconnected' && error ? 'ended' : 'connected')
    if (state === 'connected') this.#onConnected()
  }

  #set(state: typeof this.state): void {
    if (state === this.state) return
    this.state = state
    this.#host.requestUpdate()
  }
}
