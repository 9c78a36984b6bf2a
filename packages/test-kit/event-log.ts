import { type MessageRecord, messageOf, newContent } from '../server/src/model/message.ts'
import { openEngine } from '../server/src/store/open-engine.ts'
import { openStore, type Store } from '../server/src/store/store.ts'
import type { Cursor, LogEntry } from '../server/src/store/tables/events.ts'

/** Works on the database of the URL beside the servers on it, or without one. */
export async function withStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(await openEngine(url))
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
export async function fillLog(
  { write }: Store,
  audiences: (string[] | null)[],
  text = 'Hello',
): Promise<void> {
  const news = audiences.map((audience, number) => {
    const id = `msg_${`${number}`.padStart(22, '0')}`
    const message = messageOf({ ...record, id, seq: number + 1 }, [])
    const subject = { conversationId: record.conversationId }
    return { type: 'message.created' as const, subject, audience, data: { ...message, text } }
  })
  // One long transaction would hold up the logs of all databases of a PostgreSQL server.
  for (let at = 0; at < news.length; at += 500)
    await write(['log'], ({ events }) =>
      events.append(
        'shop',
        0,
        ...news
          .slice(at, at + 500)
          .map(({ data, ...one }) => ({ ...one, data: { message: data } })),
      ),
    )
}

const record: MessageRecord = {
  id: '',
  conversationId: 'filled',
  seq: 0,
  senderId: 'somebody',
  createdAt: 0,
  content: newContent({ type: 'SystemMessage', text: '' }),
}
