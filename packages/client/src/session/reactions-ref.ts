import { found } from '../problem.ts'
import { snapshotOf } from '../state/kind.ts'
import { reactionKind } from '../state/reaction-window.ts'
import { frozen } from '../state/snapshots.ts'
import type { Context } from './context.ts'
import { reactionsKey, reactionsPath } from './reaction-path.ts'
import type { ReactionsSubscription, SingleReactionSnapshot } from './subscription-types.ts'
import { reactions } from './windows.ts'

/** A reference to the reactions to a message with one emoji. Calls reject with a `ProblemError`. */
export interface ReactionsRef {
  /** The emoji in its fully qualified form, as in `reactions` of a message, or the name of a custom one between colons. */
  readonly emoji: string
  readonly messageId: string
  readonly conversationId: string
  /** Reacts with the emoji, which subscriptions show at once. Does nothing if the user has reacted with it already. */
  add(): Promise<void>
  /** Removes the user's reaction, which subscriptions show at once. Does nothing if there is none. */
  remove(): Promise<void>
  /** Returns the first 10 users who reacted. Null if there is no such message, or if the user is not in the conversation. */
  getFirstReactions(): Promise<SingleReactionSnapshot[] | null>
  /**
   * Calls the listener with the first 10 users who reacted, the first one first, and then after each change. Null if there is no
   * such message, or if the user is not in the conversation. `loadMore` loads 30 more, max 100.
   */
  subscribe(
    listener?: (snapshot: SingleReactionSnapshot[] | null, loadedAll: boolean) => void,
  ): ReactionsSubscription
}

/** @deprecated The name of older versions of the hosted SDK. */
export type ReactionRef = ReactionsRef

/** An emoji that is shown as text unless a variation selector or a skin tone follows it. */
const unqualified = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu

/** Returns the emoji in the form in which the server stores it. */
const qualified = (emoji: string): string =>
  emoji.startsWith(':') ? emoji : emoji.replaceAll('\uFE0F', '').replaceAll(unqualified, '$&\uFE0F')

export function reactionsRef(
  context: Context,
  conversationId: string,
  messageId: string,
  emoji: string,
): ReactionsRef {
  const { client, ownReactions, subscribe } = context
  const path = { conversationId, messageId, emoji: qualified(emoji) }
  return Object.freeze<ReactionsRef>({
    ...path,
    add: async () => (await ownReactions.load()).change(path, true),
    remove: async () => (await ownReactions.load()).change(path, false),
    async getFirstReactions() {
      const page = await found(client.GET(reactionsPath, { params: { path } }))
      return page && frozen(page.data.map((wire) => snapshotOf(reactionKind, wire)))
    },
    subscribe: (listener) =>
      subscribe(reactionsKey(path), () => reactions(context, path), listener),
  })
}
