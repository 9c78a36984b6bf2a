import { css, html, LitElement, type PropertyDeclarations, type PropertyValues } from 'lit'
import { controls } from '../look/controls.ts'
import { tokens } from '../look/tokens.ts'
import type { Words } from '../words/words.ts'
import { popupStyles, showPopup } from './popup.ts'

/**
 * A menu that opens at a button. The focus moves among its items with the arrow keys, Home and End; the items of a
 * group are side by side. Escape, Tab and a click elsewhere close it, which emits `menu-close`.
 */
export abstract class Menu extends LitElement {
  static override properties: PropertyDeclarations = {
    button: { attribute: false },
    words: { attribute: false },
    view: { state: true },
  }
  static override styles = [
    tokens,
    controls,
    popupStyles,
    css`
      ::slotted(*) {
        display: flex;
        align-items: center;
        box-sizing: border-box;
        width: 100%;
        min-height: 40px;
        padding: 0 12px;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
    `,
  ]

  declare button: HTMLElement
  declare words: Words
  /** The state that it shows. The first item gets the focus when that changes. */
  declare view: string

  constructor() {
    super()
    this.view = 'actions'
  }

  /** The current items of the menu. */
  protected abstract content(): unknown

  protected override firstUpdated(): void {
    this.button.setAttribute('aria-expanded', 'true')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.button.setAttribute('aria-expanded', 'false')
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('button') && !changed.has('view')) return
    showPopup(this.#popup, this.button)
    this.#items()[0]?.focus()
  }

  protected close(): void {
    this.#popup.hidePopover()
  }

  get #popup(): HTMLElement {
    return this.renderRoot.querySelector('[popover]') as HTMLElement
  }

  /** The items in their order, with those that the page puts into a slot. */
  #items(): HTMLElement[] {
    const found = this.renderRoot.querySelectorAll<HTMLElement>('button, input, slot')
    return [...found].flatMap((one) =>
      one instanceof HTMLSlotElement
        ? (one.assignedElements({ flatten: true }) as HTMLElement[])
        : [one],
    )
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    // A view with an input field handles its keys itself.
    if (event.target instanceof HTMLInputElement || this.view === 'emoji') return
    const items = this.#items()
    const at = items.findIndex((item) => item.matches(':focus'))
    const goal = goalOf(event.key, items, at, getComputedStyle(this).direction === 'rtl')
    if (event.key === 'Tab') this.close()
    else if (goal === undefined) return
    else items.at(goal % items.length)?.focus()
    event.preventDefault()
  }

  readonly #toggled = ({ newState }: ToggleEvent): void => {
    if (newState === 'closed') this.dispatchEvent(new Event('menu-close'))
  }

  override render() {
    return html`<div popover part="menu" @toggle=${this.#toggled} @keydown=${this.#keyPressed}>${this.content()}</div>`
  }
}

/** The place to which a key moves from the place `at`; -1 is the last one. Undefined if the key does not move. */
function goalOf(
  key: string,
  items: readonly HTMLElement[],
  at: number,
  isRtl: boolean,
): number | undefined {
  const group = items[at]?.closest('[role=group]')
  const members = items.filter((item) => group?.contains(item))
  const first = group ? items.indexOf(members[0] as HTMLElement) : at
  const before = items[first - 1]?.closest('[role=group]')
  const sideways = group ? (isRtl ? -1 : 1) : 0
  const goals: Record<string, number> = {
    ArrowDown: group ? first + members.length : at + 1,
    // The first of the group above.
    ArrowUp: before ? items.findIndex((item) => before.contains(item)) : first - 1,
    ArrowRight: at + sideways,
    ArrowLeft: at - sideways,
    Home: 0,
    End: -1,
  }
  return goals[key]
}
