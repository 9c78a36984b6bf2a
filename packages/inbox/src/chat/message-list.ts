import type {
  ConversationRef,
  ConversationSnapshot,
  MessageSnapshot,
  Session,
  UserSnapshot,
} from '@openparley/client'
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { movedBy } from '../list/list-keys.ts'
import { controls } from '../look/controls.ts'
import { tokens } from '../look/tokens.ts'
import { avatarStyles } from '../parts/avatar.ts'
import { textStyles } from '../parts/text.ts'
import { define } from '../session/define.ts'
import { onUse } from '../session/on-use.ts'
import type { Words } from '../words/words.ts'
import { Announcing } from './announcing.ts'
import { type ChatEvents, emitChatEvent } from './chat-events.ts'
import { picturesIn } from './content.ts'
import { isGreeted } from './greeted.ts'
import { isReadByAll, type MessageActions, messageRow } from './message.ts'
import { listStyles } from './message-list-styles.ts'
import type { MenuAction } from './message-menu.ts'
import { messageStyles } from './message-styles.ts'
import { MessageWindow } from './message-window.ts'
import type { Permissions } from './permissions.ts'
import { ReadMarker } from './read-marker.ts'
import type { Recent } from './recent.ts'
import { withoutLostMarkers } from './row-markers.ts'
import { type Row, rowsOf } from './rows.ts'
import { ScrollAnchor } from './scroll-anchor.ts'
import { toggledReaction } from './toggled-reaction.ts'

/** Distance from an end of the list at which the next page is loaded, in pixels. */
const pageDistance = 1200

/** Milliseconds for which a message is highlighted after a jump to it. */
const highlightTime = 2000

/** The messages of a conversation, inside of `<parley-chat>`. */
export class ParleyMessageList extends LitElement {
  static override properties: PropertyDeclarations = {
    session: { attribute: false },
    ref: { attribute: false },
    recent: { attribute: false },
    conversation: { attribute: false },
    others: { attribute: false },
    may: { attribute: false },
    messageId: { attribute: false },
    isOffline: { attribute: false },
    words: { attribute: false },
    current: { state: true },
    highlighted: { state: true },
    announced: { state: true },
    menu: { state: true },
    picture: { state: true },
  }
  static override styles = [tokens, controls, avatarStyles, textStyles, messageStyles, listStyles]

  declare session: Session
  declare ref: ConversationRef
  declare recent: Recent
  declare conversation: ConversationSnapshot | null | undefined
  declare others: readonly UserSnapshot[] | undefined
  declare may: Permissions
  /** The message to jump to. */
  declare messageId: string | undefined
  declare isOffline: boolean
  declare words: Words
  /** The id of the message that has the focus, or would get it. */
  declare current: string | undefined
  declare highlighted: string | undefined
  declare announced: string
  declare menu: { message: MessageSnapshot; button: HTMLElement } | undefined
  /** The URL of the picture that is shown over the page. */
  declare picture: string | undefined
  readonly #window = new MessageWindow(this, () => this.recent)
  readonly #reading = new ReadMarker(this, () => this.#isAtEnd)
  readonly #extras = onUse(this, () => import('./message-extras.ts'))
  readonly #parts = onUse(this, () => import('./list-parts.ts'))
  readonly #announcing = new Announcing(this, (text) => {
    this.announced = text
  })
  #anchor: ScrollAnchor | undefined
  #rows: Row[] = []
  #hasOpened = false
  readonly #resized = new ResizeObserver(() => this.#anchor?.restore())

  constructor() {
    super()
    this.announced = ''
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector('.scroller')
  }

  get #isAtEnd(): boolean {
    return this.#window.loadedNewest && (this.#anchor?.isAtEnd ?? true)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resized.disconnect()
    this.#announcing.reset()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('ref')) this.#open()
    else if (changed.has('messageId') && this.messageId) void this.jumpTo(this.messageId)
    const { messages, loadedNewest } = this.#window
    if (!messages) return
    this.#reading.update(this.ref, this.conversation)
    // From the composer, the focus moves to the newest message first.
    const follows = this.current === this.#rows.at(-1)?.message.id && !this.#focusedRow()
    this.#rows = rowsOf(messages, {
      userId: this.session.userId,
      newAfter: this.#reading.newAfter,
      loadedAll: this.#window.loadedAll,
    })
    if (follows || !this.#rows.some(({ message }) => message.id === this.current))
      this.current = this.#rows.at(-1)?.message.id
    if (loadedNewest) this.#announcing.update(messages, this.session.userId, this.words)
    else this.#announcing.reset()
  }

  /** Call this with each snapshot of the conversation, even while the page is in the background. */
  learn(conversation: ConversationSnapshot | null): void {
    if (conversation?.id === this.ref.id) this.#reading.update(this.ref, conversation)
  }

  #open(): void {
    this.#window.open(this.ref, this.messageId ?? null)
    this.#reading.reset()
    this.#announcing.reset()
    this.#rows = []
    this.#hasOpened = false
    this.current = undefined
    this.menu = undefined
    this.picture = undefined
    if (this.#anchor) this.#anchor.isAtEnd = true
  }

  protected override update(changed: PropertyValues<this>): void {
    const hadFocus = this.#focusedRow()
    this.#anchor?.captureScroll(this.#window.loadedNewest)
    withoutLostMarkers(this.#scroller, () => super.update(changed))
    const scroller = this.#scroller
    if (scroller && !this.#anchor) {
      this.#anchor = new ScrollAnchor(scroller)
      this.#resized.observe(scroller)
      const rows = scroller.firstElementChild
      if (rows) this.#resized.observe(rows)
    }
    this.#anchor?.restore()
    // The message with the focus was deleted, or its button is gone.
    if (hadFocus && !this.#focusedRow()) this.#focusRow(this.current)
  }

  protected override updated(): void {
    const { messages } = this.#window
    if (messages && this.conversation && !this.#hasOpened) {
      this.#hasOpened = true
      this.#showFirst()
    }
    this.#scrolled()
  }

  /** Scrolls to the requested message, or to the first new message if not all new ones fit. */
  #showFirst(): void {
    if (this.messageId) return void this.jumpTo(this.messageId)
    const divider = this.renderRoot.querySelector('.divider.new')
    const scroller = this.#scroller
    if (!divider || !scroller) return
    const above = divider.getBoundingClientRect().top - scroller.getBoundingClientRect().top
    if (above < 0) scroller.scrollTop += above
  }

  readonly #scrolled = (): void => {
    const scroller = this.#scroller
    const { messages, loadedNewest, loadOlder, loadNewer } = this.#window
    if (!scroller || !messages) return
    const wasAtEnd = this.#isAtEnd
    this.#anchor?.capture(loadedNewest)
    const { scrollTop, scrollHeight, clientHeight } = scroller
    if (scrollTop < pageDistance) void loadOlder()
    if (scrollHeight - scrollTop - clientHeight < pageDistance) void loadNewer()
    this.#reading.markRead()
    if (wasAtEnd !== this.#isAtEnd) this.requestUpdate()
  }

  /** Scrolls to the message, which is loaded if it is not there. Resolves with false if it does not exist. */
  async jumpTo(messageId: string): Promise<boolean> {
    if (!this.#anchor?.find(messageId) && !(await this.#window.show(messageId))) {
      this.announced = this.words.deletedMessage
      return false
    }
    this.requestUpdate()
    await this.updateComplete
    const element = this.#anchor?.find(messageId)
    if (!element) return false
    element.scrollIntoView({ block: 'center' })
    this.#scrolled()
    this.current = messageId
    this.highlighted = messageId
    setTimeout(() => {
      if (this.highlighted === messageId) this.highlighted = undefined
    }, highlightTime)
    return true
  }

  /** Jumps to a message and puts the focus on it. */
  async #follow(messageId: string): Promise<void> {
    if (await this.jumpTo(messageId)) this.#focusRow(messageId)
  }

  /** Scrolls to the newest message. */
  async showNewest(): Promise<void> {
    if (!this.#window.loadedNewest) await this.#window.show(null)
    if (!this.#anchor) return
    this.#anchor.isAtEnd = true
    this.#anchor.restore()
    this.#scrolled()
    this.requestUpdate()
  }

  /** Call this when the user sends a message: nothing is new to them any more. */
  sent(): void {
    this.#reading.clear()
    this.current = undefined
    void this.showNewest()
  }

  override focus(): void {
    this.#focusRow(this.current)
  }

  #row(id: string | undefined): HTMLElement | null {
    return id === undefined ? null : this.renderRoot.querySelector(`[data-row="${CSS.escape(id)}"]`)
  }

  #focusRow(id: string | undefined): void {
    const row = this.#row(id)
    if (!row || !id) return
    this.current = id
    row.focus({ preventScroll: true })
    row.scrollIntoView({ block: 'nearest' })
  }

  #focusedRow(): Element | null {
    const root = this.renderRoot as ShadowRoot | undefined
    return root?.activeElement?.closest('[data-row]') ?? null
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement
    const row = target.closest<HTMLElement>('[data-row]')
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const index = this.#rows.findIndex(({ message }) => message.id === row.dataset.row)
    const isPaging = event.key.startsWith('Page')
    const goal = isPaging ? undefined : movedBy(event.key, index, this.#rows.length)
    if (goal !== undefined) {
      if (event.key === 'End' && !this.#window.loadedNewest)
        void this.showNewest().then(() => this.#focusRow(this.#rows.at(-1)?.message.id))
      this.#focusRow(this.#rows[goal]?.message.id)
    } else if (event.key === 'Escape') {
      if (target === row) emitChatEvent(this, 'chat-escape', null)
      else row.focus()
    } else if ((event.key === 'Enter' || event.key === ' ') && target === row) {
      const button = row.querySelector<HTMLElement>('.more')
      const message = this.#rows[index]?.message
      if (button && message) this.#openMenu(message, button)
      else row.querySelector<HTMLElement>('.failure button')?.focus()
    } else return
    event.preventDefault()
  }

  readonly #openMenu = (message: MessageSnapshot, button: HTMLElement): void => {
    this.current = message.id
    const opened = import('./message-menu.ts').then(() => {
      this.menu = { message, button }
    })
    emitChatEvent(this, 'chat-failed', opened)
  }

  readonly #closeMenu = (): void => {
    const id = this.menu?.message.id
    this.menu = undefined
    this.#focusRow(this.#row(id) ? id : this.current)
  }

  readonly #act = ({ detail }: CustomEvent<MenuAction>): void => {
    const message = this.menu?.message
    this.menu = undefined
    if (!message) return
    if (detail.type === 'reply' || detail.type === 'edit')
      emitChatEvent(this, `chat-${detail.type}`, message)
    else this.#focusRow(message.id)
    if (detail.type === 'copy') this.announced = this.words.copied
  }

  #showPicture(url: string | undefined): void {
    const opened = import('./picture-viewer.ts').then(() => {
      this.picture = url
    })
    emitChatEvent(this, 'chat-failed', opened)
  }

  readonly #actions: MessageActions = {
    openMenu: this.#openMenu,
    jumpTo: (id) => void this.#follow(id),
    toggleReaction: (message, emoji) =>
      emitChatEvent(this, 'chat-failed', toggledReaction(this.ref, message, emoji)),
    sendAgain: (id) => emitChatEvent(this, 'chat-sent', this.ref.resend(id)),
    discard: ({ id }) => this.ref.discard(id),
  }

  override render() {
    const { messages, error, loading, loadedAll } = this.#window
    const { words, menu, conversation } = this
    const greeted = isGreeted(conversation, this.others)
    return html`
      <div
        class="scroller"
        part="messages"
        role="feed"
        aria-label=${words.messages}
        aria-busy=${loading !== undefined || (messages === undefined && !error)}
        @scroll=${this.#scrolled}
        @keydown=${this.#keyPressed}
        @focusin=${this.#focusMoved}
        @chat-picture=${({ detail }: CustomEvent<ChatEvents['chat-picture']>) => this.#showPicture(detail)}
      >
        <div class="rows" role="presentation">
          ${loadedAll && greeted ? this.#parts()?.welcome(conversation, this.others, words) : nothing}
          ${repeat(
            this.#rows,
            ({ message }) => message.id,
            (row) => this.#message(row),
          )}
        </div>
      </div>
      ${error ? this.#parts()?.loadProblem(words, () => this.#open()) : nothing}
      ${messages?.length === 0 && !greeted ? html`<div class="note" part="empty"><slot name="no-messages"></slot></div>` : nothing}
      ${loading === 'older' ? html`<p class="loading"><span>${words.loadingOlder}</span></p>` : nothing}
      ${messages && !this.#isAtEnd ? this.#parts()?.newestButton(conversation, words, () => void this.showNewest()) : nothing}
      <div class="visually-hidden" role="status" aria-live="polite">${this.announced}</div>
      ${menu ? this.#menu(menu) : nothing} ${this.picture ? this.#viewer(this.picture) : nothing}
    `
  }

  #menu({ message, button }: NonNullable<typeof this.menu>) {
    return html`<parley-message-menu
      exportparts="menu, menu-item"
      .message=${message}
      .button=${button}
      .ref=${this.ref}
      .session=${this.session}
      .may=${this.may}
      .words=${this.words}
      @menu-close=${this.#closeMenu}
      @menu-action=${this.#act}
      @chat-failed=${({ detail }: CustomEvent<Promise<unknown>>) => emitChatEvent(this, 'chat-failed', detail)}
      ><slot name="message-actions" slot="message-actions"></slot
    ></parley-message-menu>`
  }

  #viewer(url: string) {
    return html`<parley-picture-viewer
      .pictures=${picturesIn(this.#window.messages ?? [])}
      .url=${url}
      .words=${this.words}
      @close=${() => this.#showPicture(undefined)}
    ></parley-picture-viewer>`
  }

  readonly #focusMoved = (event: FocusEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    if (row?.dataset.row) this.current = row.dataset.row
  }

  #message(row: Row) {
    const { message } = row
    return messageRow(row, {
      words: this.words,
      userId: this.session.userId,
      isCurrent: message.id === this.current,
      isHighlighted: message.id === this.highlighted,
      isRead: isReadByAll(message, this.conversation),
      canReact: this.may.react === true,
      isWaiting: this.isOffline && message.delivery === 'pending',
      now: Date.now(),
      actions: this.#actions,
      extras: this.#extras,
    })
  }
}

define('parley-message-list', ParleyMessageList)
