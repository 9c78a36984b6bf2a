import { type ConversationRecord, conversationOf } from '../model/conversation.ts'
import type { Conversation } from '../model/schema.ts'
import type { ReadTx } from './tx.ts'

/** Reads everything that belongs to a conversation, and returns it as the app sees it. */
export async function wholeConversation(
  tx: ReadTx,
  appId: string,
  { attributes }: ConversationRecord,
): Promise<Conversation> {
  const participants = await tx.participants.listForConversation(appId, attributes.id)
  const [newest] = await tx.messages.list(appId, attributes.id, { limit: 1, direction: 'DESC' })
  return conversationOf(attributes, participants, newest)
}
