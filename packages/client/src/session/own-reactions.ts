import { unwrap } from '../problem.ts'
import type { MessageState } from '../state/message-state.ts'
import type { LoggedEvent } from '../state/subject.ts'
import type { Context } from './context.ts'
import { type ReactionPath, reactionsKey, reactionsPath } from './reaction-path.ts'

interface Change extends ReactionPath {
  /** Whether the user adds the reaction; else they remove it. */
  adds: boolean
  /** Whether the server has accepted it. Its event may still be on the way. */
  isAccepted?: boolean
}

/** The user's own changes of reactions that subscriptions show before the server has confirmed them. */
export interface OwnReactions {
  /** Adds or removes a reaction. If the server refuses the change, it is undone, and the promise rejects. */
  change(path: ReactionPath, adds: boolean): Promise<void>
  /** Whether the user is adding the reaction (true) or removing it (false). */
  pending(path: ReactionPath): boolean | undefined
  /** The message with the changes. */
  shownIn(message: MessageState): MessageState
  /** Call this before the subscriptions hear the event. */
  apply(event: LoggedEvent): void
  /** Call this when events were lost: the states that are requested now include every accepted change. */
  settle(): void
}

/** `onChange` is called when the shown reactions of the path change. Returns whether a subscription shows them. */
export function createOwnReactions(
  { client, userId, outbox }: Context,
  onChange: (path: ReactionPath) => boolean,
): OwnReactions {
  const changes = new Map<string, Change>()

  return {
    async change(path, adds) {
      const key = reactionsKey(path)
      const change: Change = { ...path, adds }
      const isCurrent = () => changes.get(key) === change
      changes.set(key, change)
      onChange(path)
      const params = { params: { path } }
      try {
        unwrap(
          await outbox.inTurn(path.conversationId, () =>
            adds ? client.PUT(reactionsPath, params) : client.DELETE(reactionsPath, params),
          ),
        )
        change.isAccepted = true
        // Without a subscription, no later event replaces it.
        if (isCurrent() && !onChange(path)) changes.delete(key)
      } catch (error) {
        if (isCurrent() && changes.delete(key)) onChange(path)
        throw error
      }
    },
    pending: (path) => changes.get(reactionsKey(path))?.adds,
    shownIn(message) {
      let { reactions } = message
      for (const { messageId, emoji, adds } of changes.values()) {
        const known = reactions.find((one) => one.emoji === emoji)
        if (messageId !== message.id || (known?.currentUserReacted ?? false) === adds) continue
        const count = (known?.count ?? 0) + (adds ? 1 : -1)
        const changed = { emoji, count, currentUserReacted: adds }
        const all = known ? reactions : [...reactions, changed]
        reactions = all.map((one) => (one === known ? changed : one)).filter((one) => one.count > 0)
      }
      return reactions === message.reactions ? message : { ...message, reactions }
    },
    apply(event) {
      if (!('emoji' in event) || event.userId !== userId) return
      const key = reactionsKey(event)
      const change = changes.get(key)
      if (change?.isAccepted || change?.adds === (event.type === 'reaction.added'))
        changes.delete(key)
    },
    settle() {
      for (const [key, { isAccepted }] of changes) if (isAccepted) changes.delete(key)
    },
  }
}
