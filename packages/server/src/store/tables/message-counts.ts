import { isImported, type MessageRecord } from '../../model/message.ts'
import type { Dialect, WriteConnection } from '../engine.ts'
import { byCount, castToNumber, insertBatches, padToPowerOfTwo, valuesClause } from './clauses.ts'

/** New messages of a conversation, in their order. */
export interface NewMessages {
  messages: [MessageRecord, ...MessageRecord[]]
  /** The message up to which its sender has read by sending, if any. */
  read: MessageRecord | undefined
}

/**
 * The number of messages of each sender. If there are only system messages, the sender is the empty id, which no user
 * has.
 */
function numbersBySender(messages: MessageRecord[]): [[string, number], ...[string, number][]] {
  const numbers = new Map<string, number>()
  for (const { senderId } of messages)
    if (senderId !== null) numbers.set(senderId, (numbers.get(senderId) ?? 0) + 1)
  const [first = ['', 0], ...others] = numbers
  return [first, ...others]
}

/** The messages that a user sent in a conversation. */
interface OwnCount {
  conversationId: string
  userId: string
  count: number
}

/** Users never have unread messages of their own, although these were counted. */
async function uncountOwn(db: WriteConnection, appId: string, own: OwnCount[]): Promise<void> {
  for (const { batch, rows } of insertBatches(own, 4))
    await db.run(
      `UPDATE participants SET unread_count = unread_count - ${castToNumber('column4')}
       FROM (VALUES ${rows}) AS own
       WHERE app_id = column1 AND conversation_id = column2 AND user_id = column3
         AND access <> 'None'`,
      batch.flatMap(({ conversationId, userId, count }) => [appId, conversationId, userId, count]),
    )
}

/**
 * Counts new messages of one conversation. Only the statement for a sender who has read some of the messages sets the
 * columns of reading. Otherwise their index would be updated for all participants.
 */
async function countInConversation(
  db: WriteConnection,
  appId: string,
  { messages, read }: NewMessages,
): Promise<void> {
  const { conversationId, seq, createdAt } = messages.at(-1) as MessageRecord
  const reader = read?.senderId ?? ''
  const numbers = numbersBySender(messages)
  const [[sender, sent] = ['', 0], ...more] = numbers.filter(([userId]) => userId !== reader)
  await db.run(
    `UPDATE participants SET newest_seq = $4, last_activity = $5,
       unread_count = unread_count + $6 - CASE WHEN user_id = $7 THEN $8 ELSE 0 END
     WHERE app_id = $1 AND conversation_id = $2 AND user_id <> $3 AND access <> 'None'`,
    [appId, conversationId, reader, seq, createdAt, messages.length, sender, sent],
  )
  if (read) {
    const [, own = 0] = numbers.find(([userId]) => userId === reader) ?? []
    await db.run(
      `UPDATE participants SET newest_seq = $4, last_activity = $5, unread_count = unread_count + $6,
         read_seq = $7, read_until = $8
       WHERE app_id = $1 AND conversation_id = $2 AND user_id = $3 AND access <> 'None'`,
      [
        ...[appId, conversationId, reader, seq, createdAt],
        ...[messages.length - own, read.seq, read.createdAt],
      ],
    )
  }
  await uncountOwn(
    db,
    appId,
    more.map(([userId, count]) => ({ conversationId, userId, count })),
  )
}

const countInConversations = byCount(
  (count) => `UPDATE participants SET newest_seq = ${castToNumber('column3')},
      last_activity = ${castToNumber('column4')},
      unread_count = unread_count + ${castToNumber('column5')}
        - CASE WHEN user_id = column6 THEN ${castToNumber('column7')} ELSE 0 END,
      read_seq = CASE WHEN user_id = column8 THEN ${castToNumber('column9')} ELSE read_seq END,
      read_until = CASE WHEN user_id = column8 THEN ${castToNumber('column10')} ELSE read_until END
    FROM (VALUES ${valuesClause(count, 10)}) AS counted
    WHERE app_id = column1 AND conversation_id = column2 AND access <> 'None'`,
)

/** The changes that messages cause for the participants of their conversations. */
export const messageCounts = (db: WriteConnection, dialect: Dialect) => ({
  /**
   * Adds new messages to the unread counts of their conversations, for each participant with access except the sender.
   * In a conversation, the newest message is the last one.
   */
  async countNewMessages(appId: string, all: NewMessages[]): Promise<void> {
    const [one, ...further] = all
    if (one && further.length === 0 && dialect.updatesNamedIndexes)
      return countInConversation(db, appId, one)
    const each = padToPowerOfTwo(all)
    await db.run(
      countInConversations(each.length),
      each.flatMap(({ messages, read }) => {
        const { conversationId, seq, createdAt } = messages.at(-1) as MessageRecord
        const [[sender, sent]] = numbersBySender(messages)
        return [
          ...[appId, conversationId, seq, createdAt, messages.length, sender, sent],
          ...[read?.senderId ?? '', read?.seq ?? 0, read?.createdAt ?? 0],
        ]
      }),
    )
    await uncountOwn(
      db,
      appId,
      all.flatMap(({ messages: [message, ...more] }) =>
        numbersBySender([message, ...more])
          .slice(1)
          .map(([userId, count]) => ({ ...message, userId, count })),
      ),
    )
  },

  /**
   * Removes a deleted message from the counts. Participants who had not read it have one unread message less. If it was
   * the newest message, the previous one becomes the newest.
   */
  async uncountMessage(
    appId: string,
    message: MessageRecord,
    before: { newestSeq: number; lastActivity: number },
  ): Promise<void> {
    const { conversationId, seq, senderId } = message
    if (!isImported(message))
      await db.run(
        `UPDATE participants SET unread_count = unread_count - 1
         WHERE app_id = $1 AND conversation_id = $2 AND read_seq < $3 AND newest_seq >= $3
           AND user_id <> $4`,
        [appId, conversationId, seq, senderId ?? ''],
      )
    await db.run(
      `UPDATE participants SET newest_seq = $4, last_activity = $5
       WHERE app_id = $1 AND conversation_id = $2 AND newest_seq = $3`,
      [appId, conversationId, seq, before.newestSeq, before.lastActivity],
    )
  },
})
