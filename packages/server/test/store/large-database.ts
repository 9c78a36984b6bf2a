import { DatabaseSync } from 'node:sqlite'
import type pg from 'pg'
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts'
import { openStore } from '../../src/store/store.ts'
import { subjectKey } from '../../src/store/tables/candidates.ts'

export const appId = 'shop'
/** The user who is in every conversation. */
export const everywhere = 'everywhere'
/** Creation of conversation 0; each further one is a second later. Unix milliseconds. */
export const firstCreated = 1_700_000_000_000
/** Time of the newest message of the least active conversation; one second later for each more active one. */
export const firstActive = 1_710_000_000_000

export const conversationId = (index: number) => `c${String(index).padStart(6, '0')}`
export const messageId = (index: number) => `msg_${String(index).padStart(22, '0')}`

const conversationsOf = (count: number, messages: number) => `
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})
  INSERT INTO conversations
    (app_id, id, created_at, last_activity, newest_seq, last_seq, subject_key, data)
  SELECT '${appId}', printf('c%06d', i), ${firstCreated} + i * 1000,
    -- Another order than that of creation: 7919 has no factor in common with the count.
    ${firstActive} + (i * 7919) % ${count} * 1000, ${messages}, ${messages},
    subject_key('Order ' || i),
    json_object('id', printf('c%06d', i), 'subject', 'Order ' || i, 'photoUrl', NULL,
      'welcomeMessages', NULL, 'custom', json_object('number', printf('%d', i)),
      'topicId', printf('c%06d', i), 'createdAt', ${firstCreated} + i * 1000) FROM n`

const messagesOf = (count: number, messages: number) => `
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count * messages - 1})
  INSERT INTO messages (app_id, conversation_id, seq, id, sender_id, created_at, data)
  SELECT '${appId}', printf('c%06d', i / ${messages}), i % ${messages} + 1,
    printf('msg_%022d', i), 'u' || (i / ${messages} % 1000), ${firstActive},
    '{"type":"UserMessage","text":"Hello","custom":{},"origin":"rest","location":null,' ||
    '"attachment":null,"referencedMessageId":null,"editedAt":null}' FROM n`

const participantsOf = (user: string, unread: string) => `
  INSERT INTO participants
    (app_id, conversation_id, user_id, access, notify, read_seq, marked_unread, unread_count,
     newest_seq, created_at, last_activity, joined_at)
  SELECT app_id, id, ${user}, 'ReadWrite', 'true', 0, 0, ${unread}, newest_seq, created_at,
    last_activity, created_at + 1 FROM conversations`

const usersOf = (count: number) => `
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})
  INSERT INTO users (app_id, id, created_at, online, data)
  SELECT '${appId}', 'u' || i, ${firstCreated} + i, i % 10 = 0,
    json_object('id', 'u' || i, 'name', 'User ' || i, 'createdAt', ${firstCreated} + i) FROM n
  UNION ALL SELECT '${appId}', '${everywhere}', 1, 1,
    json_object('id', '${everywhere}', 'name', 'Everywhere', 'createdAt', 1)`

/**
 * Creates a database in `file` with `conversations`, each with `messages` messages and two participants. One user is in
 * all of them and has unread messages in every third.
 */
export async function fillDatabase(
  file: string,
  { conversations, messages }: { conversations: number; messages: number },
): Promise<void> {
  await (await openStore(openSqlite(file))).close()
  const database = new DatabaseSync(file)
  // If this fails half-way, the test fails too.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
  database.function('subject_key', { deterministic: true }, (one) => subjectKey(String(one)))
  database.exec(usersOf(conversations))
  database.exec(conversationsOf(conversations, messages))
  database.exec(participantsOf(`'${everywhere}'`, `(created_at / 1000) % 3 = 0`))
  database.exec(participantsOf(`'u' || (created_at - ${firstCreated}) / 1000 % 1000`, '0'))
  database.exec(messagesOf(conversations, messages))
  database.exec('COMMIT; PRAGMA journal_mode = WAL')
  database.close()
}

/** Fills an empty database of PostgreSQL in the same way. */
export async function fillPostgres(
  client: pg.Client,
  { conversations, messages }: { conversations: number; messages: number },
): Promise<void> {
  await client.query(`
  INSERT INTO users (app_id, id, created_at, online, data)
  SELECT '${appId}', 'u' || i, ${firstCreated} + i, (i % 10 = 0)::integer,
    json_build_object('id', 'u' || i, 'name', 'User ' || i, 'createdAt', ${firstCreated} + i)
  FROM generate_series(0, ${conversations - 1}) AS i
  UNION ALL SELECT '${appId}', '${everywhere}', 1, 1,
    json_build_object('id', '${everywhere}', 'name', 'Everywhere', 'createdAt', 1);
  INSERT INTO conversations (app_id, id, created_at, last_activity, newest_seq, last_seq, data)
  SELECT '${appId}', id, ${firstCreated} + i * 1000::bigint,
    ${firstActive} + (i * 7919::bigint % ${conversations}) * 1000::bigint, ${messages}, ${messages},
    json_build_object('id', id, 'subject', 'Order ' || i, 'photoUrl', NULL, 'welcomeMessages', NULL,
      'custom', json_build_object('number', i::text), 'topicId', id,
      'createdAt', ${firstCreated} + i * 1000::bigint)
  FROM (SELECT i, 'c' || lpad(i::text, 6, '0') AS id
    FROM generate_series(0, ${conversations - 1}) AS i) AS c;
  INSERT INTO participants (app_id, conversation_id, user_id, access, notify, read_seq, marked_unread,
    unread_count, newest_seq, created_at, last_activity, joined_at)
  SELECT app_id, id, user_id, 'ReadWrite', 'true', 0, 0, unread, newest_seq, created_at, last_activity,
    created_at + 1
  FROM conversations, LATERAL (VALUES
    ('${everywhere}', (created_at / 1000 % 3 = 0)::integer),
    ('u' || (created_at - ${firstCreated}) / 1000 % 1000, 0)) AS p (user_id, unread);
  INSERT INTO messages (app_id, conversation_id, seq, id, sender_id, created_at, data)
  SELECT '${appId}', 'c' || lpad((i / ${messages})::text, 6, '0'), i % ${messages} + 1,
    'msg_' || lpad(i::text, 22, '0'), 'u' || (i / ${messages} % 1000), ${firstActive},
    '{"type":"UserMessage","text":"Hello","custom":{},"origin":"rest","location":null,' ||
    '"attachment":null,"referencedMessageId":null,"editedAt":null}'
  FROM generate_series(0, ${conversations * messages - 1}) AS i`)
  const indexes = Array.from({ length: conversations }, (_, index) => index)
  await client.query(
    `UPDATE conversations SET subject_key = key
     FROM unnest($1::text[], $2::text[]) AS keys (conversation_id, key) WHERE id = conversation_id`,
    [indexes.map(conversationId), indexes.map((index) => subjectKey(`Order ${index}`))],
  )
  await client.query('VACUUM ANALYZE')
}
