import type {
  ConversationSnapshot,
  MessageSnapshot,
  ParticipantSnapshot,
  Session,
  TypingSnapshot,
  UserOnlineSnapshot,
} from '@openparley/client'
import { html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import { avatar } from '../parts/avatar.ts'
import { summary } from '../parts/summary.ts'
import { fullTime, shortTime } from '../parts/time.ts'
import { define } from '../session/define.ts'
import { InView } from '../session/in-view.ts'
import { Watch } from '../session/watch.ts'
import { en } from '../words/en.ts'
import { numberFormat } from '../words/formatters.ts'
import type { Words } from '../words/words.ts'
import { marked } from './marked.ts'
import { rowStyles } from './row-styles.ts'
import { othersOf, picturesOf, titleOf } from './title.ts'

/**
 * A conversation in the list, or one that was found, with the message. It requests who takes part, types and is online
 * only while it is in view.
 */
export class ConversationRow extends LitElement {
  static override properties: PropertyDeclarations = {
    session: { attribute: false },
    conversation: { attribute: false },
    message: { attribute: false },
    query: { attribute: false },
    words: { attribute: false },
  }
  static override styles = rowStyles

  declare session: Session | undefined
  declare conversation: ConversationSnapshot | undefined
  /** The message to show in place of the last one. */
  declare message: MessageSnapshot | undefined
  /** The words to mark in the texts. */
  declare query: string
  declare words: Words
  readonly #inView = new InView(this)
  readonly #participants = new Watch<ParticipantSnapshot[] | null>(this, {
    keys: () => [this.session, this.conversation?.id],
    isActive: () => this.#inView.isInView,
    subscribe: (next) => this.#ref?.subscribeParticipants(next),
  })
  // The text starts after the names, which people see first.
  readonly #typing = new Watch<TypingSnapshot | null>(this, {
    keys: () => [this.session, this.conversation?.id],
    isActive: () => this.#inView.isInView && this.#others !== undefined && !this.message,
    subscribe: (next) => this.#ref?.subscribeTyping(next),
  })
  readonly #online = new Watch<UserOnlineSnapshot | null>(this, {
    keys: () => [this.session, this.#other?.id],
    isActive: () => this.#inView.isInView,
    subscribe: (next) => this.#other && this.session?.user(this.#other.id).subscribeOnline(next),
  })

  constructor() {
    super()
    this.words = en
    this.query = ''
  }

  get #ref() {
    return this.conversation && this.session?.conversation(this.conversation.id)
  }

  get #others() {
    return othersOf(this.#participants.snapshot, this.session?.userId ?? '')
  }

  /** The other participant of a conversation of two. */
  get #other() {
    return this.#others?.length === 1 ? this.#others[0] : undefined
  }

  override render() {
    const { conversation, words } = this
    if (!conversation) return nothing
    const others = this.#others
    const title = titleOf(conversation, others, words.locale)
    const time = this.message?.createdAt ?? conversation.lastMessageAt
    return html`
      <span class="picture">
        ${avatar(picturesOf(conversation, others, title ?? ''))}
        ${this.#online.snapshot?.isConnected ? html`<span class="online"></span>` : nothing}
      </span>
      ${
        title === undefined
          ? html`<span class="title unknown"></span>`
          : html`<span class="title" dir="auto">${this.#marked(title)}</span>`
      }
      ${this.#online.snapshot?.isConnected ? html`<span class="visually-hidden">${words.online}</span>` : nothing}
      <time title=${fullTime(time, words.locale)}>${shortTime(time, Date.now(), words.locale)}</time>
      ${this.#preview(conversation)} ${this.message ? nothing : this.#unread(conversation)}
    `
  }

  #preview({ lastMessage }: ConversationSnapshot) {
    const { words } = this
    const typing = this.#typing.snapshot
    if (typing?.many) return html`<span class="preview typing">${words.typingMany}</span>`
    if (typing && typing.users.length > 0) {
      const names = typing.users.map(({ name }) => name)
      return html`<span class="preview typing">${this.#other ? words.typing : words.typingNames(names)}</span>`
    }
    const message = this.message ?? lastMessage
    if (!message) return html`<span class="preview">${words.noMessages}</span>`
    return html`<span class="preview" dir="auto">${this.#sender(message)}${this.#marked(summary(message, words))}</span>`
  }

  /** The name of the sender, unless it is obvious. */
  #sender({ sender }: MessageSnapshot) {
    if (!sender || sender.id === this.#other?.id) return nothing
    const isOwn = sender.id === this.session?.userId
    return html`<bdi>${isOwn ? this.words.you : sender.name}</bdi>: `
  }

  #marked(text: string) {
    if (!this.query) return text
    return marked(text, this.query).map(({ text, isMatch }) =>
      isMatch ? html`<mark>${text}</mark>` : text,
    )
  }

  #unread({ isUnread, unreadMessageCount }: ConversationSnapshot) {
    if (!isUnread) return nothing
    const { words } = this
    const count = numberFormat(words.locale).format(Math.min(unreadMessageCount, 99))
    return html`<span class="badge ${unreadMessageCount ? '' : 'dot'}">
      <span aria-hidden="true">${unreadMessageCount ? count : ''}${unreadMessageCount > 99 ? '+' : ''}</span>
      <span class="visually-hidden">${unreadMessageCount ? words.unread(unreadMessageCount) : words.unreadOnly}</span>
    </span>`
  }

  protected override updated(): void {
    // The user has left it, or it was deleted.
    if (this.#participants.snapshot === null) this.dispatchEvent(new Event('row-gone'))
    this.classList.toggle('unread', this.conversation?.isUnread === true && !this.message)
  }
}

define('parley-conversation-row', ConversationRow)

declare global {
  interface HTMLElementTagNameMap {
    'parley-conversation-row': ConversationRow
  }
}
