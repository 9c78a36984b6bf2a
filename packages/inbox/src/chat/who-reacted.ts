import type { ConversationRef, MessageSnapshot, ReactionsSubscription } from '@openparley/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

interface Reacted {
  emoji: string
  names: string[]
  /** How many more there are. */
  more: number
}

/** Who reacted to a message, while the host shows it. */
export class WhoReacted implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #subscriptions = new Map<string, ReactionsSubscription>()

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    for (const subscription of this.#subscriptions.values()) subscription.unsubscribe()
    this.#subscriptions.clear()
  }

  of(conversation: ConversationRef, { id, reactions }: MessageSnapshot): Reacted[] {
    return reactions.map(({ emoji, count }) => {
      const subscription =
        this.#subscriptions.get(emoji) ??
        conversation
          .message(id)
          .reactions(emoji)
          .subscribe(() => this.#host.requestUpdate())
      this.#subscriptions.set(emoji, subscription)
      const { state } = subscription
      const users = state.type === 'active' ? (state.latestSnapshot ?? []) : []
      const names = users.map(({ user }) => user.name)
      return { emoji, names, more: count - names.length }
    })
  }
}
