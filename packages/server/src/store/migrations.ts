import { orderedIds } from '../base/ids.ts'
import { firstKeyName } from '../model/app-key.ts'
import type { Dialect, Engine, Value, WriteConnection } from './engine.ts'
import { subjectKey } from './tables/candidates.ts'
import { openEnd } from './tables/memberships.ts'
import { indexedTogether } from './tables/message-words.ts'

/** A statement, or a function if one statement is not enough. */
type Step = string | ((db: WriteConnection) => Promise<void>)

type Migration = (dialect: Dialect) => Step[]

/** Numbered from 1, never changed once released. */
const migrations: Migration[] = [
  ({ identity, clustered, log }) => [
    `CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)`,
    `CREATE TABLE apps (
      id TEXT NOT NULL PRIMARY KEY, secret_key TEXT NOT NULL, settings TEXT NOT NULL)`,
    `CREATE TABLE users (
      app_id TEXT NOT NULL, id TEXT NOT NULL, created_at BIGINT NOT NULL,
      online SMALLINT NOT NULL DEFAULT 0, last_event_id BIGINT NOT NULL DEFAULT 0,
      data TEXT NOT NULL,
      PRIMARY KEY (app_id, id)) ${clustered}`,
    `CREATE INDEX users_by_creation ON users (app_id, created_at, id)`,
    `CREATE INDEX users_by_presence ON users (app_id, online, created_at, id)`,
    `CREATE TABLE conversations (
      app_id TEXT NOT NULL, id TEXT NOT NULL, created_at BIGINT NOT NULL,
      last_activity BIGINT NOT NULL, newest_seq BIGINT NOT NULL, last_seq BIGINT NOT NULL,
      last_event_id BIGINT NOT NULL DEFAULT 0, data TEXT NOT NULL,
      PRIMARY KEY (app_id, id)) ${clustered}`,
    `CREATE INDEX conversations_by_activity ON conversations (app_id, last_activity, id)`,
    `CREATE INDEX conversations_by_creation ON conversations (app_id, created_at, id)`,
    `CREATE TABLE participants (
      app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, user_id TEXT NOT NULL,
      access TEXT NOT NULL, notify TEXT NOT NULL,
      read_seq BIGINT NOT NULL, marked_unread SMALLINT NOT NULL, unread_count INTEGER NOT NULL,
      newest_seq BIGINT NOT NULL, created_at BIGINT NOT NULL, last_activity BIGINT NOT NULL,
      PRIMARY KEY (app_id, conversation_id, user_id)) ${clustered}`,
    ...['activity', 'creation'].flatMap((order) => {
      const time = order === 'activity' ? 'last_activity' : 'created_at'
      const key = `participants (app_id, user_id, ${time}, conversation_id)`
      return [
        `CREATE INDEX participants_by_${order} ON ${key}`,
        `CREATE INDEX participants_unread_by_${order} ON ${key} WHERE unread_count > 0`,
      ]
    }),
    `CREATE TABLE messages (
      app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, seq BIGINT NOT NULL,
      id TEXT NOT NULL, sender_id TEXT, created_at BIGINT NOT NULL, data TEXT NOT NULL,
      PRIMARY KEY (app_id, conversation_id, seq)) ${clustered}`,
    `CREATE UNIQUE INDEX messages_by_id ON messages (app_id, conversation_id, id)`,
    `CREATE TABLE idempotency_keys (
      app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, idempotency_key TEXT NOT NULL,
      message_id TEXT NOT NULL, created_at BIGINT NOT NULL,
      PRIMARY KEY (app_id, conversation_id, idempotency_key)) ${clustered}`,
    `CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)`,
    `CREATE TABLE events (
      id ${identity}, ${log.column} app_id TEXT NOT NULL, created_at BIGINT NOT NULL,
      type TEXT NOT NULL, audience TEXT, data TEXT NOT NULL)`,
    ...(log.column ? [`CREATE INDEX events_in_order ON events (xid, id)`] : []),
    `CREATE TABLE nodes (id TEXT NOT NULL PRIMARY KEY, seen_at BIGINT NOT NULL)`,
    `CREATE TABLE streams (
      app_id TEXT NOT NULL, user_id TEXT NOT NULL, id TEXT NOT NULL, node_id TEXT NOT NULL,
      PRIMARY KEY (app_id, user_id, id)) ${clustered}`,
    `CREATE INDEX streams_by_node ON streams (node_id)`,
  ],
  () => ['ALTER TABLE nodes ADD COLUMN lost SMALLINT NOT NULL DEFAULT 0'],
  () => ['ALTER TABLE events ADD COLUMN shape SMALLINT NOT NULL DEFAULT 0'],
  ({ clustered }) => [
    `CREATE TABLE app_keys (
      app_id TEXT NOT NULL, secret_key TEXT NOT NULL, created_at BIGINT, expires_at BIGINT,
      PRIMARY KEY (app_id, secret_key)) ${clustered}`,
    'INSERT INTO app_keys (app_id, secret_key) SELECT id, secret_key FROM apps',
    'ALTER TABLE apps DROP COLUMN secret_key',
  ],
  ({ clustered }) => [
    'DROP TABLE nodes',
    'CREATE TABLE nodes (id TEXT NOT NULL PRIMARY KEY)',
    'DROP TABLE streams',
    `CREATE TABLE streams (
      id TEXT NOT NULL PRIMARY KEY, app_id TEXT NOT NULL, user_id TEXT NOT NULL,
      node_id TEXT NOT NULL, present SMALLINT NOT NULL,
      watched TEXT, watch_version BIGINT NOT NULL, has_news SMALLINT NOT NULL DEFAULT 0)
      ${clustered}`,
    'CREATE INDEX streams_by_user ON streams (app_id, user_id)',
    'CREATE INDEX streams_by_node ON streams (node_id)',
    'CREATE INDEX streams_with_news ON streams (node_id) WHERE has_news = 1',
    // Presence is no longer in the log. The newest entry stays, as it marks the end of the log.
    `DELETE FROM events WHERE type IN ('user.online', 'user.offline')
     AND id < (SELECT MAX(id) FROM events)`,
    `UPDATE events SET audience = '[]' WHERE type IN ('user.online', 'user.offline')`,
    // Users who were online had streams in the old table.
    'UPDATE users SET online = 0 WHERE online = 1',
  ],
  ({ clustered }) => [
    `CREATE TABLE purges (
      app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, last_seq BIGINT NOT NULL,
      created_at BIGINT NOT NULL, PRIMARY KEY (app_id, conversation_id)) ${clustered}`,
    // The messages of older keys have sequence numbers from 1.
    'ALTER TABLE idempotency_keys ADD COLUMN seq BIGINT NOT NULL DEFAULT 1',
  ],
  ({ clustered, log }) => [
    // Old entries lack the new columns for their readers. The newest entry stays, without readers, as it marks the end
    // of the log.
    'DELETE FROM events WHERE id < (SELECT MAX(id) FROM events)',
    `DELETE FROM settings WHERE name IN ('epoch', 'log.trimmed')`,
    'ALTER TABLE events DROP COLUMN audience',
    'ALTER TABLE events ADD COLUMN conversation_id TEXT',
    'ALTER TABLE events ADD COLUMN user_id TEXT',
    'ALTER TABLE events ADD COLUMN opens TEXT',
    'ALTER TABLE events ADD COLUMN closes TEXT',
    'ALTER TABLE events ADD COLUMN mark BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE events ADD COLUMN size BIGINT NOT NULL DEFAULT 0',
    `CREATE INDEX events_by_conversation ON events (app_id, conversation_id, ${log.ascending})
      WHERE user_id IS NULL`,
    `CREATE INDEX events_by_user ON events (app_id, user_id, ${log.ascending})
      WHERE user_id IS NOT NULL`,
    `CREATE TABLE memberships (
      app_id TEXT NOT NULL, user_id TEXT NOT NULL, conversation_id TEXT NOT NULL,
      from_event BIGINT NOT NULL, to_event BIGINT NOT NULL DEFAULT ${openEnd}, ${log.ends}
      PRIMARY KEY (app_id, user_id, conversation_id, from_event)) ${clustered}`,
    'CREATE INDEX memberships_by_conversation ON memberships (app_id, conversation_id)',
    `CREATE INDEX memberships_ended ON memberships (${log.ends ? 'to_xid, ' : ''}to_event)
      WHERE to_event < ${openEnd}`,
    `INSERT INTO memberships (app_id, user_id, conversation_id, from_event)
     SELECT app_id, user_id, conversation_id, 0 FROM participants WHERE access <> 'None'`,
    `CREATE TABLE consumers (
      name TEXT NOT NULL PRIMARY KEY, xid BIGINT NOT NULL, id BIGINT NOT NULL, mark BIGINT NOT NULL,
      enabled SMALLINT NOT NULL)`,
  ],
  () => [
    'ALTER TABLE participants ADD COLUMN joined_at BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE participants ADD COLUMN read_until BIGINT',
    'UPDATE participants SET joined_at = created_at',
    `UPDATE participants SET read_until = (
       SELECT m.created_at FROM messages m
       WHERE m.app_id = participants.app_id AND m.conversation_id = participants.conversation_id
         AND m.seq <= participants.read_seq ORDER BY m.seq DESC LIMIT 1)
     WHERE read_seq > 0`,
  ],
  () => [`ALTER TABLE apps ADD COLUMN custom TEXT NOT NULL DEFAULT '{}'`],
  () => [
    `CREATE INDEX participants_by_joining ON participants (app_id, user_id, joined_at, conversation_id)`,
    ...['activity', 'creation'].flatMap((order) => [
      `DROP INDEX participants_unread_by_${order}`,
      `CREATE INDEX participants_unread_by_${order} ON participants
        (app_id, user_id, ${order === 'activity' ? 'last_activity' : 'created_at'}, conversation_id)
        WHERE unread_count > 0 OR marked_unread = 1`,
    ]),
    `CREATE INDEX participants_empty ON participants (app_id, user_id, last_activity, conversation_id)
      WHERE newest_seq = 0`,
    `CREATE INDEX conversations_empty ON conversations (app_id, last_activity, id) WHERE newest_seq = 0`,
    `ALTER TABLE conversations ADD COLUMN subject_key TEXT NOT NULL DEFAULT ''`,
    addSubjectKeys,
    'CREATE INDEX conversations_by_subject ON conversations (app_id, subject_key, id)',
  ],
  () => [
    'ALTER TABLE messages ADD COLUMN imported SMALLINT NOT NULL DEFAULT 0',
    'CREATE INDEX messages_by_time ON messages (app_id, conversation_id, created_at, seq)',
    'ALTER TABLE conversations ADD COLUMN next_time BIGINT NOT NULL DEFAULT 0',
    `UPDATE conversations SET next_time = CASE newest_seq WHEN 0 THEN last_activity ELSE last_activity + 1 END`,
  ],
  ({ clustered, search }) => [
    `CREATE TABLE message_words (
      ${search.column} app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, seq BIGINT NOT NULL,
      created_at BIGINT NOT NULL, scope TEXT NOT NULL, words TEXT NOT NULL)`,
    'CREATE UNIQUE INDEX message_words_by_message ON message_words (app_id, conversation_id, seq)',
    `CREATE TABLE message_blocks (
      app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, block BIGINT NOT NULL,
      oldest_at BIGINT NOT NULL, newest_at BIGINT NOT NULL,
      PRIMARY KEY (app_id, conversation_id, block)) ${clustered}`,
    ...search.create,
    // Older messages are indexed while the server runs.
    'ALTER TABLE conversations ADD COLUMN indexed_seq BIGINT NOT NULL DEFAULT 0',
    `CREATE INDEX conversations_unindexed ON conversations (app_id, id)
      WHERE last_seq - indexed_seq >= ${indexedTogether}`,
    // The same columns in an order that finds a message without its conversation.
    'DROP INDEX messages_by_id',
    'CREATE UNIQUE INDEX messages_by_id ON messages (app_id, id, conversation_id)',
  ],
  () => [
    `CREATE INDEX participants_in_order ON participants (app_id, conversation_id, joined_at, user_id)
      WHERE access <> 'None'`,
  ],
  () => [
    `CREATE INDEX participants_by_recency ON participants
       (app_id, user_id, (CASE WHEN joined_at > last_activity THEN joined_at ELSE last_activity END), conversation_id)
     WHERE access <> 'None'`,
    `CREATE INDEX participants_by_reading ON participants
       (app_id, conversation_id, (COALESCE(read_until, -1))) WHERE access <> 'None'`,
  ],
  ({ clustered }) => [
    `CREATE TABLE mentions (
      app_id TEXT NOT NULL, user_id TEXT NOT NULL, conversation_id TEXT NOT NULL, seq BIGINT NOT NULL,
      PRIMARY KEY (app_id, user_id, conversation_id, seq)) ${clustered}`,
    'CREATE INDEX mentions_by_message ON mentions (app_id, conversation_id, seq)',
  ],
  ({ clustered }) => [
    'ALTER TABLE events ADD COLUMN private TEXT',
    `CREATE TABLE webhooks (
      app_id TEXT NOT NULL, id TEXT NOT NULL, created_at BIGINT NOT NULL, data TEXT NOT NULL,
      lost TEXT, PRIMARY KEY (app_id, id)) ${clustered}`,
  ],
  ({ clustered }) => [
    `CREATE TABLE reactions (
      app_id TEXT NOT NULL, user_id TEXT NOT NULL, conversation_id TEXT NOT NULL, seq BIGINT NOT NULL,
      emoji TEXT NOT NULL, created_at BIGINT NOT NULL,
      PRIMARY KEY (app_id, user_id, conversation_id, seq, emoji)) ${clustered}`,
    'CREATE INDEX reactions_in_order ON reactions (app_id, conversation_id, seq, emoji, created_at, user_id)',
  ],
  ({ clustered }) => [
    `CREATE TABLE webhook_progress (
      app_id TEXT NOT NULL, webhook_id TEXT NOT NULL, claim BIGINT NOT NULL, failing_since BIGINT,
      PRIMARY KEY (app_id, webhook_id)) ${clustered}`,
    `CREATE TABLE webhook_rests (
      app_id TEXT NOT NULL, webhook_id TEXT NOT NULL, rest_key TEXT NOT NULL, xid BIGINT NOT NULL,
      id BIGINT NOT NULL, mark BIGINT NOT NULL, event_id TEXT, attempts INTEGER NOT NULL,
      next_at BIGINT NOT NULL, PRIMARY KEY (app_id, webhook_id, rest_key)) ${clustered}`,
    'CREATE INDEX webhook_rests_in_order ON webhook_rests (webhook_id, xid, id)',
    `CREATE TABLE webhook_attempts (
      app_id TEXT NOT NULL, webhook_id TEXT NOT NULL, id TEXT NOT NULL, failed SMALLINT NOT NULL,
      event_id TEXT NOT NULL, type TEXT NOT NULL, log_id BIGINT, created_at BIGINT NOT NULL,
      status INTEGER, error TEXT, duration BIGINT NOT NULL, response TEXT NOT NULL, next_at BIGINT,
      PRIMARY KEY (app_id, webhook_id, id)) ${clustered}`,
    'CREATE INDEX webhook_attempts_by_result ON webhook_attempts (app_id, webhook_id, failed, id)',
  ],
  ({ clustered }) => [
    `CREATE TABLE files (
      app_id TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, uses BIGINT NOT NULL,
      user_id TEXT, created_at BIGINT NOT NULL, data TEXT NOT NULL,
      PRIMARY KEY (app_id, id)) ${clustered}`,
    'CREATE INDEX files_by_user ON files (app_id, user_id) WHERE user_id IS NOT NULL',
    `CREATE INDEX files_unused ON files (created_at) WHERE uses = 0 AND state <> 'removed'`,
    `CREATE INDEX files_removed ON files (created_at, app_id, id) WHERE state = 'removed'`,
    `CREATE TABLE message_files (
      app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, seq BIGINT NOT NULL, file_id TEXT NOT NULL,
      PRIMARY KEY (app_id, conversation_id, seq)) ${clustered}`,
  ],
  () => [
    'ALTER TABLE streams ADD COLUMN selected TEXT',
    'ALTER TABLE streams ADD COLUMN focus SMALLINT NOT NULL DEFAULT 0',
  ],
  ({ clustered, log }) => [
    `CREATE TABLE admin_secrets (
      hash TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, expires_at BIGINT NOT NULL) ${clustered}`,
    'ALTER TABLE apps ADD COLUMN created_at BIGINT',
    `ALTER TABLE app_keys ADD COLUMN id TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE app_keys ADD COLUMN name TEXT NOT NULL DEFAULT '${firstKeyName}'`,
    'ALTER TABLE app_keys ADD COLUMN last_used_at BIGINT',
    addKeyIds,
    `CREATE TABLE usage_totals (
      app_id TEXT NOT NULL PRIMARY KEY, users BIGINT NOT NULL, conversations BIGINT NOT NULL,
      messages BIGINT NOT NULL) ${clustered}`,
    `CREATE TABLE usage_days (
      app_id TEXT NOT NULL, day BIGINT NOT NULL, users BIGINT NOT NULL, conversations BIGINT NOT NULL,
      messages BIGINT NOT NULL, PRIMARY KEY (app_id, day)) ${clustered}`,
    // Rows that are older than the tables are counted once. After that, events of the log are counted.
    `INSERT INTO usage_totals (app_id, users, conversations, messages)
     SELECT a.id, (SELECT COUNT(*) FROM users WHERE app_id = a.id),
       (SELECT COUNT(*) FROM conversations WHERE app_id = a.id),
       (SELECT COUNT(*) FROM messages WHERE app_id = a.id) FROM apps a`,
    startCounting(log),
  ],
  ({ clustered }) => [
    `CREATE TABLE missed (
      app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, since BIGINT NOT NULL,
      up_to BIGINT NOT NULL, due_at BIGINT NOT NULL,
      PRIMARY KEY (app_id, conversation_id)) ${clustered}`,
    'CREATE INDEX missed_in_order ON missed (due_at, app_id, conversation_id)',
  ],
  ({ clustered }) => [
    `CREATE TABLE anonymizations (
      app_id TEXT NOT NULL, user_id TEXT NOT NULL, created_at BIGINT NOT NULL, finished_at BIGINT,
      data TEXT NOT NULL, PRIMARY KEY (app_id, user_id)) ${clustered}`,
    `CREATE INDEX anonymizations_running ON anonymizations (created_at, app_id, user_id)
      WHERE finished_at IS NULL`,
  ],
  () => [
    // With all columns that are read.
    'DROP INDEX memberships_by_conversation',
    'CREATE INDEX memberships_by_conversation ON memberships (app_id, conversation_id, to_event)',
  ],
  () => [
    // Each message changed the index for each participant. Only conversations that were joined after their last
    // activity need a separate index.
    'DROP INDEX participants_by_recency',
    `CREATE INDEX participants_just_joined ON participants (app_id, user_id, joined_at, conversation_id)
      WHERE access <> 'None' AND joined_at > last_activity`,
  ],
]

/** Counts the usage of apps from the end of the log on. */
const startCounting =
  ({ xid, descending }: Dialect['log']) =>
  async (db: WriteConnection): Promise<void> => {
    const [end] = await db.rows(
      `SELECT ${xid} AS xid, id, mark FROM events ORDER BY ${descending} LIMIT 1`,
    )
    if (end)
      await db.run(
        `INSERT INTO consumers (name, xid, id, mark, enabled) VALUES ('usage', $1, $2, $3, 0)`,
        [end.xid ?? 0, end.id ?? 0, end.mark ?? 0],
      )
  }

async function addKeyIds(db: WriteConnection): Promise<void> {
  const newId = orderedIds('key_', () => 0)
  for (const { app_id = '', secret_key = '' } of await db.rows(
    'SELECT app_id, secret_key FROM app_keys',
  ))
    await db.run('UPDATE app_keys SET id = $3 WHERE app_id = $1 AND secret_key = $2', [
      app_id,
      secret_key,
      newId(),
    ])
}

async function addSubjectKeys(db: WriteConnection): Promise<void> {
  const atOnce = 500
  let after: Value[] = ['', '']
  for (let count = atOnce; count === atOnce; ) {
    const rows = await db.rows(
      `SELECT app_id, id, data FROM conversations WHERE (app_id, id) > ($1, $2)
       ORDER BY app_id, id LIMIT $3`,
      [...after, atOnce],
    )
    for (const { app_id = '', id = '', data } of rows) {
      const { subject = null } = JSON.parse(data as string)
      after = [app_id, id]
      if (subject === null) continue
      await db.run('UPDATE conversations SET subject_key = $3 WHERE app_id = $1 AND id = $2', [
        app_id,
        id,
        subjectKey(subject),
      ])
    }
    count = rows.length
  }
}

export const schemaVersion = migrations.length

/** Migrates the database to the current schema in one transaction. Refuses a newer schema. */
export async function migrate(engine: Engine): Promise<void> {
  const { text, statistics } = engine.dialect
  const bring = async (connection: WriteConnection) => {
    await connection.run(
      'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)',
    )
    const [row] = await connection.rows('SELECT MAX(version) AS version FROM schema_version')
    const version = Number(row?.version ?? 0)
    if (version > schemaVersion)
      throw new Error(
        `The database has schema ${version}, newer than ${schemaVersion}, the newest that this program supports. Run a newer Parley.`,
      )
    for (const [index, migration] of migrations.slice(version).entries()) {
      for (const step of migration(engine.dialect))
        if (typeof step === 'string') await connection.run(step.replaceAll(/\bTEXT\b/g, text))
        else await step(connection)
      await connection.run('INSERT INTO schema_version VALUES ($1)', [version + index + 1])
    }
    if (version < schemaVersion) for (const sql of statistics) await connection.run(sql)
  }
  await engine.transaction(['schema'], bring, { noTimeout: true })
}
