import { type MessageRecord, mentionedIn } from '../../model/message.ts'
import type { Counted, Participant } from '../../model/participant.ts'
import type { ReadConnection, WriteConnection } from '../engine.ts'
import { insertBatches } from './clauses.ts'
import { purgedSeq } from './purges.ts'

const keyOf = (conversationId: unknown, userId: unknown) => `${conversationId}\n${userId}`

/** Who is mentioned by which message. Imported messages have no mentions, as they are never unread. */
export const mentionReads = (db: ReadConnection) => ({
  /** Counts the unread messages that mention the participants. */
  async countUnread<P extends Participant>(
    appId: string,
    participants: P[],
  ): Promise<Counted<P>[]> {
    const counts = new Map<string, number>()
    // No rows are read for participants who have read everything.
    const unread = participants.filter(({ unreadCount }) => unreadCount > 0)
    for (const { batch, rows } of insertBatches(unread, 4)) {
      const found = await db.rows(
        `SELECT column2 AS conversation_id, column3 AS user_id, (
           SELECT COUNT(*) FROM mentions n WHERE n.app_id = column1 AND n.user_id = column3
             AND n.conversation_id = column2 AND n.seq > CAST(column4 AS BIGINT)
             AND n.seq > ${purgedSeq('column1', 'column2')}) AS count
         FROM (VALUES ${rows}) AS unread`,
        batch.flatMap(({ conversationId, userId, readSeq }) => [
          appId,
          conversationId,
          userId,
          // As text, because PostgreSQL treats a parameter of VALUES as text.
          String(readSeq),
        ]),
      )
      for (const { conversation_id, user_id, count = 0 } of found)
        counts.set(keyOf(conversation_id, user_id), count as number)
    }
    return participants.map((participant) => {
      const { conversationId, userId } = participant
      const unreadMentionCount = counts.get(keyOf(conversationId, userId)) ?? 0
      return { ...participant, unreadMentionCount }
    })
  },

  /** The users whom the message mentioned when it was sent, in order of their ids. */
  async ofMessage(appId: string, { conversationId, seq }: MessageRecord): Promise<string[]> {
    const rows = await db.rows(
      `SELECT user_id FROM mentions WHERE app_id = $1 AND conversation_id = $2 AND seq = $3
       ORDER BY user_id`,
      [appId, conversationId, seq],
    )
    return rows.map(({ user_id }) => user_id as string)
  },
})

export const mentionWrites = (db: WriteConnection) => ({
  /** Adds the mentions of new messages. Without any, it runs no statement. */
  async insert(appId: string, messages: MessageRecord[]): Promise<void> {
    const each = messages.flatMap((message) =>
      mentionedIn(message).map((userId) => [appId, userId, message.conversationId, message.seq]),
    )
    for (const { batch, rows } of insertBatches(each, 4))
      await db.run(
        `INSERT INTO mentions (app_id, user_id, conversation_id, seq) VALUES ${rows}`,
        batch.flat(),
      )
  },

  async delete(appId: string, { conversationId, seq }: MessageRecord): Promise<void> {
    await db.run('DELETE FROM mentions WHERE app_id = $1 AND conversation_id = $2 AND seq = $3', [
      appId,
      conversationId,
      seq,
    ])
  },
})
