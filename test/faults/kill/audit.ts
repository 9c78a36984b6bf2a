import type { DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import { type Replayed, replayedLog } from './log-replay.ts'
import type { StoredRow } from './state.ts'

interface MessageRow {
  id: string
  seq: number
  sender: string | null
  createdAt: number
  text: string
}

interface ParticipantRow {
  user_id: string
  access: string
  notify: string
  read_seq: number
  unread_count: number
  newest_seq: number
  created_at: number
  last_activity: number
}

interface ConversationRow {
  id: string
  created_at: number
  last_activity: number
  newest_seq: number
  last_seq: number
  data: string
  participants: ParticipantRow[]
  messages: MessageRow[]
}

function conversationRows(database: DatabaseSync): Map<string, ConversationRow> {
  const all = (sql: string) => database.prepare(sql).all() as StoredRow[]
  const rows = new Map<string, ConversationRow>()
  for (const row of all('SELECT * FROM conversations'))
    rows.set(row.id, { ...(row as unknown as ConversationRow), participants: [], messages: [] })
  for (const row of all('SELECT * FROM participants'))
    rows.get(row.conversation_id)?.participants.push(row as unknown as ParticipantRow)
  for (const row of all('SELECT * FROM messages ORDER BY seq'))
    rows.get(row.conversation_id)?.messages.push({
      id: row.id,
      seq: row.seq,
      sender: row.sender_id,
      createdAt: row.created_at,
      text: JSON.parse(row.data).text,
    })
  return rows
}

/** Returns the inconsistencies of the database: between its tables, in its counts, and with its event log. */
export function audit(database: DatabaseSync, messageIds: ReadonlyMap<string, string>): string[] {
  const faults: string[] = []
  const integrity = database.prepare('PRAGMA integrity_check').all()
  if (integrity[0]?.integrity_check !== 'ok') faults.push(JSON.stringify(integrity))
  for (const table of ['participants', 'messages', 'idempotency_keys'])
    for (const { id } of database
      .prepare(
        `SELECT DISTINCT conversation_id AS id FROM ${table}
         WHERE conversation_id NOT IN (SELECT id FROM conversations)`,
      )
      .all())
      faults.push(`${table} of ${id}, which does not exist`)
  const log = replayedLog(database)
  faults.push(...log.faults)
  const conversations = conversationRows(database)
  for (const conversation of conversations.values())
    faults.push(
      ...countFaults(conversation),
      ...orderFaults(conversation, messageIds),
      ...logFaults(conversation, log),
    )
  for (const id of Object.keys(log.conversations))
    if (!conversations.has(id))
      faults.push(`the log has the conversation ${id}, but the table does not`)
  faults.push(...userFaults(database, log))
  return faults
}

/** Counts and positions that differ from the rows. */
function countFaults(conversation: ConversationRow): string[] {
  const faults: string[] = []
  const { id, messages, participants } = conversation
  const expect = (what: string, stored: unknown, counted: unknown) => {
    if (stored !== counted) faults.push(`${what} of ${id} is ${stored}, and should be ${counted}`)
  }
  const newest = messages.at(-1)
  expect('newest_seq', conversation.newest_seq, newest?.seq ?? 0)
  expect('last_activity', conversation.last_activity, newest?.createdAt ?? conversation.created_at)
  for (const participant of participants) {
    const { user_id: user, access } = participant
    expect(`${user}'s created_at`, participant.created_at, conversation.created_at)
    if (access !== 'None') {
      expect(`${user}'s newest_seq`, participant.newest_seq, conversation.newest_seq)
      expect(`${user}'s last_activity`, participant.last_activity, conversation.last_activity)
    }
    const unread = messages.filter(
      ({ seq, sender }) =>
        seq > participant.read_seq && seq <= participant.newest_seq && sender !== user,
    )
    expect(`${user}'s unread_count`, participant.unread_count, unread.length)
  }
  return faults
}

/** Arrays that are not contiguous, and ids that differ from those returned. */
function orderFaults({ id, messages }: ConversationRow, answered: ReadonlyMap<string, string>) {
  const faults: string[] = []
  const starts = new Map<string, number>()
  for (const message of messages) {
    const [tag = ''] = message.text.split(' ')
    const known = answered.get(tag)
    if (known !== undefined && known !== message.id)
      faults.push(`${tag} in ${id} was returned as ${known} and is ${message.id}`)
    const [client, write, index] = tag.split('.')
    const array = `${client}.${write}`
    const start = message.seq - Number(index)
    if ((starts.get(array) ?? start) !== start)
      faults.push(`the array ${array} in ${id} is not contiguous and in order`)
    starts.set(array, start)
  }
  return faults
}

/** Differences between the conversation and the event log. */
function logFaults(conversation: ConversationRow, { conversations }: Replayed): string[] {
  const { id, data, participants, messages } = conversation
  const { subject, custom } = JSON.parse(data)
  const inside = participants.filter(({ access }) => access !== 'None')
  const stored = {
    subject,
    custom,
    participants: Object.fromEntries(
      inside.map(({ user_id, access, notify }) => [user_id, `${access} ${notify}`]),
    ),
    messages: Object.fromEntries(messages.map(({ id, text, seq }) => [id, { text, seq }])),
    lastSeq: conversation.last_seq,
  }
  return isDeepStrictEqual(stored, conversations[id])
    ? []
    : [`${id} is ${JSON.stringify(stored)}, but in the log ${JSON.stringify(conversations[id])}`]
}

function userFaults(database: DatabaseSync, { users }: Replayed): string[] {
  const rows = database.prepare('SELECT data FROM users').all()
  const stored = Object.fromEntries(
    rows.map(({ data }) => {
      const { id, name, custom } = JSON.parse(data as string)
      return [id, { name, custom }]
    }),
  )
  return Object.keys({ ...users, ...stored })
    .filter((id) => !isDeepStrictEqual(stored[id], users[id]))
    .map(
      (id) => `${id} is ${JSON.stringify(stored[id])}, but in the log ${JSON.stringify(users[id])}`,
    )
}
