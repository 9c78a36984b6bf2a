import type { ConversationSnapshot, UserSnapshot } from '@openparley/client'

/** Whether the conversation, or one of the others in it, says something to those who open it. */
export const isGreeted = (
  conversation: ConversationSnapshot | null | undefined,
  others: readonly UserSnapshot[] = [],
): boolean =>
  Boolean(conversation?.welcomeMessages.length) ||
  others.some(({ welcomeMessage }) => Boolean(welcomeMessage))
