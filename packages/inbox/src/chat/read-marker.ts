import type { ConversationRef, ConversationSnapshot } from '@openparley/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/**
 * Marks a conversation as read while the user sees its end: the page is visible, its window has the focus, and the list is at
 * the end. It also knows which messages were new when the user looked away.
 */
export class ReadMarker implements ReactiveController {
  /** Messages after this time are new; undefined if none is. */
  newAfter: number | undefined
  readonly #host: ReactiveControllerHost
  readonly #isAtEnd: () => boolean
  #ref: ConversationRef | undefined
  #conversation: ConversationSnapshot | undefined
  #hasOpened = false
  /** The newest message when the conversation was marked as read. */
  #marked: string | undefined

  constructor(host: ReactiveControllerHost, isAtEnd: () => boolean) {
    this.#host = host
    this.#isAtEnd = isAtEnd
    host.addController(this)
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#looked)
    window.addEventListener('focus', this.#looked)
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#looked)
    window.removeEventListener('focus', this.#looked)
  }

  readonly #looked = (): void => {
    this.markRead()
    this.#host.requestUpdate()
  }

  get #isReading(): boolean {
    return document.visibilityState === 'visible' && document.hasFocus() && this.#isAtEnd()
  }

  /** Call this when another conversation is opened. */
  reset(): void {
    this.#hasOpened = false
    this.#conversation = undefined
    this.#marked = undefined
    this.newAfter = undefined
  }

  /** Nothing is new any more. */
  clear(): void {
    this.newAfter = undefined
  }

  /** Call this with each snapshot of the conversation. */
  update(ref: ConversationRef, conversation: ConversationSnapshot | null | undefined): void {
    if (!conversation) return
    this.#ref = ref
    this.#conversation = conversation
    const { unreadMessageCount, readUntil } = conversation
    if (unreadMessageCount > 0 && (!this.#hasOpened || !this.#isReading))
      this.newAfter = readUntil ?? 0
  }

  /**
   * Marks the conversation as read, if the user sees the end. If the user marked it as unread, it stays unread until it
   * is opened again.
   */
  markRead(): void {
    const conversation = this.#conversation
    if (!conversation || !this.#isReading) return
    const isFirst = !this.#hasOpened
    this.#hasOpened = true
    const { isUnread, unreadMessageCount, lastMessage } = conversation
    if (unreadMessageCount === 0 && !(isFirst && isUnread)) return
    const newest = lastMessage?.id ?? ''
    if (newest === this.#marked && !isFirst) return
    this.#marked = newest
    // Without a connection, it is marked with the next message, or when the user looks again.
    this.#ref?.markAsRead().catch(() => {
      this.#marked = undefined
    })
  }
}
