import type { DatabaseSync } from 'node:sqlite'

/** A row of any table; the types of its columns are not checked here. */
// biome-ignore lint/suspicious/noExplicitAny: the columns of the tables, written out, would be a copy of the schema.
export type StoredRow = any

/** A conversation that only one client writes to. */
export interface OwnConversation {
  subject: string
  texts: string[]
  /** The state of the second participant, who only reads. */
  unread: number
  markedUnread: boolean
}

/** Everything that only one client changes. After a crash, it is the state after the last response or one write later. */
export interface State {
  /** Custom data by user. */
  users: Record<string, Record<string, string>>
  /** Access and notify, by shared conversation and user. */
  members: Record<string, string>
  /** Texts of the client's messages in each shared conversation, in order. */
  sent: Record<string, string[]>
  own: Record<string, OwnConversation>
}

export const shared = ['shared-0', 'shared-1', 'shared-2']
export const senderOf = (client: string) => `${client}-u0`
export const readerOf = (client: string) => `${client}-u1`

export const emptyState = (client: string): State => ({
  users: { [senderOf(client)]: {}, [readerOf(client)]: {} },
  members: {},
  sent: Object.fromEntries(shared.map((id) => [id, []])),
  own: {},
})

/** The client's state according to the rows of the database. */
export function storedState(database: DatabaseSync, client: string): State {
  const all = (sql: string, ...values: string[]) =>
    database.prepare(sql).all(...values) as StoredRow[]
  const state = emptyState(client)
  state.users = {}
  for (const { id, data } of all('SELECT id, data FROM users WHERE id GLOB ?', `${client}-*`))
    state.users[id] = JSON.parse(data).custom
  const members = `SELECT * FROM participants WHERE user_id GLOB ? AND user_id <> ? AND
    conversation_id GLOB 'shared-*' ORDER BY conversation_id, user_id`
  for (const row of all(members, `${client}-*`, senderOf(client)))
    state.members[`${row.conversation_id} ${row.user_id}`] = `${row.access} ${row.notify}`
  const sent = `SELECT conversation_id, data FROM messages WHERE sender_id = ? ORDER BY
    conversation_id, seq`
  const texts: Record<string, string[]> = {}
  for (const { conversation_id, data } of all(sent, senderOf(client))) {
    texts[conversation_id] ??= []
    texts[conversation_id].push(JSON.parse(data).text)
  }
  for (const id of shared) state.sent[id] = texts[id] ?? []
  const own = `SELECT c.id, c.data, p.unread_count, p.marked_unread FROM conversations c
    LEFT JOIN participants p ON p.conversation_id = c.id AND p.user_id = ? WHERE c.id GLOB ?`
  for (const row of all(own, readerOf(client), `${client}-own-*`))
    state.own[row.id] = {
      subject: JSON.parse(row.data).subject,
      texts: texts[row.id] ?? [],
      unread: row.unread_count,
      markedUnread: row.marked_unread === 1,
    }
  return state
}
