import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { icon } from '../look/icons.ts'

let count = 0

/** A modal dialog of a page. The browser keeps the focus inside, and puts it back afterwards. */
export class Dialog implements ReactiveController {
  isOpen = false
  readonly #host: ReactiveControllerHost
  readonly #element = createRef<HTMLDialogElement>()
  readonly #id: string
  /** Whether the browser shows the dialog. The browser closes a dialog immediately, but its event comes later. */
  #isShown = false
  #before: Element | null = null

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    count += 1
    this.#id = `dialog-${count}`
    host.addController(this)
  }

  open(): void {
    this.isOpen = true
    this.#isShown = false
    this.#host.requestUpdate()
  }

  close(): void {
    this.#element.value?.close()
  }

  hostUpdated(): void {
    const element = this.#element.value
    if (!this.isOpen || !element || this.#isShown) return
    this.#isShown = true
    this.#before = (element.getRootNode() as ShadowRoot).activeElement
    element.showModal()
  }

  hostDisconnected(): void {
    this.isOpen = false
  }

  readonly #closed = () => {
    this.isOpen = false
    const before = this.#before
    // The browser returns the focus only while the focus is in the dialog, and a button that was disabled in the
    // meantime has lost it.
    if (before instanceof HTMLElement && !(before.getRootNode() as ShadowRoot).activeElement)
      before.focus()
    this.#host.requestUpdate()
  }

  /** Shows the dialog while it is open. */
  show(title: string, content: () => unknown): unknown {
    if (!this.isOpen) return nothing
    return html`
      <dialog aria-labelledby=${this.#id} ${ref(this.#element)} @close=${this.#closed}>
        <header>
          <h2 id=${this.#id}>${title}</h2>
          <button class="icon-button" type="button" aria-label="Close" @click=${() => this.close()}>
            ${icon('close')}
          </button>
        </header>
        ${content()}
      </dialog>
    `
  }
}
