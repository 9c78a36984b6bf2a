import type {
  ConversationRef,
  ConversationSnapshot,
  MessageSnapshot,
  Session,
} from '@openparley/client'
import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit'
import { controls } from '../look/controls.ts'
import { type IconName, icon } from '../look/icons.ts'
import { tokens } from '../look/tokens.ts'
import { popupStyles, showPopup } from '../parts/popup.ts'
import { define } from '../session/define.ts'
import type { Words } from '../words/words.ts'
import { tell } from './chat-events.ts'
import { type Action, actionsOf } from './message-actions.ts'
import { permissionsIn } from './permissions.ts'
import { WhoReacted } from './who-reacted.ts'

/** What was chosen, other than a reaction or a deletion, which the menu does itself. */
export interface MenuAction {
  type: Action | 'react'
}

/** The reactions that are offered first. */
const quick = ['👍', '❤️', '😂', '😮', '😢', '🙏']

type View = 'actions' | 'delete' | 'emoji' | 'reactions'

/** The menu of a message: reactions, and what its user may do with it. Loaded with the first use. */
class ParleyMessageMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    message: { attribute: false },
    button: { attribute: false },
    ref: { attribute: false },
    session: { attribute: false },
    conversation: { attribute: false },
    words: { attribute: false },
    view: { state: true },
  }
  static override styles = [
    tokens,
    controls,
    popupStyles,
    css`
      [popover] {
        min-width: 220px;
      }

      .quick {
        display: flex;
        gap: 2px;
        padding-bottom: 4px;
      }

      .quick button {
        flex: 1;
        min-width: 36px;
        height: 40px;
        padding: 0;
        border: 0;
        border-radius: 8px;
        background: none;
        font-size: 1.3em;
        cursor: pointer;
      }

      .quick .icon {
        margin: auto;
        width: 20px;
        height: 20px;
      }

      .quick button:hover,
      .quick button[aria-checked='true'] {
        background: var(--_selected);
      }

      p {
        margin: 8px 12px;
      }

      .who {
        max-width: 280px;
        margin: 4px 12px 12px;
        padding: 0;
        list-style: none;
      }

      .who h3 {
        margin: 8px 0 0;
        font-size: inherit;
      }

      .who bdi {
        display: block;
        overflow-wrap: anywhere;
      }
    `,
  ]

  declare message: MessageSnapshot
  declare button: HTMLElement
  declare ref: ConversationRef
  declare session: Session
  declare conversation: ConversationSnapshot
  declare words: Words
  declare view: View
  readonly #who = new WhoReacted(this)

  constructor() {
    super()
    this.view = 'actions'
  }

  get #popup(): HTMLElement {
    return this.renderRoot.querySelector('[popover]') as HTMLElement
  }

  protected override firstUpdated(): void {
    this.button.setAttribute('aria-expanded', 'true')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.button.setAttribute('aria-expanded', 'false')
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('button') || changed.has('view')) {
      showPopup(this.#popup, this.button)
      this.#items()[0]?.focus()
    }
  }

  #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button, input')]
  }

  readonly #toggled = ({ newState }: ToggleEvent): void => {
    if (newState === 'closed') this.dispatchEvent(new Event('menu-close'))
  }

  #choose(type: MenuAction['type']): void {
    this.dispatchEvent(new CustomEvent<MenuAction>('menu-action', { detail: { type } }))
  }

  readonly #react = (emoji: string): void => {
    const reaction = this.ref.message(this.message.id).reactions(emoji)
    const mine = this.#isMine(reaction.emoji)
    tell(this, 'chat-failed', mine ? reaction.remove() : reaction.add())
    this.#choose('react')
  }

  #isMine(emoji: string): boolean {
    return this.message.reactions.some((one) => one.emoji === emoji && one.currentUserReacted)
  }

  #act(action: Action): void {
    if (action === 'delete') {
      this.view = 'delete'
      return
    }
    if (action === 'copy') void navigator.clipboard?.writeText(this.message.plaintext)
    this.#choose(action)
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const items = this.#items()
    const at = items.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement)
    const isInQuick = Boolean(items[at]?.closest('.quick'))
    const isRtl = getComputedStyle(this).direction === 'rtl'
    const count = items.length
    const firstAction = items.findIndex((item) => !item.closest('.quick'))
    const sideways = isInQuick ? (isRtl ? -1 : 1) : 0
    const goals: Record<string, number> = {
      ArrowDown: isInQuick ? firstAction : at + 1,
      ArrowUp: isInQuick ? count - 1 : at === firstAction ? 0 : at - 1,
      ArrowRight: at + sideways,
      ArrowLeft: at - sideways,
      Home: 0,
      End: count - 1,
    }
    const goal = this.view === 'emoji' ? undefined : goals[event.key]
    if (event.key === 'Tab' && this.view !== 'emoji') this.#popup.hidePopover()
    else if (goal === undefined) return
    else items[(goal + count) % count]?.focus()
    event.preventDefault()
  }

  override render() {
    return html`<div
      popover
      part="menu"
      @toggle=${this.#toggled}
      @keydown=${this.#keyPressed}
    >
      ${this.view === 'actions' ? this.#actions() : this.view === 'delete' ? this.#question() : this.view === 'emoji' ? this.#picker() : this.#whoReacted()}
    </div>`
  }

  #actions() {
    const { words, message, session, conversation } = this
    const may = permissionsIn(conversation)
    return html`<div role="menu" aria-label=${words.messageMenu}>
      ${
        may.canReact
          ? html`<div class="quick" role="group" aria-label=${words.react}>
              ${quick.map(
                (emoji) =>
                  html`<button
                    role="menuitemcheckbox"
                    tabindex="-1"
                    aria-checked=${this.#isMine(emoji)}
                    aria-label=${emoji}
                    @click=${() => this.#react(emoji)}
                  >
                    ${emoji}
                  </button>`,
              )}
              <button
                role="menuitem"
                tabindex="-1"
                aria-label=${words.react}
                title=${words.react}
                @click=${this.#openPicker}
              >
                ${icon('emoji')}
              </button>
            </div>`
          : nothing
      }
      ${actionsOf(message, session.userId, may).map((action) => this.#item(action))}
      ${
        message.reactions.length > 0
          ? html`<button class="item" role="menuitem" tabindex="-1" @click=${() => (this.view = 'reactions')}>${icon('emoji')}${words.reactions}</button>`
          : nothing
      }
    </div>`
  }

  #item(action: Action) {
    return html`<button
      class="item ${action === 'delete' ? 'danger' : ''}"
      part="menu-item"
      role="menuitem"
      tabindex="-1"
      @click=${() => this.#act(action)}
    >
      ${icon(action satisfies IconName)}${this.words[action]}
    </button>`
  }

  #question() {
    const { words } = this
    return html`<div role="alertdialog" aria-label=${words.deleteQuestion}>
      <p>${words.deleteQuestion}</p>
      <button class="item danger" @click=${this.#delete}>${icon('delete')}${words.delete}</button>
      <button class="item" @click=${() => this.#popup.hidePopover()}>${icon('close')}${words.cancel}</button>
    </div>`
  }

  readonly #delete = (): void => {
    tell(this, 'chat-failed', this.ref.message(this.message.id).delete())
    this.#choose('delete')
  }

  readonly #openPicker = (): void => {
    void import('../composer/emoji-picker.ts').then(() => {
      this.view = 'emoji'
    })
  }

  #picker() {
    return html`<parley-emoji-picker
      .words=${this.words}
      @emoji=${({ detail }: CustomEvent<string>) => this.#react(detail)}
    ></parley-emoji-picker>`
  }

  #whoReacted() {
    const { words } = this
    const lists = this.#who.of(this.ref, this.message)
    return html`<div class="who" role="dialog" aria-label=${words.reactions}>
      ${lists.map(
        ({ emoji, names, more }) => html`<section>
          <h3>${emoji}</h3>
          ${names.map((name) => html`<bdi>${name}</bdi>`)}
          ${more > 0 ? html`<span>+${new Intl.NumberFormat(words.locale).format(more)}</span>` : nothing}
        </section>`,
      )}
      <button class="button" @click=${() => this.#popup.hidePopover()}>${words.back}</button>
    </div>`
  }
}

define('parley-message-menu', ParleyMessageMenu)
