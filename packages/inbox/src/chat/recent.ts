import type {
  ConversationRef,
  MessageWindowSubscription,
  Session,
  Subscription,
} from '@openparley/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Maximum number of conversations that are kept, with the open one. */
const maxKept = 6

/** Messages that outlive the view that shows them. */
export interface LiveMessages {
  readonly subscription: MessageWindowSubscription
  /** Of the view that shows them now. */
  onChange?: (() => void) | undefined
}

interface Kept {
  others: Subscription[]
  messages?: LiveMessages
}

/**
 * Keeps the subscriptions of the conversations that were open last: one that is opened again is there at once, even without a
 * connection. When its host leaves the page, or has another session, all are forgotten.
 */
export class Recent implements ReactiveController {
  /** The open one last. */
  readonly #kept = new Map<ConversationRef, Kept>()
  #session: Session | undefined

  constructor(host: ReactiveControllerHost) {
    host.addController(this)
  }

  hostDisconnected(): void {
    for (const ref of this.#kept.keys()) this.#forget(ref)
  }

  /** Keeps the conversation that is open now. */
  follow(session: Session | undefined, ref: ConversationRef | undefined): void {
    if (session !== this.#session) this.hostDisconnected()
    this.#session = session
    if (!ref) return
    const kept = this.#kept.get(ref) ?? { others: [ref.subscribe(), ref.subscribeParticipants()] }
    this.#kept.delete(ref)
    this.#kept.set(ref, kept)
    const [oldest] = this.#kept.keys()
    if (oldest && this.#kept.size > maxKept) this.#forget(oldest)
  }

  /** The messages that were shown last, if the user could see them. */
  messagesOf(ref: ConversationRef): LiveMessages | undefined {
    const messages = this.#kept.get(ref)?.messages
    const state = messages?.subscription.state
    return state?.type === 'active' && state.latestSnapshot ? messages : undefined
  }

  /**
   * Keeps these messages of the conversation instead of the previous ones. Returns false if it does not keep the
   * conversation.
   */
  keep(ref: ConversationRef, messages: LiveMessages): boolean {
    const kept = this.#kept.get(ref)
    if (!kept) return false
    kept.messages?.subscription.unsubscribe()
    kept.messages = messages
    return true
  }

  #forget(ref: ConversationRef): void {
    const { others = [], messages } = this.#kept.get(ref) ?? {}
    this.#kept.delete(ref)
    for (const one of others) one.unsubscribe()
    messages?.subscription.unsubscribe()
  }
}
