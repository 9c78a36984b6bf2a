import type { ConversationRef, MessageSnapshot, Session } from '@openparley/client'
import { css, html, nothing, type PropertyDeclarations } from 'lit'
import { type IconName, icon } from '../look/icons.ts'
import { Menu } from '../parts/menu.ts'
import { define } from '../session/define.ts'
import { emit } from '../session/events.ts'
import { numberFormat } from '../words/formatters.ts'
import { emitChatEvent } from './chat-events.ts'
import { type Action, actionsOf } from './message-actions.ts'
import type { Permissions } from './permissions.ts'
import { isMine, toggledReaction } from './toggled-reaction.ts'
import { WhoReacted } from './who-reacted.ts'

/** The chosen action. The menu itself handles reactions and deletions. */
export interface MenuAction {
  type: Action | 'react' | 'own'
}

/** The reactions that are offered first. */
const quick = ['👍', '❤️', '😂', '😮', '😢', '🙏']

/** The menu of a message: reactions, and the actions that its user may take. Loaded with the first use. */
class ParleyMessageMenu extends Menu {
  static override properties: PropertyDeclarations = {
    message: { attribute: false },
    ref: { attribute: false },
    session: { attribute: false },
    may: { attribute: false },
  }
  static override styles = [
    ...Menu.styles,
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
  declare ref: ConversationRef
  declare session: Session
  declare may: Permissions
  readonly #who = new WhoReacted(this)

  #choose(type: MenuAction['type']): void {
    this.dispatchEvent(new CustomEvent<MenuAction>('menu-action', { detail: { type } }))
  }

  readonly #react = (emoji: string): void => {
    emitChatEvent(this, 'chat-failed', toggledReaction(this.ref, this.message, emoji))
    this.#choose('react')
  }

  #act(action: Action): void {
    if (action === 'delete') {
      this.view = 'delete'
      return
    }
    if (action === 'copy') {
      const written = navigator.clipboard.writeText(this.message.plaintext)
      emitChatEvent(
        this,
        'chat-failed',
        written.then(() => this.#choose('copy')),
      )
    } else this.#choose(action)
  }

  protected override content() {
    if (this.view === 'delete') return this.#question()
    if (this.view === 'emoji') return this.#picker()
    return this.view === 'reactions' ? this.#whoReacted() : this.#actions()
  }

  #actions() {
    const { words, message, session, may } = this
    return html`<div role="menu" aria-label=${words.messageMenu}>
      ${
        may.react
          ? html`<div class="quick" role="group" aria-label=${words.react}>
              ${quick.map(
                (emoji) =>
                  html`<button
                    role="menuitemcheckbox"
                    tabindex="-1"
                    aria-checked=${isMine(message, emoji)}
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
      <slot name="message-actions" @slotchange=${this.#slotted} @click=${this.#ownChosen}></slot>
    </div>`
  }

  readonly #slotted = ({ target }: Event): void => {
    for (const element of (target as HTMLSlotElement).assignedElements({ flatten: true })) {
      element.role = 'menuitem'
      element.setAttribute('tabindex', '-1')
    }
  }

  /** Reports to the page which of its own actions was chosen. */
  readonly #ownChosen = ({ target }: Event): void => {
    const { value: action = '' } = (target as Element).closest('button') ?? {}
    const { message, ref } = this
    emit(this, 'parley-message-action', { conversationId: ref.id, messageId: message.id, action })
    this.#choose('own')
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
      <button class="item" @click=${() => this.close()}>${icon('close')}${words.cancel}</button>
    </div>`
  }

  readonly #delete = (): void => {
    emitChatEvent(this, 'chat-failed', this.ref.message(this.message.id).delete())
    this.#choose('delete')
  }

  readonly #openPicker = (): void => {
    const opened = import('../composer/emoji-picker.ts').then(() => {
      this.view = 'emoji'
    })
    emitChatEvent(this, 'chat-failed', opened)
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
          ${more > 0 ? html`<span>+${numberFormat(words.locale).format(more)}</span>` : nothing}
        </section>`,
      )}
      <button class="button" @click=${() => this.close()}>${words.back}</button>
    </div>`
  }
}

define('parley-message-menu', ParleyMessageMenu)
