import type { ConversationSnapshot } from '@openparley/client'
import { css, html, type PropertyDeclarations } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { controls } from '../look/controls.ts'
import { tokens } from '../look/tokens.ts'
import { define } from '../session/define.ts'
import { emit } from '../session/events.ts'
import { SessionHost } from '../session/session-host.ts'
import { Watch } from '../session/watch.ts'
import './conversation-row.ts'

/** The user's conversations, the one with the newest activity first. */
export class ParleyConversationList extends SessionHost {
  static override properties: PropertyDeclarations = { selected: {} }
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        overflow: hidden;
      }

      [role='listbox'] {
        flex: 1;
        overflow: auto;
      }
    `,
  ]

  /** The id of the conversation that is shown as selected. */
  declare selected: string
  readonly #conversations = new Watch<ConversationSnapshot[]>(this, {
    keys: () => [this.activeSession],
    subscribe: (next) => this.activeSession?.subscribeConversations(next),
  })

  constructor() {
    super()
    this.selected = ''
  }

  /** Puts the focus on the selected conversation, or on the first. */
  override focus(): void {
    this.focusConversation(this.selected)
  }

  /** Puts the focus on the conversation, or on the first if it is not in the list. */
  focusConversation(conversationId: string): void {
    const rows = [...this.renderRoot.querySelectorAll('parley-conversation-row')]
    const row = rows.find(({ conversation }) => conversation?.id === conversationId) ?? rows[0]
    row?.focus()
  }

  override render() {
    const { snapshot, error } = this.#conversations
    const { words } = this
    if (error && !snapshot)
      return html`<p role="alert">${words.loadFailed}</p>
        <button class="button" @click=${() => this.#conversations.restart()}>${words.retry}</button>`
    if (!snapshot) return html`<p>${words.loading}</p>`
    if (snapshot.length === 0) return html`<p>${words.noConversations}</p>`
    return html`
      <div role="listbox" aria-label=${words.conversations}>
        ${repeat(
          snapshot,
          ({ id }) => id,
          (one) => this.#row(one),
        )}
      </div>
    `
  }

  #row(conversation: ConversationSnapshot) {
    return html`<parley-conversation-row
      role="option"
      tabindex="0"
      aria-selected=${conversation.id === this.selected}
      .session=${this.activeSession}
      .conversation=${conversation}
      .words=${this.words}
      @click=${() => this.#select(conversation.id)}
    ></parley-conversation-row>`
  }

  #select(conversationId: string): void {
    this.selected = conversationId
    emit(this, 'parley-select', { conversationId })
  }
}

define('parley-conversation-list', ParleyConversationList)

declare global {
  interface HTMLElementTagNameMap {
    'parley-conversation-list': ParleyConversationList
  }
}
