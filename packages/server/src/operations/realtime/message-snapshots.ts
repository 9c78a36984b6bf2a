import type { MessageRecord } from '../../model/message.ts'
import { messageSnapshot } from '../../model/message-snapshot.ts'
import type { MessageSnapshot, UserSnapshot } from '../../model/schema.ts'
import { userSnapshot } from '../../model/snapshot.ts'
import type { ReadTx } from '../../store/store.ts'

/**
 * Returns the snapshots of the messages, which may be of several conversations. Reads the messages that they reply to with
 * one statement, and all senders with another.
 */
export async function messageSnapshots(
  tx: ReadTx,
  appId: string,
  messages: MessageRecord[],
): Promise<MessageSnapshot[]> {
  const found = await tx.messages.referencedBy(appId, messages)
  const senders = await sendersOf(tx, appId, [...messages, ...found.values()])
  const surroundings = {
    senders,
    referenced: ({ content: { referencedMessageId: id } }: MessageRecord) =>
      id === null ? undefined : found.get(id),
  }
  return messages.map((message) => messageSnapshot(message, surroundings))
}

async function sendersOf(
  tx: ReadTx,
  appId: string,
  messages: MessageRecord[],
): Promise<Map<string, UserSnapshot>> {
  const ids = new Set(messages.flatMap(({ senderId }) => senderId ?? []))
  const found = await tx.users.watched(appId, [...ids])
  return new Map(
    found.map(({ user, lastEventId }) => [user.id, userSnapshot(user, lastEventId)] as const),
  )
}
