import type { MessageRecord } from '../../model/message.ts'
import { messageSnapshot } from '../../model/message-snapshot.ts'
import type { MessageSnapshot } from '../../model/schema.ts'
import type { ReadTx } from '../../store/store.ts'
import { userSnapshots } from './user-snapshots.ts'

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
  const all = [...messages, ...found.values()]
  const senders = await userSnapshots(
    tx,
    appId,
    all.flatMap(({ senderId }) => senderId ?? []),
  )
  const surroundings = {
    senders,
    referenced: ({ content: { referencedMessageId: id } }: MessageRecord) =>
      id === null ? undefined : found.get(id),
  }
  return messages.map((message) => messageSnapshot(message, surroundings))
}
