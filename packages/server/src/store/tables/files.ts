import type { FileRecord, FileUrl, HeldFile } from '../../model/file.ts'
import { storedFile } from '../../model/file-urls.ts'
import type { MessageRecord } from '../../model/message.ts'
import type { ReadConnection, Row, WriteConnection } from '../engine.ts'
import { chunk, insertBatches, placeholders } from './clauses.ts'

/**
 * Uploaded files. A file is `pending` until its bytes are stored, so that after a crash its row still leads to them.
 * Then it is `stored`. A file is `removed` when the last message with it is deleted. Its bytes must then be deleted,
 * and after them the row. `uses` is the number of messages with the file.
 */
type State = 'pending' | 'stored' | 'removed'

const fileFrom = (row: Row, urlOf: FileUrl): FileRecord => {
  const { type, hash, ...file } = JSON.parse(row.data as string)
  return { file: { ...file, url: urlOf(row.app_id as string, file) }, type, hash }
}

const stored: State = 'stored'

/** Identifies the row of a file, and its position in the list of files to delete. */
export interface FileKey {
  appId: string
  id: string
  createdAt: number
}

const keyColumns = 'created_at, app_id, id'

const keyFrom = (row: Row): FileKey => ({
  appId: row.app_id as string,
  id: row.id as string,
  createdAt: row.created_at as number,
})

const isUnused = `uses = 0 AND state <> 'removed'`

export const fileReads = (db: ReadConnection, urlOf: FileUrl) => ({
  /** The file with the token, if it is stored. */
  async get(appId: string, token: string): Promise<FileRecord | undefined> {
    const [row] = await db.rows(
      `SELECT app_id, data FROM files WHERE app_id = $1 AND id = $2 AND state = '${stored}'`,
      [appId, token],
    )
    return row && fileFrom(row, urlOf)
  },

  /** Of the files that were uploaded before the time, the oldest that are in no message. */
  async unused(before: number, limit: number): Promise<FileKey[]> {
    const rows = await db.rows(
      `SELECT ${keyColumns} FROM files WHERE ${isUnused} AND created_at < $1
       ORDER BY created_at LIMIT $2`,
      [before, limit],
    )
    return rows.map(keyFrom)
  },

  /** The oldest removed files, or the ones after a file. */
  async removed(limit: number, after?: FileKey): Promise<FileKey[]> {
    const { createdAt = -1, appId = '', id = '' } = after ?? {}
    const rows = await db.rows(
      `SELECT ${keyColumns} FROM files
       WHERE state = 'removed' AND (${keyColumns}) > ($1, $2, $3)
       ORDER BY ${keyColumns} LIMIT $4`,
      [createdAt, appId, id, limit],
    )
    return rows.map(keyFrom)
  },
})

export const fileWrites = (db: WriteConnection, urlOf: FileUrl) => ({
  /** Announces a file whose bytes are going to be stored. */
  async begin(appId: string, token: string, userId: string | null, now: number): Promise<void> {
    await db.run(
      `INSERT INTO files (app_id, id, state, uses, user_id, created_at, data)
       VALUES ($1, $2, 'pending', 0, $3, $4, '{}')`,
      [appId, token, userId, now],
    )
  },

  /** The bytes of the file are stored. */
  async complete(appId: string, { file, type, hash }: FileRecord): Promise<void> {
    await db.run(
      `UPDATE files SET state = '${stored}', data = $3
       WHERE app_id = $1 AND id = $2 AND state = 'pending'`,
      [appId, file.fileToken, JSON.stringify({ ...storedFile(file), type, hash })],
    )
  },

  /** Deletes the row of a file without bytes. */
  async delete(appId: string, token: string): Promise<void> {
    await db.run('DELETE FROM files WHERE app_id = $1 AND id = $2', [appId, token])
  },

  /** The stored files with these tokens, by token. They are not removed before the end of the transaction. */
  async hold(appId: string, tokens: string[]): Promise<Map<string, HeldFile>> {
    const found = new Map<string, HeldFile>()
    // The locks have the same order in each transaction, so two transactions cannot wait for each other.
    for (const token of tokens.toSorted())
      await db.run('UPDATE files SET uses = uses WHERE app_id = $1 AND id = $2', [appId, token])
    for (const some of chunk(tokens)) {
      const rows = await db.rows(
        `SELECT app_id, user_id, data FROM files
         WHERE app_id = $1 AND id IN (${placeholders(2, some.length)}) AND state = '${stored}'`,
        [appId, ...some],
      )
      for (const row of rows) {
        const record = fileFrom(row, urlOf)
        found.set(record.file.fileToken, { ...record, userId: row.user_id as string | null })
      }
    }
    return found
  },

  /** Counts the files of new messages. Without any, it runs no statement. */
  async attach(appId: string, messages: MessageRecord[]): Promise<void> {
    const each = messages.flatMap(({ conversationId, seq, content: { file } }) =>
      file ? [[appId, conversationId, seq, file.fileToken]] : [],
    )
    for (const { batch, rows } of insertBatches(each, 4))
      await db.run(
        `INSERT INTO message_files (app_id, conversation_id, seq, file_id) VALUES ${rows}`,
        batch.flat(),
      )
    await addUses(
      db,
      appId,
      each.map(([, , , token]) => token as string),
    )
  },

  /** Adds to the number of messages that have these files. A token occurs once for each message. */
  addUses: (appId: string, tokens: string[]): Promise<void> => addUses(db, appId, tokens),

  /** The message no longer has its file. If it was the last one, the file is removed. */
  async detach(appId: string, { conversationId, seq, content }: MessageRecord): Promise<void> {
    if (!content.file) return
    await db.run(
      'DELETE FROM message_files WHERE app_id = $1 AND conversation_id = $2 AND seq = $3',
      [appId, conversationId, seq],
    )
    await releaseFiles(db, appId, [content.file.fileToken])
  },

  /** Removes all files that the user uploaded, including files in messages of others. */
  async removeOfUser(appId: string, userId: string): Promise<void> {
    await db.run(
      `UPDATE files SET state = 'removed', user_id = NULL, data = '{}'
       WHERE app_id = $1 AND user_id = $2 AND state = '${stored}'`,
      [appId, userId],
    )
  },

  /** Removes the given files that are still in no message and were uploaded before the time. */
  async removeUnused(files: FileKey[], before: number): Promise<void> {
    for (const { appId, id } of inOrder(files))
      await db.run(
        `UPDATE files SET state = 'removed', user_id = NULL, data = '{}'
         WHERE app_id = $1 AND id = $2 AND ${isUnused} AND created_at < $3`,
        [appId, id, before],
      )
  },

  /** Deletes the rows of all files of the app, and leaves their bytes. */
  async forgetAll(appId: string): Promise<void> {
    await db.run('DELETE FROM files WHERE app_id = $1', [appId])
  },

  /** Deletes the rows of removed files, whose bytes are gone. */
  async forget(files: FileKey[]): Promise<void> {
    for (const { appId, id } of inOrder(files))
      await db.run(`DELETE FROM files WHERE app_id = $1 AND id = $2 AND state = 'removed'`, [
        appId,
        id,
      ])
  },
})

/** In the order in which all transactions change the files of an app. */
const inOrder = (files: FileKey[]) => files.toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** Subtracts from the number of messages that have these files. A token occurs once for each message. */
export async function releaseFiles(
  db: WriteConnection,
  appId: string,
  tokens: string[],
): Promise<void> {
  for (const [token, count] of counts(tokens))
    await db.run(
      `UPDATE files SET uses = uses - $3,
         state = CASE WHEN uses <= $3 THEN 'removed' ELSE state END,
         user_id = CASE WHEN uses <= $3 THEN NULL ELSE user_id END,
         data = CASE WHEN uses <= $3 THEN '{}' ELSE data END
       WHERE app_id = $1 AND id = $2`,
      [appId, token, count],
    )
}

async function addUses(db: WriteConnection, appId: string, tokens: string[]): Promise<void> {
  for (const [token, count] of counts(tokens))
    await db.run('UPDATE files SET uses = uses + $3 WHERE app_id = $1 AND id = $2', [
      appId,
      token,
      count,
    ])
}

/** How often each token occurs, in the order in which all transactions change files. */
const counts = (tokens: string[]): [token: string, count: number][] =>
  [...Map.groupBy(tokens.toSorted(), (token) => token).entries()].map(([token, same]) => [
    token,
    same.length,
  ])
