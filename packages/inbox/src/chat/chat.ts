import type {
  ConversationRef,
  ConversationSnapshot,
  MessageSnapshot,
  ParticipantSnapshot,
  PermissionsSnapshot,
  TypingSnapshot,
  UserSnapshot,
} from '@openparley/client'
import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit'
import type { ParleyComposer } from '../composer/composer.ts'
import { othersOf } from '../list/title.ts'
import { controls } from '../look/controls.ts'
import { icon } from '../look/icons.ts'
import { tokens } from '../look/tokens.ts'
import { avatarStyles } from '../parts/avatar.ts'
import { remembered } from '../parts/remembered.ts'
import { define } from '../session/define.ts'
import { emit } from '../session/events.ts'
import { untilLoaded } from '../session/on-use.ts'
import { Selection } from '../session/selection.ts'
import { SessionHost } from '../session/session-host.ts'
import { Watch } from '../session/watch.ts'
import type { ChatEvents } from './chat-events.ts'
import { chatStyles } from './chat-styles.ts'
import { ConnectionWatch } from './connection-watch.ts'
import { header, headerStyles } from './header.ts'
import type { ParleyMessageList } from './message-list.ts'
import './message-list.ts'
import { permissionsIn } from './permissions.ts'
import { Presence } from './presence.ts'
import { Recent } from './recent.ts'

const composerCode = untilLoaded(() => import('../composer/composer.ts'))

/** One conversation: its header, messages and composer. */
export class ParleyChat extends SessionHost {
  static override properties: PropertyDeclarations = {
    conversationId: { attribute: 'conversation-id' },
    messageId: { attribute: 'message-id' },
    enterBreaks: { type: Boolean, attribute: 'enter-breaks' },
    hasBack: { type: Boolean, attribute: 'has-back' },
    isDropping: { state: true },
    problem: { state: true },
    menuButton: { state: true },
  }
  static override styles = [tokens, controls, avatarStyles, headerStyles, chatStyles]

  declare conversationId: string
  /** A message to jump to. */
  declare messageId: string | undefined
  /** Whether Enter breaks the line in the composer; then only the button sends. Default: false. */
  declare enterBreaks: boolean
  /** Whether there is a button that leads back: it emits `parley-back`. Default: false. */
  declare hasBack: boolean
  declare isDropping: boolean
  declare problem: string
  /** The button whose menu is open. */
  declare menuButton: HTMLElement | undefined

  readonly #conversation = new Watch<ConversationSnapshot | null>(this, {
    keys: () => [this.#ref],
    subscribe: (next) => this.#ref?.subscribe(next),
    // Immediately, even while the page is in the background, because messages that arrive then are new to the user.
    onSnapshot: (snapshot) => this.#list?.learn(snapshot),
  })
  readonly #participants = new Watch<ParticipantSnapshot[] | null>(this, {
    keys: () => [this.#ref],
    subscribe: (next) => this.#ref?.subscribeParticipants(next),
  })
  readonly #permissions = new Watch<PermissionsSnapshot>(this, {
    keys: () => [this.activeSession],
    isActive: () => this.conversationId !== '',
    subscribe: (next) => this.activeSession?.subscribePermissions(next),
  })
  readonly #typing = new Watch<TypingSnapshot | null>(this, {
    keys: () => [this.#ref],
    isActive: () => this.#permissions.snapshot?.permissions.seeTyping !== false,
    subscribe: (next) => this.#ref?.subscribeTyping(next),
  })
  readonly #connection = new ConnectionWatch(
    this,
    () => this.activeSession,
    () => this.#connected(),
  )
  readonly #presence = new Presence(this)
  readonly #recent = new Recent(this)

  constructor() {
    super()
    new Selection(this, () => [this.activeSession, this.conversationId])
    this.conversationId = ''
    this.enterBreaks = false
    this.hasBack = false
    this.isDropping = false
    this.problem = ''
  }

  get #ref(): ConversationRef | undefined {
    return this.conversationId ? this.activeSession?.conversation(this.conversationId) : undefined
  }

  get #list(): ParleyMessageList | null {
    return this.renderRoot.querySelector('parley-message-list')
  }

  get #composer(): ParleyComposer | null {
    return this.renderRoot.querySelector('parley-composer')
  }

  readonly #mayIn = remembered(permissionsIn)
  readonly #othersOf = remembered(othersOf)

  get #others(): UserSnapshot[] | undefined {
    return this.#othersOf(this.#participants.snapshot, this.activeSession?.userId ?? '')
  }

  /** Puts the focus on the field in which the user writes. */
  override focus(): void {
    void this.#whenReady((composer) => composer.focus())
  }

  /** Calls back with the composer, once its code is loaded. */
  async #whenReady(use: (composer: ParleyComposer) => void): Promise<void> {
    const composer = this.#composer
    if (!composer) return
    await composerCode()
    await composer.updateComplete
    use(composer)
  }

  protected override updated(): void {
    // The list of conversations shows without it.
    if (this.#composer) void composerCode()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    if (changed.has('conversationId')) {
      this.problem = ''
      this.menuButton = undefined
    }
    // Without a conversation, only an inbox keeps its session connected: it shows the list.
    if (!this.conversationId && !this.isPart) this.#recent.hostDisconnected()
    this.#recent.follow(this.activeSession, this.#ref)
    this.#presence.follow(
      this.activeSession,
      (this.#others ?? []).map(({ id }) => id),
    )
  }

  /** Shows why a call failed. */
  async #report(call: Promise<unknown>): Promise<void> {
    try {
      await call
      this.problem = ''
    } catch (error) {
      // Without a response, `fetch` and `import` reject with a text for developers.
      if (error instanceof TypeError) this.problem = this.words.noResponse
      else this.problem = error instanceof Error ? error.message : String(error)
    }
  }

  #connected(): void {
    if (this.problem === this.words.noResponse) this.problem = ''
  }

  readonly #failed = ({ detail }: CustomEvent<ChatEvents['chat-failed']>): void =>
    void this.#report(detail)

  readonly #sent = ({ detail, target }: CustomEvent<ChatEvents['chat-sent']>): void => {
    const { conversationId } = this
    if (target === this.#composer) this.#list?.sent()
    detail.then(
      ({ id }) => emit(this, 'parley-send', { conversationId, messageId: id }),
      // The list shows it as failed.
      () => undefined,
    )
  }

  #openMenu(button: HTMLElement): void {
    const opened = import('./chat-menu.ts').then(() => {
      this.menuButton = button
    })
    void this.#report(opened)
  }

  readonly #closeMenu = (): void => {
    this.menuButton?.focus()
    this.menuButton = undefined
  }

  readonly #markUnread = (): void => {
    void this.#report(this.#ref?.markAsUnread() ?? Promise.resolve())
    this.#closeMenu()
    this.#goBack()
  }

  readonly #leave = async (): Promise<void> => {
    const { activeSession } = this
    this.#closeMenu()
    const own = activeSession && this.#ref?.participant(activeSession.currentUser)
    if (!own) return
    const leaving = own.delete()
    await this.#report(leaving)
    await leaving.then(this.#goBack, () => undefined)
  }

  readonly #goBack = (): void => emit(this, 'parley-back', null)

  readonly #dragged = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files') || !this.#composer?.may.uploadFiles) return
    event.preventDefault()
    this.isDropping = event.type === 'dragover'
  }

  readonly #dropped = (event: DragEvent): void => {
    this.isDropping = false
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0 || !this.#composer?.may.uploadFiles) return
    event.preventDefault()
    void this.#whenReady((one) => one.addFiles(files))
  }

  override render() {
    const { words, activeSession: session } = this
    const ref = this.#ref
    if (!session || !ref)
      return html`<slot name="empty"><p class="placeholder">${words.chooseConversation}</p></slot>`
    const { snapshot: conversation } = this.#conversation
    if (conversation === null || this.#conversation.error)
      return html`${this.hasBack ? this.#backOnly() : nothing}<p class="placeholder" role="status">${words.notFound}</p>`
    const { snapshot: known } = this.#permissions
    const may = this.#mayIn(conversation?.access, known?.permissions)
    // Most users may write, so the field is shown until the permissions are known.
    const isReadOnly = conversation !== undefined && known !== undefined && !may.sendMessages
    return html`
      ${conversation ? this.#header(conversation) : this.#backOnly()} ${this.#banner()}
      <parley-message-list
        exportparts="messages, message, message-own, message-other, message-system, message-menu-button, bubble, sender, quote, reactions, reaction, day, new, newest-button, empty, menu, menu-item"
        .session=${session}
        .ref=${ref}
        .recent=${this.#recent}
        .conversation=${conversation}
        .others=${this.#others}
        .may=${may}
        .messageId=${this.messageId}
        .isOffline=${this.#connection.state === 'offline'}
        .words=${words}
        @chat-escape=${() => this.focus()}
        @chat-reply=${({ detail }: CustomEvent<MessageSnapshot>) => this.#whenReady((one) => one.replyTo(detail))}
        @chat-edit=${({ detail }: CustomEvent<MessageSnapshot>) => this.#whenReady((one) => one.edit(detail))}
        @chat-failed=${this.#failed}
        @chat-sent=${this.#sent}
        @dragover=${this.#dragged}
        @dragleave=${this.#dragged}
        @drop=${this.#dropped}
      >
        <slot name="message-actions" slot="message-actions"></slot>
        <slot name="no-messages" slot="no-messages">${words.noMessages}</slot>
      </parley-message-list>
      <p class="typing" part="typing">${this.#typingText()}</p>
      ${
        isReadOnly
          ? html`<p class="read-only" part="read-only">${words.readOnly}</p>`
          : html`<parley-composer
              exportparts="composer, input, send-button"
              .session=${session}
              .ref=${ref}
              .may=${may}
              .words=${words}
              .enterBreaks=${this.enterBreaks}
              @chat-sent=${this.#sent}
              @chat-failed=${this.#failed}
              @chat-escape=${() => this.#list?.focus()}
              @dragover=${this.#dragged}
              @drop=${this.#dropped}
            ></parley-composer>`
      }
      ${this.isDropping ? html`<p class="drop">${words.dropFiles}</p>` : nothing}
      ${
        this.menuButton
          ? html`<parley-chat-menu
              exportparts="menu, menu-item"
              .button=${this.menuButton}
              .canLeave=${may.leaveConversations}
              .words=${words}
              @menu-close=${this.#closeMenu}
              @mark-unread=${this.#markUnread}
              @leave=${this.#leave}
            ></parley-chat-menu>`
          : nothing
      }
    `
  }

  #header(conversation: ConversationSnapshot) {
    return header({
      conversation,
      others: this.#others,
      online: this.#presence.count,
      words: this.words,
      hasBack: this.hasBack,
      onBack: this.#goBack,
      onMenu: (button) => this.#openMenu(button),
    })
  }

  #backOnly() {
    const { words } = this
    return html`<header>
      ${this.hasBack ? html`<button class="icon-button back" aria-label=${words.back} @click=${this.#goBack}>${icon('back')}</button>` : nothing}
    </header>`
  }

  #banner() {
    const { words, problem } = this
    const { state } = this.#connection
    const text = { connected: '', offline: words.offline, ended: words.sessionEnded }[state]
    return html`
      <div role="status">${text ? html`<p class="banner" part="banner">${text}</p>` : nothing}</div>
      ${problem ? html`<p class="banner problem" part="banner" role="alert" dir="auto">${problem}</p>` : nothing}
    `
  }

  #typingText() {
    const { snapshot } = this.#typing
    const { words } = this
    if (!snapshot) return nothing
    if (snapshot.many) return words.typingMany
    const names = snapshot.users.map(({ name }) => name)
    return names.length > 0 ? words.typingNames(names) : nothing
  }
}

define('parley-chat', ParleyChat)

declare global {
  interface HTMLElementTagNameMap {
    'parley-chat': ParleyChat
  }
}
