import { html, nothing, type PropertyDeclarations } from 'lit'
import { icon } from '../look/icons.ts'
import { Menu } from '../parts/menu.ts'
import { define } from '../session/define.ts'

/** The menu of a conversation. Emits `mark-unread`, `leave` or `menu-close`. Loaded with the first use. */
class ParleyChatMenu extends Menu {
  static override properties: PropertyDeclarations = { canLeave: { attribute: false } }

  /** Whether the user may leave. */
  declare canLeave: boolean

  #emitChatEvent(name: 'mark-unread' | 'leave'): void {
    this.dispatchEvent(new Event(name))
  }

  protected override content() {
    const { words } = this
    if (this.view === 'leave')
      return html`<div role="alertdialog" aria-label=${words.leaveQuestion}>
        <p>${words.leaveQuestion}</p>
        <button class="item danger" @click=${() => this.#emitChatEvent('leave')}>${icon('leave')}${words.leave}</button>
        <button class="item" @click=${() => this.close()}>${icon('close')}${words.cancel}</button>
      </div>`
    return html`<div role="menu" aria-label=${words.conversationMenu}>
      <button class="item" part="menu-item" role="menuitem" tabindex="-1" @click=${() => this.#emitChatEvent('mark-unread')}>${icon('unread')}${words.markUnread}</button>
      ${
        this.canLeave
          ? html`<button class="item danger" part="menu-item" role="menuitem" tabindex="-1" @click=${() => (this.view = 'leave')}>${icon('leave')}${words.leave}</button>`
          : nothing
      }
    </div>`
  }
}

define('parley-chat-menu', ParleyChatMenu)
