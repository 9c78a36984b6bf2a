import { html, LitElement, type PropertyDeclarations } from 'lit'
import { controls } from '../look/controls.ts'
import { icon } from '../look/icons.ts'
import { tokens } from '../look/tokens.ts'
import { popupStyles, showPopup } from '../parts/popup.ts'
import { define } from '../session/define.ts'
import type { Words } from '../words/words.ts'

/** The menu of a conversation. Emits `mark-unread`, `leave` or `close`. Loaded with the first use. */
class ParleyChatMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    button: { attribute: false },
    words: { attribute: false },
    isLeaving: { state: true },
  }
  static override styles = [tokens, controls, popupStyles]

  declare button: HTMLElement
  declare words: Words
  /** Whether the user is asked if they want to leave. */
  declare isLeaving: boolean

  constructor() {
    super()
    this.isLeaving = false
  }

  protected override updated(): void {
    const popup = this.renderRoot.querySelector<HTMLElement>('[popover]')
    if (!popup) return
    showPopup(popup, this.button)
    this.button.setAttribute('aria-expanded', 'true')
    this.#items()[0]?.focus()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.button.setAttribute('aria-expanded', 'false')
  }

  #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll('button')]
  }

  #tell(name: 'mark-unread' | 'leave' | 'close'): void {
    this.dispatchEvent(new Event(name))
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const items = this.#items()
    const at = items.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement)
    const goals: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: items.length - 1,
    }
    const goal = goals[event.key]
    if (event.key === 'Tab') this.#tell('close')
    else if (goal === undefined) return
    else items[(goal + items.length) % items.length]?.focus()
    event.preventDefault()
  }

  override render() {
    const { words } = this
    const closed = ({ newState }: ToggleEvent) => newState === 'closed' && this.#tell('close')
    return html`<div popover part="menu" @toggle=${closed} @keydown=${this.#keyPressed}>
      ${
        this.isLeaving
          ? html`<div role="alertdialog" aria-label=${words.leaveQuestion}>
              <p>${words.leaveQuestion}</p>
              <button class="item danger" @click=${() => this.#tell('leave')}>${icon('leave')}${words.leave}</button>
              <button class="item" @click=${() => this.#tell('close')}>${icon('close')}${words.cancel}</button>
            </div>`
          : html`<div role="menu" aria-label=${words.conversationMenu}>
              <button class="item" role="menuitem" tabindex="-1" @click=${() => this.#tell('mark-unread')}>${icon('unread')}${words.markUnread}</button>
              <button class="item danger" role="menuitem" tabindex="-1" @click=${() => (this.isLeaving = true)}>${icon('leave')}${words.leave}</button>
            </div>`
      }
    </div>`
  }
}

define('parley-chat-menu', ParleyChatMenu)
