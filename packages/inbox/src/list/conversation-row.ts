import type {
  ConversationSnapshot,
  ParticipantSnapshot,
  Session,
  TypingSnapshot,
  UserOnlineSnapshot,
} from '@openparley/client'
import { html, LitElement, nothing } from 'lit'
import { avatar } from '../parts/avatar.ts'
import { fullTime, shortTime } from '../parts/time.ts'
import { define } from '../session/define.ts'
import { Shown } from '../session/shown.ts'
import { Watch } from '../session/watch.ts'
import { en } from '../words/en.ts'
import type { Words } from '../words/words.ts'
import { rowStyles } from './row-styles.ts'
import { othersOf, picturesOf, titleOf } from './title.ts'

/** A conversation in the list. It asks who takes part, types and is online only while it can be seen. */
export class ConversationRow extends LitElement {
  static override properties = {
    session: { attribute: false },
    conversation: { attribute: false },
    words: { attribute: false },
  }
  static override styles = rowStyles

  declare session: Session | undefined
  declare conversation: ConversationSnapshot | undefined
  declare words: Words
  readonly #shown = new Shown(this, false)
  readonly #participants = new Watch<ParticipantSnapshot[] | null>(this, {
    ...this.#whileShown,
    subscribe: (next) => this.#ref?.subscribeParticipants(next),
  })
  readonly #typing = new Watch<TypingSnapshot | null>(this, {
    ...this.#whileShown,
    subscribe: (next) => this.#ref?.subscribeTyping(next),
  })
  readonly #online = new Watch<UserOnlineSnapshot | null>(this, {
    keys: () => [this.session, this.#other?.id],
    isActive: () => this.#shown.isShown,
    subscribe: (next) => this.#other && this.session?.user(this.#other.id).subscribeOnline(next),
  })

  constructor() {
    super()
    this.words = en
  }

  get #whileShown() {
    return {
      keys: () => [this.session, this.conversation?.id],
      isActive: () => this.#shown.isShown,
    }
  }

  get #ref() {
    return this.conversation && this.session?.conversation(this.conversation.id)
  }

  get #others() {
    return othersOf(this.#participants.snapshot, this.session?.userId ?? '')
  }

  /** The other one of a conversation of two. */
  get #other() {
    return this.#others?.length === 1 ? this.#others[0] : undefined
  }

  override render() {
    const { conversation, words } = this
    const { locale } = words
    if (!conversation) return nothing
    const { lastMessage, lastMessageAt, isUnread, unreadMessageCount } = conversation
    const others = this.#others
    const title = titleOf(conversation, others, locale) ?? ''
    const typing = this.#typing.snapshot
    const isTyping = typing && (typing.many || typing.users.length > 0)
    return html`
      ${avatar(picturesOf(conversation, others, title))}
      ${this.#online.snapshot?.isConnected ? html`<span class="online"><span class="visually-hidden">${words.online}</span></span>` : nothing}
      <span class="title" dir="auto">${title}</span>
      <time title=${fullTime(lastMessageAt, locale)}>${shortTime(lastMessageAt, Date.now(), locale)}</time>
      <span class="preview" dir="auto">${isTyping ? words.typing : (lastMessage?.plaintext ?? '')}</span>
      ${isUnread ? html`<span class="badge">${unreadMessageCount || ''}<span class="visually-hidden">${words.unread(unreadMessageCount)}</span></span>` : nothing}
    `
  }
}

define('parley-conversation-row', ConversationRow)

declare global {
  interface HTMLElementTagNameMap {
    'parley-conversation-row': ConversationRow
  }
}
