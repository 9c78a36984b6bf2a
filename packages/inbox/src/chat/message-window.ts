import type {
  ConversationRef,
  MessageSnapshot,
  MessageWindowSubscription,
} from '@openparley/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { updateVisible } from '../session/visible-page.ts'

/** How many messages a page has. */
const page = 50

/** The part of a conversation's messages that is loaded: it slides, and jumps to a message or to the newest. */
export class MessageWindow implements ReactiveController {
  /** Newest first. Null if the user is not in the conversation, undefined until the first participants are loaded. */
  messages: readonly MessageSnapshot[] | null | undefined
  loadedAll = false
  loadedNewest = true
  error: Error | undefined
  loading: 'older' | 'newer' | undefined
  readonly #host: ReactiveControllerHost
  #conversation: ConversationRef | undefined
  #subscription: MessageWindowSubscription | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    if (this.#conversation) void this.show(null)
  }

  hostDisconnected(): void {
    this.#subscription?.unsubscribe()
    this.#subscription = undefined
  }

  /** Shows another conversation, from its newest message or the one with the id. */
  open(conversation: ConversationRef | undefined, messageId: string | null): void {
    this.hostDisconnected()
    this.#conversation = conversation
    this.messages = undefined
    this.error = undefined
    void this.show(messageId).then((isThere) => isThere || this.show(null))
  }

  /**
   * Loads the messages around one, or the newest. Until they are there, those before stay. Resolves with false if there is no
   * such message.
   */
  async show(messageId: string | null): Promise<boolean> {
    const before = this.#subscription
    const subscription = this.#conversation?.subscribeMessagesAround(
      messageId,
      (messages, loadedAll, loadedNewest) => {
        if (this.#subscription !== subscription) return
        this.messages = messages
        this.loadedAll = loadedAll
        this.loadedNewest = loadedNewest
        updateVisible(this.#host)
      },
    )
    if (!subscription) return false
    const isThere = await subscription.connected.then(
      () => true,
      () => false,
    )
    const { state } = subscription
    if (!isThere && messageId === null && state.type === 'error') {
      this.error = state.error
      updateVisible(this.#host)
    }
    if (this.#subscription !== before || !isThere) {
      subscription.unsubscribe()
      return false
    }
    before?.unsubscribe()
    this.#subscription = subscription
    if (state.type === 'active') {
      this.error = undefined
      this.messages = state.latestSnapshot
      this.loadedAll = state.loadedAll
      this.loadedNewest = state.loadedNewest
      updateVisible(this.#host)
    }
    return true
  }

  loadOlder = (): Promise<void> =>
    this.#load('older', this.loadedAll, (subscription) => subscription.loadMore(page))

  loadNewer = (): Promise<void> =>
    this.#load('newer', this.loadedNewest, (subscription) => subscription.loadNewer(page))

  async #load(
    which: 'older' | 'newer',
    hasAll: boolean,
    load: (subscription: MessageWindowSubscription) => Promise<void>,
  ): Promise<void> {
    const subscription = this.#subscription
    if (this.loading || hasAll || !subscription || !this.messages) return
    this.loading = which
    updateVisible(this.#host)
    try {
      await load(subscription)
    } finally {
      this.loading = undefined
      updateVisible(this.#host)
    }
  }
}
