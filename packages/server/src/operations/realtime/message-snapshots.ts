import type { MessageRecord } from '../../model/message.ts'
import { messageSnapshot } from '../../model/message-snapshot.ts'
import type { MessageSnapshot, UserSnapshot } from '../../model/schema.ts'
import type { ReadTx } from '../../store/store.ts'
import { userSnapshots } from './user-snapshots.ts'

/**
 * Returns the snapshots of the messages, which may be of several conversations. Reads the messages that they reply to with
 * one statement, and all senders who are not `known` with another.
 */
export async function messageSnapshots(
  tx: ReadTx,
  appId: string,
  messages: MessageRecord[],
  known: ReadonlyMap<string, UserSnapshot> = new Map(),
): Promise<MessageSnapshot[]> {
  const found = await tx.messages.referencedBy(appId, messages)
  const all = [...messages, ...found.values()]
  const others = all.flatMap(({ senderId: id }) => (id === null || known.has(id) ? [] : id))
  const senders = new Map([...known, ...(await userSnapshots(tx, appId, others))])
  const surroundings = {
    senders,
    referenced: ({ content: { referencedMessageId: id } }: MessageRecord) =>
      id === null ? undefined : found.get(id),
  }
  return messages.map((message) => messageSnapshot(message, surroundings))
}
