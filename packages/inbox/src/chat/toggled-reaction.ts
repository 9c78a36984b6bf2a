import type { ConversationRef, MessageSnapshot } from '@openparley/client'

/** Whether the user has reacted to the message with the emoji. */
export const isMine = ({ reactions }: MessageSnapshot, emoji: string): boolean =>
  reactions.some((one) => one.emoji === emoji && one.currentUserReacted)

/** Adds the user's reaction to the message, or removes it. */
export function toggledReaction(
  conversation: ConversationRef,
  message: MessageSnapshot,
  emoji: string,
): Promise<void> {
  const reaction = conversation.message(message.id).reactions(emoji)
  return isMine(message, reaction.emoji) ? reaction.remove() : reaction.add()
}
