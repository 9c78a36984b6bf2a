import { isAttemptId, isMessageId, isWebhookId } from '../base/ids.ts'
import type { ConversationRecord } from '../model/conversation.ts'
import { notFound } from '../model/error.ts'
import type { MessageRecord } from '../model/message.ts'
import type { Participant } from '../model/participant.ts'
import type { WebhookRecord } from '../model/webhook.ts'
import type { ReadTx } from '../store/store.ts'
import type { Attempt } from '../store/tables/webhook-attempts.ts'

// Each function returns the resource of a path, or throws a 404 that says which part does not exist.

export async function existingUser(tx: ReadTx, appId: string, userId: string) {
  const user = await tx.users.get(appId, userId)
  if (!user) throw notFound('user', userId)
  return user
}

export async function existingConversation(
  tx: ReadTx,
  appId: string,
  conversationId: string,
): Promise<ConversationRecord> {
  const conversation = await tx.conversations.get(appId, conversationId)
  if (!conversation) throw notFound('conversation', conversationId)
  return conversation
}

export async function existingMessage(
  tx: ReadTx,
  appId: string,
  conversationId: string,
  messageId: string,
): Promise<MessageRecord> {
  const message = await foundMessage(tx, appId, conversationId, messageId)
  if (!message) throw notFound('message', messageId)
  return message
}

/** Returns the message of a path, or undefined if it does not exist. */
export const foundMessage = async (
  tx: ReadTx,
  appId: string,
  conversationId: string,
  messageId: string,
): Promise<MessageRecord | undefined> =>
  isMessageId(messageId) ? tx.messages.get(appId, conversationId, messageId) : undefined

export async function existingParticipant(
  tx: ReadTx,
  appId: string,
  conversationId: string,
  userId: string,
): Promise<Participant> {
  const participant = await tx.participants.get(appId, conversationId, userId)
  if (!participant) throw notFound('participant', userId)
  return participant
}

export async function existingWebhook(
  tx: ReadTx,
  appId: string,
  webhookId: string,
): Promise<WebhookRecord> {
  const webhook = isWebhookId(webhookId) ? await tx.webhooks.get(appId, webhookId) : undefined
  if (!webhook) throw notFound('webhook', webhookId)
  return webhook
}

export async function existingAttempt(
  tx: ReadTx,
  appId: string,
  webhookId: string,
  attemptId: string,
): Promise<Attempt> {
  const attempt = isAttemptId(attemptId)
    ? await tx.webhookAttempts.get(appId, webhookId, attemptId)
    : undefined
  if (!attempt) throw notFound('attempt', attemptId)
  return attempt
}
