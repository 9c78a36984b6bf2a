import type { Session } from '@openparley/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

type Selected = readonly [session: Session | undefined, conversationId: string]

/** Tells the server which conversation the user looks at, and whether the page has the focus. */
export class Selection implements ReactiveController {
  readonly #selected: () => Selected
  #session: Session | undefined
  #told = ''

  constructor(host: ReactiveControllerHost, selected: () => Selected) {
    this.#selected = selected
    host.addController(this)
  }

  hostConnected(): void {
    window.addEventListener('focus', this.#tell)
    window.addEventListener('blur', this.#tell)
    document.addEventListener('visibilitychange', this.#tell)
  }

  hostUpdated(): void {
    this.#tell()
  }

  hostDisconnected(): void {
    window.removeEventListener('focus', this.#tell)
    window.removeEventListener('blur', this.#tell)
    document.removeEventListener('visibilitychange', this.#tell)
    this.#leave()
  }

  readonly #tell = (): void => {
    const [session, conversationId] = this.#selected()
    if (session !== this.#session) this.#leave()
    const hasFocus = document.visibilityState === 'visible' && document.hasFocus()
    const telling = conversationId && JSON.stringify([conversationId, hasFocus])
    if (!session || session.isClosed || telling === this.#told) return
    this.#session = session
    this.#told = telling
    session.selectConversation(conversationId || null, { hasFocus })
  }

  #leave(): void {
    if (this.#told && this.#session && !this.#session.isClosed)
      this.#session.selectConversation(null)
    this.#session = undefined
    this.#told = ''
  }
}
