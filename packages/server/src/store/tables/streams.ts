import type { ReadConnection, Row, WriteConnection } from '../engine.ts'
import { chunk, insertBatches, padToPowerOfTwo, placeholders } from './clauses.ts'

/** A user's open stream. */
export interface OpenStream {
  appId: string
  userId: string
  id: string
}

/** The state that the client of a stream shows. */
export interface Selection {
  selectedConversationId: string | null
  hasFocus: boolean
}

export const nothingSelected: Selection = { selectedConversationId: null, hasFocus: false }

/** A session of a user who is online: a stream and what its client shows. */
export interface StreamSession extends Selection {
  id: string
}

/** A stream, as saved by its node. */
export interface NodeStream extends OpenStream, Selection {
  /** Whether the client of the stream is alive, which makes the user online. */
  isPresent: boolean
  /** Version of the set of watched users. */
  watchVersion: number
}

/** The users that a stream watches, and the state that its client has. */
export interface WatchedSet {
  /** Grows with each set of a stream. */
  version: number
  users: string[]
  /** Of these users, the ones that the client knows to be online. */
  online: string[]
  selection: Selection
}

const streamFrom = (row: Row): OpenStream => ({
  appId: row.app_id as string,
  userId: row.user_id as string,
  id: row.id as string,
})

const selectionFrom = (row: Row): Selection => ({
  selectedConversationId: row.selected as string | null,
  hasFocus: row.focus === 1,
})

const sessionFrom = (row: Row): StreamSession => ({ id: row.id as string, ...selectionFrom(row) })

/** The open streams: their users, their nodes, and the users that they watch. */
export const streamReads = (db: ReadConnection) => ({
  /** The number of the app's streams, on all nodes. */
  async count(appId: string): Promise<number> {
    const [row] = await db.rows('SELECT COUNT(*) AS count FROM streams WHERE app_id = $1', [appId])
    return Number(row?.count)
  },

  /** Version of the stream's watched set, 0 before the first. Undefined if the user has no such stream. */
  async watchVersion({ appId, userId, id }: OpenStream): Promise<number | undefined> {
    const [row] = await db.rows(
      'SELECT watch_version FROM streams WHERE id = $1 AND app_id = $2 AND user_id = $3',
      [id, appId, userId],
    )
    return row?.watch_version as number | undefined
  },

  /** The users' streams whose clients are alive, at most `limit` for each user. */
  async present(
    appId: string,
    userIds: string[],
    limit: number,
  ): Promise<Map<string, StreamSession[]>> {
    const found = new Map<string, StreamSession[]>()
    for (const some of chunk(userIds)) {
      const padded = padToPowerOfTwo(some)
      const rows = await db.rows(
        `SELECT user_id, id, selected, focus FROM (
           SELECT user_id, id, selected, focus, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY id) AS place
           FROM streams WHERE app_id = $1 AND present = 1
             AND user_id IN (${placeholders(3, padded.length)})) AS numbered
         WHERE place <= $2 ORDER BY user_id, id`,
        [appId, limit, ...padded],
      )
      for (const row of rows) {
        const userId = row.user_id as string
        found.set(userId, [...(found.get(userId) ?? []), sessionFrom(row)])
      }
    }
    return found
  },

  /**
   * The users among these who are looking at the conversation: one of their streams shows it in a window with the
   * focus.
   */
  async looking(appId: string, conversationId: string, userIds: string[]): Promise<Set<string>> {
    const found = new Set<string>()
    for (const some of chunk(userIds)) {
      const padded = padToPowerOfTwo(some)
      const rows = await db.rows(
        `SELECT DISTINCT user_id FROM streams
         WHERE app_id = $1 AND selected = $2 AND focus = 1 AND present = 1
           AND user_id IN (${placeholders(3, padded.length)})`,
        [appId, conversationId, ...padded],
      )
      for (const { user_id } of rows) found.add(user_id as string)
    }
    return found
  },

  /** Whether the stream's node uses the set with this version or a newer one. */
  async hasTaken(id: string, version: number): Promise<boolean> {
    const rows = await db.rows(
      'SELECT id FROM streams WHERE id = $1 AND (has_news = 0 OR watch_version > $2)',
      [id, version],
    )
    return rows.length > 0
  },

  /** Some of the node's streams. */
  async ofNode(nodeId: string, limit: number): Promise<OpenStream[]> {
    const rows = await db.rows(
      'SELECT app_id, user_id, id FROM streams WHERE node_id = $1 LIMIT $2',
      [nodeId, limit],
    )
    return rows.map(streamFrom)
  },

  /** Sets that other nodes have stored for streams of this node, and that this node does not use yet. */
  async newWatchedSets(
    nodeId: string,
    limit: number,
  ): Promise<(OpenStream & { set: WatchedSet })[]> {
    const rows = await db.rows(
      `SELECT app_id, user_id, id, watched, selected, focus FROM streams
       WHERE node_id = $1 AND has_news = 1 LIMIT $2`,
      [nodeId, limit],
    )
    return rows.map((row) => ({
      ...streamFrom(row),
      set: { ...JSON.parse(row.watched as string), selection: selectionFrom(row) },
    }))
  },
})

export const streamWrites = (db: WriteConnection) => ({
  /** Inserts the streams of the node, or updates whether they are present. */
  async put(nodeId: string, streams: NodeStream[]): Promise<void> {
    for (const { batch, rows } of insertBatches(streams, 8))
      await db.run(
        `INSERT INTO streams (id, app_id, user_id, node_id, present, watch_version, selected, focus)
         VALUES ${rows}
         ON CONFLICT (id) DO UPDATE SET present = excluded.present`,
        batch.flatMap((stream) => [
          stream.id,
          stream.appId,
          stream.userId,
          nodeId,
          stream.isPresent ? 1 : 0,
          stream.watchVersion,
          stream.selectedConversationId,
          stream.hasFocus ? 1 : 0,
        ]),
      )
  },

  async delete(ids: string[]): Promise<void> {
    for (const some of chunk(ids)) {
      const padded = padToPowerOfTwo(some)
      await db.run(`DELETE FROM streams WHERE id IN (${placeholders(1, padded.length)})`, padded)
    }
  },

  /** `isNews`: the stream's node must read the set from here. */
  async watch(id: string, set: WatchedSet, isNews: boolean): Promise<void> {
    const { selection, ...watched } = set
    await db.run(
      `UPDATE streams SET watched = $2, watch_version = $3, has_news = $4, selected = $5, focus = $6
       WHERE id = $1`,
      [
        id,
        JSON.stringify(watched),
        set.version,
        isNews ? 1 : 0,
        selection.selectedConversationId,
        selection.hasFocus ? 1 : 0,
      ],
    )
  },

  /** Call this when the stream's node uses the set with this version. */
  async tookSet(id: string, version: number): Promise<void> {
    await db.run('UPDATE streams SET has_news = 0 WHERE id = $1 AND watch_version = $2', [
      id,
      version,
    ])
  },
})
