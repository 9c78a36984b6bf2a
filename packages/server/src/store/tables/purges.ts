import { eventShape } from '../../model/stored-event.ts'
import type { ReadConnection, Value, WriteConnection } from '../engine.ts'
import { Conditions } from './clauses.ts'
import { releaseFiles } from './files.ts'
import { logTable, tablesOfApps, tablesOfConversations } from './owners.ts'

/** A deletion with remaining rows: of an app, or of a conversation up to a message. */
export interface Purge {
  appId: string
  /** Empty for a whole app. */
  conversationId: string
  /** Sequence number of the conversation's last message. Later messages belong to a new conversation. */
  lastSeq: number
  /** Unix milliseconds. */
  createdAt: number
}

/** Max messages, and max reactions, that are deleted in the same write as their conversation. */
export const maxImmediateRows = 200

/** The part of a purge in one table. */
export interface PurgePart {
  table: string
  order: string[]
}

/**
 * An SQL expression with two parameters, the ids of the app and the conversation. Returns the sequence number of the
 * last message of a deleted conversation with this id, if its messages are still being deleted.
 */
export const purgedSeq = (appId: string, conversationId: string) =>
  `COALESCE((SELECT last_seq FROM purges WHERE app_id = ${appId} AND conversation_id = ${conversationId}), 0)`

/** While such messages remain: the time of the deletion. Messages of a new conversation with this id are not earlier. */
export const purgedUntil = (appId: string, conversationId: string) =>
  `COALESCE((SELECT created_at FROM purges WHERE app_id = ${appId} AND conversation_id = ${conversationId}), 0)`

export const purgeReads = (db: ReadConnection) => ({
  /** The oldest purges. */
  async list(limit: number): Promise<Purge[]> {
    const rows = await db.rows(
      `SELECT app_id, conversation_id, last_seq, created_at FROM purges
       ORDER BY created_at, app_id, conversation_id LIMIT $1`,
      [limit],
    )
    return rows.map((row) => ({
      appId: row.app_id as string,
      conversationId: row.conversation_id as string,
      lastSeq: row.last_seq as number,
      createdAt: row.created_at as number,
    }))
  },

  /** Sequence number of the last remaining message of a deleted conversation with this id, and the time of its deletion. */
  async get(
    appId: string,
    conversationId: string,
  ): Promise<Pick<Purge, 'lastSeq' | 'createdAt'> | undefined> {
    const [row] = await db.rows(
      'SELECT last_seq, created_at FROM purges WHERE app_id = $1 AND conversation_id = $2',
      [appId, conversationId],
    )
    return row && { lastSeq: row.last_seq as number, createdAt: row.created_at as number }
  },
})

/** The parts of a purge, to be passed to `deleteBatch`. */
export const partsOf = ({ conversationId }: Purge): PurgePart[] =>
  conversationId === ''
    ? [
        ...Object.entries(tablesOfApps).map(([table, order]) => ({ table, order })),
        { table: logTable, order: ['id'] },
      ]
    : Object.entries(tablesOfConversations).flatMap(([table, when]) =>
        typeof when === 'string' ? [] : [{ table, order: when.order }],
      )

const emptyEvents = `UPDATE ${logTable}
  SET app_id = '', conversation_id = NULL, user_id = NULL, opens = NULL, closes = NULL,
    shape = ${eventShape}, data = '{}', private = NULL`

/** Their bytes remain to be deleted. */
const removeFiles = `UPDATE files SET state = 'removed', uses = 0, user_id = NULL, data = '{}'`

export const purgeWrites = (db: WriteConnection) => {
  async function hasFewReactions({ appId, conversationId }: Purge): Promise<boolean> {
    const next = await db.rows(
      `SELECT 1 AS one FROM reactions WHERE app_id = $1 AND conversation_id = $2
       LIMIT 1 OFFSET ${maxImmediateRows}`,
      [appId, conversationId],
    )
    return next.length === 0
  }

  return {
    /** Deletes the rows now if there are few. Otherwise hides them, to be deleted in batches. */
    async begin(purge: Purge): Promise<void> {
      const { appId, conversationId, lastSeq, createdAt } = purge
      if (conversationId !== '' && lastSeq <= maxImmediateRows && (await hasFewReactions(purge))) {
        const gone = new Conditions()
          .and('app_id = ?', appId)
          .and('conversation_id = ?', conversationId)
        await releaseFilesOf(db, appId, gone)
        await countMessages(db, appId, gone)
        for (const { table } of partsOf(purge))
          await db.run(`DELETE FROM ${table} WHERE app_id = $1 AND conversation_id = $2`, [
            appId,
            conversationId,
          ])
        return
      }
      await db.run(
        `INSERT INTO purges (app_id, conversation_id, last_seq, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (app_id, conversation_id) DO UPDATE SET last_seq = excluded.last_seq,
         created_at = excluded.created_at`,
        [appId, conversationId, lastSeq, createdAt],
      )
    },

    /**
     * Checks the next `limit` rows of a part after the position, or the first rows, and deletes those that belong to
     * the purge. Events are emptied, not deleted. Returns the position of the last row, or undefined at the end.
     */
    async deleteBatch(
      { appId, conversationId, lastSeq }: Purge,
      { table, order }: PurgePart,
      after: Value[] | undefined,
      limit: number,
    ): Promise<Value[] | undefined> {
      const key = order.join(', ')
      const rows = () => {
        const where = new Conditions()
        if (table !== logTable) where.and('app_id = ?', appId)
        if (conversationId !== '') where.and('conversation_id = ?', conversationId)
        const places = order.map(() => '?').join(', ')
        if (after) where.and(`(${key}) > (${places})`, ...after)
        return { where, places }
      }
      const next = rows().where
      const [row] = await db.rows(
        `SELECT ${key} FROM ${table} ${whereOf(next)}
       ORDER BY ${key} LIMIT 1 OFFSET ${next.parameter(limit - 1)}`,
        next.parameters,
      )
      const last = row && order.map((column) => row[column] as Value)
      const { where: gone, places } = rows()
      if (last) gone.and(`(${key}) <= (${places})`, ...last)
      if (conversationId !== '') gone.and('seq <= ?', lastSeq)
      if (table === 'purges') gone.and(`conversation_id <> ''`)
      if (table === logTable) gone.and('app_id = ?', appId)
      if (table === 'message_files') await releaseFilesOf(db, appId, gone)
      if (table === 'messages' && conversationId !== '') await countMessages(db, appId, gone)
      const verb =
        table === logTable ? emptyEvents : table === 'files' ? removeFiles : `DELETE FROM ${table}`
      await db.run(`${verb} ${whereOf(gone)}`, gone.parameters)
      return last
    },

    /** Removes the purge, unless the conversation was deleted again since the purge was read. */
    async end({ appId, conversationId, lastSeq }: Purge): Promise<void> {
      if (conversationId === '') await db.run('DELETE FROM apps WHERE id = $1', [appId])
      await db.run(
        'DELETE FROM purges WHERE app_id = $1 AND conversation_id = $2 AND last_seq = $3',
        [appId, conversationId, lastSeq],
      )
    },
  }
}

const whereOf = (where: Conditions) => (where.parameters.length === 0 ? '' : `WHERE ${where}`)

/** Subtracts the deleted messages from the count. */
async function countMessages(db: WriteConnection, appId: string, where: Conditions): Promise<void> {
  const [row] = await db.rows(
    `SELECT COUNT(*) AS count FROM messages ${whereOf(where)}`,
    where.parameters,
  )
  const count = Number(row?.count)
  if (count > 0)
    await db.run('UPDATE usage_totals SET messages = messages - $2 WHERE app_id = $1', [
      appId,
      count,
    ])
}

/** Subtracts the deleted messages from the uses of their files. */
async function releaseFilesOf(
  db: WriteConnection,
  appId: string,
  where: Conditions,
): Promise<void> {
  const rows = await db.rows(
    `SELECT file_id FROM message_files ${whereOf(where)}`,
    where.parameters,
  )
  await releaseFiles(
    db,
    appId,
    rows.map(({ file_id }) => file_id as string),
  )
}
