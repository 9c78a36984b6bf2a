import type { ConversationSnapshot, UserSnapshot } from '@openparley/client'

/** Whether the conversation, or another participant, has a welcome message. */
export const isGreeted = (
  conversation: ConversationSnapshot | null | undefined,
  others: readonly UserSnapshot[] = [],
): boolean =>
  Boolean(conversation?.welcomeMessages.length) ||
  others.some(({ welcomeMessage }) => Boolean(welcomeMessage))
