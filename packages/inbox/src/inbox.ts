import type { UnreadsSnapshot } from '@openparley/client'
import { html, type PropertyDeclarations, type PropertyValues } from 'lit'
import './chat/chat.ts'
import { inboxStyles } from './inbox-styles.ts'
import './list/conversation-list.ts'
import { tokens } from './look/tokens.ts'
import { define } from './session/define.ts'
import { emit, type ParleyEvents } from './session/events.ts'
import { Narrow } from './session/narrow.ts'
import { SessionHost } from './session/session-host.ts'
import { Watch } from './session/watch.ts'

/** Below this width, in pixels, there is room for one pane. */
const twoPanes = 640

/** The slots of the chat that the inbox passes on. */
const slots = ['header', 'header-end', 'empty', 'no-messages', 'message-actions']

/** The list of the user's conversations beside the open one. If the element is narrow, it shows only one of the two. */
export class ParleyInbox extends SessionHost {
  static override properties: PropertyDeclarations = {
    conversationId: { attribute: 'conversation-id' },
    messageId: { attribute: 'message-id' },
    enterBreaks: { type: Boolean, attribute: 'enter-breaks' },
  }
  static override styles = [tokens, inboxStyles]

  /** The conversation that is open; empty if none is. */
  declare conversationId: string
  /** A message of it to jump to. */
  declare messageId: string | undefined
  /** Whether Enter breaks the line in the composer; then only the button sends. Default: false. */
  declare enterBreaks: boolean

  readonly #narrow = new Narrow(this, twoPanes)
  readonly #unreads = new Watch<UnreadsSnapshot>(this, {
    keys: () => [this.activeSession],
    subscribe: (next) => this.activeSession?.subscribeUnreads(next),
    onSnapshot: (snapshot) => emit(this, 'parley-unread', snapshot),
  })

  readonly #children = new MutationObserver(() => this.requestUpdate())

  constructor() {
    super()
    this.conversationId = ''
    this.enterBreaks = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#children.observe(this, { childList: true })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#children.disconnect()
  }

  /** How much the user has not read; undefined until the server has said so. */
  get unreads(): UnreadsSnapshot | undefined {
    return this.#unreads.snapshot
  }

  /** Puts the focus into the conversation, or into the list if none is open. */
  override focus(): void {
    if (this.conversationId) void this.#focusChat()
    else this.#list?.focus()
  }

  get #list() {
    return this.renderRoot.querySelector('parley-conversation-list')
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    // The message belongs to the conversation that was open.
    if (changed.get('conversationId') && !changed.has('messageId')) this.messageId = undefined
  }

  readonly #selected = ({ detail }: ParleyEvents['parley-select']): void => {
    this.conversationId = detail.conversationId
    this.messageId = detail.messageId
    void this.#focusChat()
  }

  readonly #left = (): void => {
    const { conversationId } = this
    this.conversationId = ''
    void this.#focusList(conversationId)
  }

  async #focusList(conversationId: string): Promise<void> {
    await this.updateComplete
    // The list was not rendered while it was hidden.
    await this.#list?.updateComplete
    this.#list?.focusConversation(conversationId)
  }

  async #focusChat(): Promise<void> {
    await this.updateComplete
    const chat = this.renderRoot.querySelector('parley-chat')
    await chat?.updateComplete
    // The composer would open the keyboard of a phone.
    if (!this.messageId && !this.#narrow.isNarrow && matchMedia('(pointer: fine)').matches)
      chat?.focus()
    else chat?.parentElement?.focus()
  }

  override render() {
    const { activeSession: session, conversationId, messageId, words } = this
    const { isNarrow } = this.#narrow
    const isReading = conversationId !== ''
    const pane = (isBehind: boolean) => (isNarrow ? `narrow ${isBehind ? 'behind' : ''}` : '')
    return html`
      <section class="list ${pane(isReading)}" part="list" ?inert=${isNarrow && isReading}>
        <parley-conversation-list
          exportparts="row, search, tabs"
          .session=${session}
          .words=${words}
          .selected=${conversationId}
          @parley-select=${this.#selected}
        >${this.#passed(['no-conversations'])}</parley-conversation-list>
      </section>
      <section class="chat ${pane(!isReading)}" part="chat" tabindex="-1" ?inert=${isNarrow && !isReading}>
        <parley-chat
          exportparts=${chatParts}
          .session=${session}
          .words=${words}
          .conversationId=${conversationId}
          .messageId=${messageId}
          .enterBreaks=${this.enterBreaks}
          .hasBack=${isNarrow}
          @parley-back=${this.#left}
        >
          ${this.#passed(slots)}
        </parley-chat>
      </section>
    `
  }

  /** Only the slots that the page fills, since a slot without content would hide the default. */
  #passed(names: string[]) {
    return names
      .filter((name) => this.querySelector(`:scope > [slot="${name}"]`))
      .map((name) => html`<slot name=${name} slot=${name}></slot>`)
  }
}

const chatParts =
  'header, title, presence, banner, typing, read-only, composer, input, send-button, messages, message, message-own, message-other, message-system, message-menu-button, bubble, sender, quote, reactions, reaction, day, new, newest-button, empty, menu, menu-item'

define('parley-inbox', ParleyInbox)

declare global {
  interface HTMLElementTagNameMap {
    'parley-inbox': ParleyInbox
  }
}
