import type {
  ConversationRef,
  MessageSnapshot,
  MessageWindowSubscription,
} from '@openparley/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { updateVisible } from '../session/visible-page.ts'
import type { LiveMessages, Recent } from './recent.ts'

/** How many messages a page has. */
const page = 50

/** The part of a conversation's messages that is loaded: it slides, and jumps to a message or to the newest. */
export class MessageWindow implements ReactiveController {
  /** Newest first. Null if the user is not in the conversation, undefined until the first messages are loaded. */
  messages: readonly MessageSnapshot[] | null | undefined
  loadedAll = false
  loadedNewest = true
  error: Error | undefined
  loading: 'older' | 'newer' | undefined
  readonly #host: ReactiveControllerHost
  readonly #recent: () => Recent
  #conversation: ConversationRef | undefined
  #live: LiveMessages | undefined

  constructor(host: ReactiveControllerHost, recent: () => Recent) {
    this.#host = host
    this.#recent = recent
    host.addController(this)
  }

  hostConnected(): void {
    if (this.#conversation) void this.show(null)
  }

  hostDisconnected(): void {
    this.#use(undefined)
  }

  /**
   * Shows another conversation, from its newest message or from the message with the id. If it was shown before, its messages
   * are shown at once.
   */
  open(conversation: ConversationRef | undefined, messageId: string | null): void {
    this.#conversation = conversation
    this.messages = undefined
    this.error = undefined
    this.#use(conversation && this.#recent().messagesOf(conversation))
    if (messageId === null && this.messages && this.loadedNewest) return
    void this.show(messageId).then(
      (isThere) => isThere || conversation !== this.#conversation || this.show(null),
    )
  }

  /**
   * Loads the messages around one, or the newest. The earlier messages stay until the new ones are loaded. Resolves
   * with false if there is no such message.
   */
  async show(messageId: string | null): Promise<boolean> {
    const [conversation, before] = [this.#conversation, this.#live]
    if (!conversation) return false
    const live: LiveMessages = {
      subscription: conversation.subscribeMessagesAround(messageId, () => live.onChange?.()),
    }
    const isThere = await live.subscription.connected.then(
      () => true,
      () => false,
    )
    const { state } = live.subscription
    const isOpen = conversation === this.#conversation && before === this.#live
    if (isOpen && messageId === null && state.type === 'error') {
      this.error = state.error
      updateVisible(this.#host)
    }
    if (!isOpen || !isThere || !this.#recent().keep(conversation, live)) {
      live.subscription.unsubscribe()
      return false
    }
    this.#use(live)
    return true
  }

  #use(live: LiveMessages | undefined): void {
    if (this.#live) this.#live.onChange = undefined
    this.#live = live
    if (!live) return
    live.onChange = () => this.#changed(live)
    this.#changed(live)
  }

  #changed({ subscription: { state } }: LiveMessages): void {
    if (state.type !== 'active') return
    this.error = undefined
    this.messages = state.latestSnapshot
    this.loadedAll = state.loadedAll
    this.loadedNewest = state.loadedNewest
    updateVisible(this.#host)
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
    const subscription = this.#live?.subscription
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
