/** Where a reaction is: a message and an emoji in its stored form. */
export interface ReactionPath {
  conversationId: string
  messageId: string
  emoji: string
}

export const reactionsPath =
  '/realtime/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}'

/** The key of the subscriptions to the reactions. */
export const reactionsKey = ({ conversationId, messageId, emoji }: ReactionPath) =>
  `reactions ${conversationId}\n${messageId}\n${emoji}\n`
