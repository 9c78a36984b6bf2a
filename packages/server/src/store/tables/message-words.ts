import { hash } from 'node:crypto'
import {
  type MessageContent,
  type MessageRecord,
  messageWords,
  storedContent,
} from '../../model/message.ts'
import { hasWords } from '../../model/words.ts'
import type { Dialect, ReadConnection, Row, WriteConnection } from '../engine.ts'
import { Conditions, insertBatches, padToPowerOfTwo } from './clauses.ts'
import { purgedSeq } from './purges.ts'

/** Some neighbouring messages of a conversation, which one step of a search reads. */
export interface SearchCell {
  conversationId: string
  /** The first and the last sequence number. */
  from: number
  to: number
  /** Bounds of their times; Unix milliseconds. */
  oldestAt: number
  newestAt: number
  isIndexed: boolean
}

/** The place of a message that was found. */
export interface FoundMessage {
  conversationId: string
  seq: number
  createdAt: number
}

export interface UnindexedConversation {
  appId: string
  conversationId: string
}

/** Max messages in an indexed cell, since all of them may have a common word. */
const blockSize = 256
/** Max messages in a cell that is not indexed, whose texts must be read. */
const unindexedSize = 16
/** Reading fewer messages than this is faster than a search in the index. */
export const indexedTogether = 8
/** Max words that are searched in the index. Further words are checked after the search in the index. */
const maxTerms = 4

const blockOf = (seq: number) => Math.floor((seq - 1) / blockSize)

const scopeOf = (appId: string, conversationId: string, block: number) =>
  hash('sha256', JSON.stringify([appId, conversationId, block]), 'hex').slice(0, 12)

const wordsFrom = (row: Row) => messageWords(storedContent(JSON.parse(row.data as string)))

/**
 * The words of messages. A conversation is indexed up to the sequence number `indexed_seq`, some time after its
 * messages are sent. A search reads the texts of newer messages instead, so it always finds all messages.
 */
export const messageWordReads = (db: ReadConnection, { search }: Dialect) => ({
  /** The cells of the conversations. The given times are the times of their newest messages. */
  async cells(appId: string, conversations: Map<string, number>): Promise<SearchCell[]> {
    if (conversations.size === 0) return []
    const where = new Conditions()
      .and('c.app_id = ?', appId)
      .isOneOf('c.id', padToPowerOfTwo([...conversations.keys()]))
    const rows = await db.rows(
      `SELECT c.id, c.indexed_seq, c.last_seq, b.block, b.oldest_at, b.newest_at
       FROM conversations c
       LEFT JOIN message_blocks b ON b.app_id = c.app_id AND b.conversation_id = c.id
       WHERE ${where}`,
      where.parameters,
    )
    const cells: SearchCell[] = []
    const seen = new Set<string>()
    for (const row of rows) {
      const conversationId = row.id as string
      if (row.block !== null)
        cells.push({
          conversationId,
          from: (row.block as number) * blockSize + 1,
          to: ((row.block as number) + 1) * blockSize,
          oldestAt: row.oldest_at as number,
          newestAt: row.newest_at as number,
          isIndexed: true,
        })
      if (seen.has(conversationId)) continue
      seen.add(conversationId)
      const newestAt = conversations.get(conversationId) as number
      for (let to = row.last_seq as number; to > (row.indexed_seq as number); to -= unindexedSize) {
        const from = Math.max(to - unindexedSize, row.indexed_seq as number) + 1
        cells.push({ conversationId, from, to, oldestAt: 0, newestAt, isIndexed: false })
      }
    }
    return cells
  },

  /** The messages of a cell that contain the words of a query, unordered, and how many characters were read. */
  async find(
    appId: string,
    cell: SearchCell,
    query: string[],
  ): Promise<{ found: FoundMessage[]; size: number }> {
    const { conversationId, from, to } = cell
    const rows = cell.isIndexed
      ? await db.rows(
          `SELECT w.app_id, w.conversation_id, w.seq, w.created_at, w.words FROM ${search.from}
           WHERE ${search.matches} AND w.seq > ${purgedSeq('$2', '$3')}`,
          [
            search.query(scopeOf(appId, conversationId, blockOf(to)), query.slice(0, maxTerms)),
            appId,
            conversationId,
          ],
        )
      : await db.rows(
          `SELECT app_id, conversation_id, seq, created_at, data FROM messages
           WHERE app_id = $1 AND conversation_id = $2 AND seq >= $3 AND seq <= $4
             AND seq > ${purgedSeq('$1', '$2')}`,
          [appId, conversationId, from, to],
        )
    const found: FoundMessage[] = []
    let size = 0
    for (const row of rows) {
      const text = cell.isIndexed ? (row.words as string) : wordsFrom(row)
      size += ((row.words ?? row.data) as string).length
      // Two scopes could have the same hash.
      if (row.app_id !== appId || row.conversation_id !== conversationId) continue
      if (!hasWords(text, query)) continue
      found.push({ conversationId, seq: row.seq as number, createdAt: row.created_at as number })
    }
    return { found, size }
  },

  /** Conversations with messages to be indexed, in order of their ids, after the given one. */
  async unindexed(
    { appId, conversationId }: UnindexedConversation = { appId: '', conversationId: '' },
    limit: number,
  ): Promise<UnindexedConversation[]> {
    const rows = await db.rows(
      `SELECT app_id, id FROM conversations
       WHERE last_seq - indexed_seq >= ${indexedTogether} AND (app_id, id) > ($1, $2)
       ORDER BY app_id, id LIMIT $3`,
      [appId, conversationId, limit],
    )
    return rows.map(({ app_id, id }) => ({ appId: app_id as string, conversationId: id as string }))
  },
})

export const messageWordWrites = (db: WriteConnection, { search }: Dialect) => ({
  /** Indexes the next messages of a conversation, max `limit`. Returns their number. */
  async index(appId: string, conversationId: string, limit: number): Promise<number> {
    const [position] = await db.rows(
      'SELECT indexed_seq, last_seq FROM conversations WHERE app_id = $1 AND id = $2',
      [appId, conversationId],
    )
    if (!position) return 0
    const rows = await db.rows(
      `SELECT seq, created_at, data FROM messages
       WHERE app_id = $1 AND conversation_id = $2 AND seq > $3 AND seq > ${purgedSeq('$1', '$2')}
       ORDER BY seq LIMIT $4`,
      [appId, conversationId, position.indexed_seq as number, limit],
    )
    const blocks = new Map<number, { oldestAt: number; newestAt: number }>()
    const added = rows.map((row) => {
      const [seq, time] = [row.seq as number, row.created_at as number]
      const { oldestAt, newestAt } = blocks.get(blockOf(seq)) ?? { oldestAt: time, newestAt: time }
      blocks.set(blockOf(seq), {
        oldestAt: Math.min(oldestAt, time),
        newestAt: Math.max(newestAt, time),
      })
      return [seq, time, scopeOf(appId, conversationId, blockOf(seq)), wordsFrom(row)] as const
    })
    for (const { batch, rows } of insertBatches(added, 6))
      await db.run(
        `INSERT INTO message_words (app_id, conversation_id, seq, created_at, scope, words) VALUES ${rows}`,
        batch.flatMap((values) => [appId, conversationId, ...values]),
      )
    for (const [block, { oldestAt, newestAt }] of blocks)
      await db.run(
        `INSERT INTO message_blocks (app_id, conversation_id, block, oldest_at, newest_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (app_id, conversation_id, block) DO UPDATE SET
           oldest_at = CASE WHEN excluded.oldest_at < message_blocks.oldest_at
             THEN excluded.oldest_at ELSE message_blocks.oldest_at END,
           newest_at = CASE WHEN excluded.newest_at > message_blocks.newest_at
             THEN excluded.newest_at ELSE message_blocks.newest_at END`,
        [appId, conversationId, block, oldestAt, newestAt],
      )
    const last = rows.length < limit ? position.last_seq : rows.at(-1)?.seq
    await db.run('UPDATE conversations SET indexed_seq = $3 WHERE app_id = $1 AND id = $2', [
      appId,
      conversationId,
      last as number,
    ])
    return rows.length
  },

  /** Merges parts of the index, so that a search reads fewer. */
  async tidy(): Promise<void> {
    for (const statement of search.tidy) await db.run(statement)
  },

  /** Changes the words of a message, if it is indexed. */
  async edit(
    appId: string,
    { conversationId, seq }: MessageRecord,
    content: MessageContent,
  ): Promise<void> {
    await db.run(
      'UPDATE message_words SET words = $4 WHERE app_id = $1 AND conversation_id = $2 AND seq = $3',
      [appId, conversationId, seq, messageWords(content)],
    )
  },

  async delete(appId: string, { conversationId, seq }: MessageRecord): Promise<void> {
    await db.run(
      'DELETE FROM message_words WHERE app_id = $1 AND conversation_id = $2 AND seq = $3',
      [appId, conversationId, seq],
    )
  },
})
