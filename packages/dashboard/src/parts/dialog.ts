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

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    count += 1
    this.#id = `dialog-${count}`
    host.addController(this)
  }

  open(): void {
    this.isOpen = true
    this.#host.requestUpdate()
  }

  close(): void {
    this.#element.value?.close()
  }

  hostUpdated(): void {
    const element = this.#element.value
    if (this.isOpen && element && !element.open) element.showModal()
  }

  hostDisconnected(): void {
    this.isOpen = false
  }

  readonly #closed = () => {
    this.isOpen = false
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
