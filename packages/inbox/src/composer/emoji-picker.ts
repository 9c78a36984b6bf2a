import { css, html, LitElement, type PropertyDeclarations } from 'lit'
import { controls } from '../look/controls.ts'
import { tokens } from '../look/tokens.ts'
import { define } from '../session/define.ts'
import type { Words } from '../words/words.ts'
import { emojiGroups, findEmoji, type NamedEmoji } from './emoji-data.ts'

/** Maximum number of emoji that a search shows. */
const maxFound = 100

/** All emoji, with a search. Emits `emoji` with the one that was chosen. Loaded with the first use. */
export class ParleyEmojiPicker extends LitElement {
  static override properties: PropertyDeclarations = {
    words: { attribute: false },
    query: { state: true },
  }
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        width: min(320px, 100vw - 32px);
        height: min(320px, 60dvh);
      }

      input {
        margin: 4px;
        padding: 8px 12px;
        border: 1px solid var(--_control-border);
        border-radius: var(--_radius);
        background: var(--_background);
        font-size: max(16px, 1em);
      }

      .all {
        flex: 1;
        overflow: hidden auto;
      }

      .group {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(40px, 1fr));
        padding: 4px 0;
      }

      .group button {
        height: 40px;
        padding: 0;
        border: 0;
        border-radius: 8px;
        background: none;
        font-size: 1.4em;
        cursor: pointer;
      }

      .group button:hover,
      .group button:focus-visible {
        background: var(--_hover);
      }

      p {
        margin: 12px;
        color: var(--_muted);
      }
    `,
  ]

  declare words: Words
  declare query: string

  constructor() {
    super()
    this.query = ''
  }

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus()
  }

  protected override firstUpdated(): void {
    this.begin()
  }

  /**
   * Puts the focus on the place where the user chooses, once the picker is shown. A focus on the field would open the
   * keyboard of a touch screen.
   */
  begin(): void {
    if (!matchMedia('(pointer: coarse)').matches) this.focus()
    else this.renderRoot.querySelector<HTMLElement>('.group button')?.focus()
  }

  #choose(emoji: string): void {
    this.dispatchEvent(new CustomEvent('emoji', { detail: emoji }))
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.group button')]
    const at = buttons.indexOf(target)
    if (at < 0) {
      if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
      if (event.isComposing) return
      if (event.key === 'Enter') buttons[0]?.click()
      else buttons[0]?.focus()
      event.preventDefault()
      return
    }
    const isRtl = getComputedStyle(this).direction === 'rtl'
    const step = isRtl ? -1 : 1
    const row = buttons.filter((one) => one.offsetTop === target.offsetTop).length
    const goals: Record<string, number> = {
      ArrowRight: at + step,
      ArrowLeft: at - step,
      ArrowDown: at + row,
      ArrowUp: at - row,
      Home: 0,
      End: buttons.length - 1,
    }
    const goal = goals[event.key]
    if (goal === undefined) return
    event.preventDefault()
    if (goal < 0) this.focus()
    else buttons[Math.min(goal, buttons.length - 1)]?.focus()
  }

  override render() {
    const { words, query } = this
    const found = query ? [findEmoji(query, maxFound)] : emojiGroups
    return html`
      <input
        type="search"
        aria-label=${words.searchEmoji}
        placeholder=${words.searchEmoji}
        .value=${query}
        @input=${({ target }: Event) => {
          this.query = (target as HTMLInputElement).value
        }}
        @keydown=${this.#keyPressed}
      />
      <div class="all" @keydown=${this.#keyPressed}>
        ${found[0]?.length === 0 ? html`<p role="status">${words.nothingFound}</p>` : ''}
        ${found.map((group) => html`<div class="group">${group.map((one) => this.#button(one))}</div>`)}
      </div>
    `
  }

  #button([emoji, name]: NamedEmoji) {
    const title = name.replaceAll('_', ' ')
    return html`<button
      tabindex="-1"
      aria-label=${`${emoji} ${title}`}
      title=${title}
      @click=${() => this.#choose(emoji)}
    >
      ${emoji}
    </button>`
  }
}

define('parley-emoji-picker', ParleyEmojiPicker)
