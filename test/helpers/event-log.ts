import { type MessageRecord, messageOf, newContent } from '../../src/model/message.ts'
import type { Cursor, LogEntry } from '../../src/store/events.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { openStore, type Store } from '../../src/store/store.ts'

/** Works on the database in the file beside the server, or without one. */
export async function withStore<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(openSqlite(file))
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** The whole log, in its order. */
export async function wholeLog({ read }: Store): Promise<LogEntry[]> {
  const entries: LogEntry[] = []
  let at: Cursor = { xid: 0, id: 0 }
  for (;;) {
    const page = await read.events.readAfter(at, 1000)
    entries.push(...page)
    at = page.at(-1) ?? at
    if (page.length < 1000) return entries
  }
}

export const isVisible = ({ audience }: LogEntry, userId: string) =>
  audience === null || audience.includes(userId)

/** Puts a message into the log for each audience, as if it had been sent. */
export const fillLog = ({ write }: Store, audiences: (string[] | null)[], text = 'Hello') =>
  write(['log'], async ({ events }) => {
    for (const [number, audience] of audiences.entries()) {
      const message = messageOf(
        { ...record, id: `msg_${`${number}`.padStart(22, '0')}`, seq: number + 1 },
        [],
      )
      const subject = { conversationId: record.conversationId }
      const data = { message: { ...message, text } }
      await events.append('shop', 0, { type: 'message.created', subject, audience, data })
    }
  })

const record: MessageRecord = {
  id: '',
  conversationId: 'filled',
  seq: 0,
  senderId: 'somebody',
  createdAt: 0,
  content: newContent({ type: 'SystemMessage', text: '' }),
}
