import type { Message, UserDetails } from '../../model/schema.ts'
import { eventShape } from '../../model/stored.ts'
import type { ReadConnection, WriteConnection } from '../engine.ts'
import { dataFrom } from './events.ts'

/** Events whose messages are read at a time. */
const pageSize = 500

/**
 * Replaces personal data in the events of the log. They keep their places: whoever resumes gets them as they are
 * now, and streams that had them before are told by the events of the change itself. Their sizes stay as they were
 * measured.
 */
export const redaction = (db: ReadConnection & WriteConnection) => {
  const replace = async (id: number, data: object) => {
    const json = JSON.stringify(data)
    await db.run('UPDATE events SET shape = $2, data = $3 WHERE id = $1', [id, eventShape, json])
  }
  return {
    /** Puts what everyone may know of the user now into all events about the user. */
    async redactUser(appId: string, user: UserDetails): Promise<void> {
      const json = JSON.stringify({ user })
      await db.run(
        `UPDATE events SET shape = $3, data = $4
         WHERE app_id = $1 AND user_id = $2 AND conversation_id IS NULL
           AND type IN ('user.created', 'user.updated')`,
        [appId, user.id, eventShape, json],
      )
    },

    /**
     * Replaces messages in the events of the conversation with what `redact` makes of them; it returns the same
     * message for one that stays. Reads some events after the number `after` and returns the number to go on after,
     * in another write; undefined at the end.
     */
    async redactMessages(
      appId: string,
      conversationId: string,
      redact: (message: Message) => Message,
      after = 0,
    ): Promise<number | undefined> {
      const rows = await db.rows(
        `SELECT id, type, shape, data FROM events
         WHERE app_id = $1 AND conversation_id = $2 AND user_id IS NULL AND id > $3
           AND type IN ('message.created', 'message.updated')
         ORDER BY id LIMIT $4`,
        [appId, conversationId, after, pageSize],
      )
      for (const row of rows) {
        const { message } = JSON.parse(dataFrom(row)) as { message: Message }
        const redacted = redact(message)
        if (redacted !== message) await replace(row.id as number, { message: redacted })
      }
      return rows.length === pageSize ? (rows.at(-1)?.id as number) : undefined
    },
  }
}
