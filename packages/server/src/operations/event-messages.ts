import type { MessageRecord } from '../model/message.ts'
import { eventMessage } from '../model/message-events.ts'
import type { EventMessage } from '../model/schema.ts'
import type { ReadTx } from '../store/store.ts'

/** Returns the message that a message replies to, if it exists. Reads nothing for a message that is not a reply. */
export async function referencedBy(
  tx: ReadTx,
  appId: string,
  message: MessageRecord,
): Promise<MessageRecord | undefined> {
  const [referenced] = (await tx.messages.referencedBy(appId, [message])).values()
  return referenced
}

/** Returns the newest message of a conversation, as events carry it; null if it has none. */
export async function newestEventMessage(
  tx: ReadTx,
  appId: string,
  conversationId: string,
): Promise<EventMessage | null> {
  const [newest] = await tx.messages.list(appId, conversationId, { limit: 1, direction: 'DESC' })
  return newest ? eventMessage(newest, await referencedBy(tx, appId, newest)) : null
}
