import type { UnreadsSnapshot } from '@openparley/client'
import { css, html, nothing } from 'lit'
import { controls } from './look/controls.ts'
import { tokens } from './look/tokens.ts'
import { define } from './session/define.ts'
import { emit } from './session/events.ts'
import { SessionHost } from './session/session-host.ts'
import { Watch } from './session/watch.ts'

/** The number of the user's unread messages, or a dot for a conversation that they marked as unread. Empty if there is nothing. */
export class ParleyUnreadBadge extends SessionHost {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: inline-block;
        background: none;
      }

      .badge {
        display: block;
      }

      .badge.dot {
        min-width: 12px;
        height: 12px;
        padding: 0;
      }
    `,
  ]

  readonly #unreads = new Watch<UnreadsSnapshot>(this, {
    keys: () => [this.activeSession],
    subscribe: (next) => this.activeSession?.subscribeUnreads(next),
    onSnapshot: (snapshot) => emit(this, 'parley-unread', snapshot),
  })

  override render() {
    const { unreadConversationCount = 0, unreadMessageCount = 0 } = this.#unreads.snapshot ?? {}
    if (unreadConversationCount === 0) return nothing
    const shown = unreadMessageCount > 99 ? '99+' : unreadMessageCount || ''
    return html`<span class="badge ${shown === '' ? 'dot' : ''}" part="badge">
      <span aria-hidden="true">${shown}</span>
      <span class="visually-hidden">${unreadMessageCount ? this.words.unread(unreadMessageCount) : this.words.unreadOnly}</span>
    </span>`
  }
}

define('parley-unread-badge', ParleyUnreadBadge)

declare global {
  interface HTMLElementTagNameMap {
    'parley-unread-badge': ParleyUnreadBadge
  }
}
