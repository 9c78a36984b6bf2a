import type { MessageRecord } from '../../model/message.ts'
import { messageSnapshot } from '../../model/message-snapshot.ts'
import type { MessageSnapshot, UserSnapshot } from '../../model/schema.ts'
import type { ReadTx } from '../../store/store.ts'
import type { OwnReaction } from '../../store/tables/reactions.ts'
import type { Viewer } from './permissions.ts'
import { userSnapshots } from './users.ts'

/**
 * Returns the snapshots of the messages, which may be of several conversations. Reads the messages that they reply to
 * with one statement, all senders who are not in `known` with another, and the viewer's reactions, if there are any,
 * with a third.
 */
export async function messageSnapshots(
  tx: ReadTx,
  { appId, userId, mask }: Viewer,
  messages: MessageRecord[],
  known: ReadonlyMap<string, UserSnapshot> = new Map(),
): Promise<MessageSnapshot[]> {
  const found = await tx.messages.referencedBy(appId, messages)
  const all = [...messages, ...found.values()]
  const others = all.flatMap(({ senderId: id }) => (id === null || known.has(id) ? [] : id))
  const senders = new Map([...known, ...(await userSnapshots(tx, appId, others))])
  const own = await ownReactions(tx, appId, userId, all)
  const surroundings = {
    senders,
    userId,
    mask,
    reacted: (message: MessageRecord, emoji: string) => own.has(keyOf({ ...message, emoji })),
    referenced: ({ content: { referencedMessageId: id } }: MessageRecord) =>
      id === null ? undefined : found.get(id),
  }
  return messages.map((message) => messageSnapshot(message, surroundings))
}

/** The keys of the reactions of the user to the messages. Reads nothing for messages without reactions. */
async function ownReactions(
  tx: ReadTx,
  appId: string,
  userId: string,
  messages: MessageRecord[],
): Promise<Set<string>> {
  const reactedTo = messages.filter(({ content }) => content.reactions.length > 0)
  const found = await tx.reactions.ofUser(appId, userId, reactedTo)
  return new Set(found.map(keyOf))
}

const keyOf = ({ conversationId, seq, emoji }: OwnReaction) => `${conversationId}\n${seq}\n${emoji}`
